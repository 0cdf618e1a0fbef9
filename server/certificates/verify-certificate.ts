/** Checks a search certificate as it was saved, with no server and no database. */

import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { certificateProblems, signedCertificateSchema, type SignedCertificate } from './search-certificate.ts';

export interface CertificateVerdict {
  readonly valid: boolean;
  readonly problems: readonly string[];
  /** False when no published key was given: then the certificate agrees with itself, but anyone could have signed it. */
  readonly isKeyChecked: boolean;
}

/** Bigger than any certificate, so that a wrong file does not fill the memory. */
const maxBytes = 1024 * 1024;

export async function verifyCertificate(path: string, trustedKey: KeyObject | null): Promise<CertificateVerdict> {
  const isKeyChecked = trustedKey !== null;
  const signed = await readCertificate(path);
  const problems = signed === null ? [`${basename(path)} is not a search certificate`] : certificateProblems(signed, trustedKey);
  return { valid: problems.length === 0, problems, isKeyChecked };
}

async function readCertificate(path: string): Promise<SignedCertificate | null> {
  if ((await stat(path)).size > maxBytes) return null;
  const text = await readFile(path, 'utf8');
  try {
    const read = signedCertificateSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
