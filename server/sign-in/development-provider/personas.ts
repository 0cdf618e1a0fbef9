/** The people who can sign in at the development provider, and what it says of each. */

import type { CastMember } from '../../connected-systems/demo/cast-member.ts';
import { cast } from '../../connected-systems/demo/people.ts';
import type { ProviderName } from '../providers.ts';

export interface Persona {
  readonly key: string;
  readonly subject: string;
  readonly name: string;
  readonly about: string;
  readonly roles: readonly string[];
  /** What goes out in the ID token and the user information. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** How strongly a tester may sign in: weaker ones show how the portal treats them. */
export interface AuthenticatorChoice {
  readonly key: string;
  readonly words: string;
  readonly acr: string;
  readonly amr: readonly string[];
}

/** Weakest first. */
export const authenticatorChoices: readonly AuthenticatorChoice[] = [
  { key: 'one-factor', words: 'Password only', acr: 'urn:fairsight:acr:one-factor', amr: ['pwd'] },
  { key: 'two-factor', words: 'Password and a code', acr: 'urn:fairsight:acr:two-factor', amr: ['pwd', 'otp', 'mfa'] },
  { key: 'phishing-resistant', words: 'Passkey', acr: 'urn:fairsight:acr:phishing-resistant', amr: ['hwk', 'user', 'mfa'] },
];

export function personasOf(provider: ProviderName): readonly Persona[] {
  return cast
    .filter((member) => member.signIn.issuerKind === provider)
    .map((member) => ({
      key: member.key,
      subject: member.signIn.subject,
      name: `${member.name.given} ${member.name.family}`,
      about: member.about,
      roles: member.roles,
      claims: {
        vot: member.signIn.identityLevel,
        name: `${member.name.given} ${member.name.family}`,
        given_name: member.name.given,
        family_name: member.name.family,
        birthdate: member.dateOfBirth,
        ...addressClaim(member.addresses[0]),
        ...numberClaim(member),
      },
    }));
}

function addressClaim(address: { readonly lines: readonly string[]; readonly postcode: string } | undefined): object {
  if (address === undefined) return {};
  return { address: { street_address: address.lines.join('\n'), postal_code: address.postcode, country: 'GB' } };
}

/** A number goes out only for somebody whose identity was checked at all. */
function numberClaim({ nino, signIn }: CastMember): object {
  if (nino === undefined || signIn.identityLevel === 'P0') return {};
  return { 'https://vocab.account.gov.uk/v1/socialSecurityRecord': [{ personalNumber: nino }] };
}

/** What to offer first: two factors where that is enough, else the weakest that is. */
export function offeredAuthenticator(acrValues: readonly string[]): AuthenticatorChoice {
  const enough = authenticatorChoices.filter((choice) => acrValues.length === 0 || acrValues.includes(choice.acr));
  const offered = enough.find((choice) => choice.key === 'two-factor') ?? enough[0] ?? authenticatorChoices[0];
  if (offered === undefined) throw new RangeError('there is no authenticator to offer');
  return offered;
}
