/** A search certificate: where the council looked for one request, in a form that is the same whatever was found. */

import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../disclosure/canonical-json.ts';
import { signatureProblems, signatureSchema, signHash } from '../disclosure/signature.ts';

/** Never *held* or *not held*: that would tell whoever finds the paper where to look. */
export const serviceOutcomes = ['searched', 'not searched', 'not asked'] as const;

export type ServiceOutcome = (typeof serviceOutcomes)[number];

/**
 * Services, not systems: a system whose name alone would tell something stands under the service everybody knows.
 * One span of days for them all: a service that was asked again later, or about which an officer had to decide who is meant, does not show.
 */
export const searchCertificateSchema = z.strictObject({
  format: z.literal('fairsight-search-1'),
  council: z.string().max(200),
  reference: z.string().max(40),
  searched: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  services: z.array(z.strictObject({ service: z.string().max(200), outcome: z.enum(serviceOutcomes) })).readonly(),
});

export type SearchCertificate = z.infer<typeof searchCertificateSchema>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const signedCertificateSchema = z.strictObject({ certificate: searchCertificateSchema, certificateHash: sha256, signature: signatureSchema });

export type SignedCertificate = z.infer<typeof signedCertificateSchema>;

export interface Searched {
  readonly council: string;
  readonly reference: string;
  /** Every service of the council's systems, in the order everybody sees them. */
  readonly services: readonly string[];
  readonly askedServices: readonly string[];
  /** Asked, and at least one system of theirs gave no answer. */
  readonly notSearched: readonly string[];
  readonly firstOn: string;
  readonly lastOn: string;
}

export function certificateFor({ council, reference, services, askedServices, notSearched, firstOn, lastOn }: Searched): SearchCertificate {
  const outcomeOf = (service: string): ServiceOutcome => (!askedServices.includes(service) ? 'not asked' : notSearched.includes(service) ? 'not searched' : 'searched');
  return {
    format: 'fairsight-search-1',
    council,
    reference,
    searched: { from: firstOn, to: lastOn },
    services: services.map((service) => ({ service, outcome: outcomeOf(service) })),
  };
}

/** SHA-256 of the canonical bytes (RFC 8785), in hex. */
export function certificateHashOf(certificate: SearchCertificate): string {
  return createHash('sha256').update(canonicalJson(certificate)).digest('hex');
}

/** Signed anew each time it is asked for: the same certificate and key make the same bytes. */
export function signCertificate(certificate: SearchCertificate, privateKey: KeyObject): SignedCertificate {
  const certificateHash = certificateHashOf(certificate);
  return { certificate, certificateHash, signature: signHash(certificateHash, privateKey) };
}

/** A sentence for each thing that is wrong. @param trustedKey the council's published key; without it only the inner agreement can be checked. */
export function certificateProblems({ certificate, certificateHash, signature }: SignedCertificate, trustedKey: KeyObject | null): readonly string[] {
  const isChanged = certificateHashOf(certificate) !== certificateHash;
  const ofSignature = signatureProblems(certificateHash, signature, trustedKey).map((problem) => (problem === 'another-key' ? 'the certificate was signed with another key' : 'the signature does not fit'));
  return [...(isChanged ? ['the certificate was changed'] : []), ...ofSignature];
}
