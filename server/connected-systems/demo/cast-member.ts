/** What is known of one invented person of the demo council. */
import { createHash } from 'node:crypto';
import type { PersonName, PostalAddress } from '../connector.ts';

export type CastKind = 'resident' | 'officer' | 'assisting-officer' | 'councillor';
export type StaffRole = 'preparer' | 'approver' | 'safeguarding-lead' | 'ig-manager' | 'assisting-officer' | 'councillor';
export type CouncillorHat = 'council-member' | 'ward-representative' | 'party-member';
export type IdentityLevel = 'P0' | 'P1' | 'P2';

export interface SignIn {
  readonly issuerKind: 'resident' | 'staff';
  /** The `sub` the development provider issues: opaque, and the same after every restart. */
  readonly subject: string;
  /** How strongly the provider has proved who this is. */
  readonly identityLevel: IdentityLevel;
}

export interface CastMember {
  readonly key: string;
  readonly kind: CastKind;
  readonly name: PersonName;
  readonly formerNames: readonly PersonName[];
  readonly dateOfBirth: string;
  /** Present address first; staff have none. */
  readonly addresses: readonly PostalAddress[];
  /** A connected system's key to its own number for this person. */
  readonly systemPersonNumbers: Readonly<Record<string, string>>;
  readonly nino?: string;
  readonly nhsNumber?: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly hats: readonly CouncillorHat[];
  readonly ward?: string;
  /** One sentence for whoever chooses a persona. */
  readonly about: string;
  readonly signIn: SignIn;
}

type GivenFor<Required extends keyof CastMember> = Pick<CastMember, Required> &
  Partial<Pick<CastMember, 'formerNames' | 'nino' | 'nhsNumber'>>;

/** A member of the cast who signs in on the public side. */
export function aResident(
  person: GivenFor<'key' | 'name' | 'dateOfBirth' | 'addresses' | 'systemPersonNumbers' | 'about'> & {
    readonly identityLevel: IdentityLevel;
  },
): CastMember {
  const { identityLevel, ...known } = person;
  return {
    formerNames: [],
    ...known,
    kind: 'resident',
    email: emailOf(person.name),
    roles: [],
    hats: [],
    signIn: { issuerKind: 'resident', subject: subjectOf(person.key), identityLevel },
  };
}

/** A member of the cast who works for the council. */
export function anOfficer(person: GivenFor<'key' | 'name' | 'dateOfBirth' | 'roles' | 'about'>): CastMember {
  return {
    formerNames: [],
    ...person,
    kind: person.roles.includes('assisting-officer') ? 'assisting-officer' : 'officer',
    addresses: [],
    systemPersonNumbers: {},
    email: emailOf(person.name),
    hats: [],
    signIn: { issuerKind: 'staff', subject: subjectOf(person.key), identityLevel: 'P2' },
  };
}

/** An elected member, with the hats in which he or she may act. */
export function aCouncillor(
  person: GivenFor<'key' | 'name' | 'dateOfBirth' | 'hats' | 'about'> & { readonly ward: string },
): CastMember {
  return {
    formerNames: [],
    ...person,
    kind: 'councillor',
    addresses: [],
    systemPersonNumbers: {},
    email: emailOf(person.name),
    roles: ['councillor'],
    signIn: { issuerKind: 'staff', subject: subjectOf(person.key), identityLevel: 'P2' },
  };
}

function subjectOf(key: string): string {
  return createHash('sha256').update(`penhallow:${key}`).digest('base64url').slice(0, 22);
}

function emailOf(name: PersonName): string {
  const plain = `${name.given}.${name.family}`.normalize('NFD').replace(/[^A-Za-z.]/g, '');
  return `${plain.toLowerCase()}@example.org`;
}
