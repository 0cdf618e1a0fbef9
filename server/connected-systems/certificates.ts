/** Tells a certificate that cannot be trusted from every other failure, and reads the one authority a council trusts instead. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** As OpenSSL and Node name them. */
const certificateCodes: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
]);

/** Whether a connection failed because of the other side's certificate: self-signed, expired, of another host, or revoked. */
export function isCertificateFault(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return certificateCodes.has(code) || code.startsWith('CERT_');
}

/** The certificates of an authority, as PEM; a relative name lies beside the descriptions. @throws Error when the file holds none */
export function readAuthority(folder: string, file: string): string {
  const pem = readFileSync(resolve(folder, file), 'utf8');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('ca_file holds no certificate');
  return pem;
}

/** What TLS is told. An authority of the council's own is trusted alone: no other may vouch for a system that has one. */
export function trusting(authority: string | undefined): { readonly rejectUnauthorized: true; readonly ca?: string } {
  // Said even though it is the default: an environment variable could switch the default off.
  return { rejectUnauthorized: true, ...(authority === undefined ? {} : { ca: authority }) };
}
