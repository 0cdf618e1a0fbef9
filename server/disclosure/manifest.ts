/** The manifest of an answer: a hash for every file, page and item, bound together by one signed hash. */

import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from './canonical-json.ts';
import { signatureProblems, signatureSchema, signHash } from './signature.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestFile = z.object({
  name: z.string().regex(/^[a-z0-9-]{1,40}\.(?:pdf|json)$/),
  byteCount: z.int().nonnegative(),
  sha256,
  /** Of a document's own PDF; null for volumes and data. */
  item: z.int().positive().nullable(),
  pages: z.array(sha256).readonly(),
});

export const manifestSchema = z.object({
  format: z.literal('fairsight-manifest-1'),
  reference: z.string().max(40),
  council: z.string().max(200),
  releasedAt: z.iso.datetime(),
  files: z.array(manifestFile).readonly(),
  items: z.array(z.object({ number: z.int().positive(), sha256 })).readonly(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

export const signedManifestSchema = z.object({
  manifest: manifestSchema,
  bundleHash: sha256,
  signature: signatureSchema,
});

export type SignedManifest = z.infer<typeof signedManifestSchema>;

/** SHA-256 of the canonical bytes (RFC 8785) of the manifest, in hex. */
export function bundleHashOf(manifest: Manifest): string {
  return createHash('sha256').update(canonicalJson(manifest satisfies Json)).digest('hex');
}

/** The hash of one item of the data file, over its canonical bytes. */
export function itemHash(item: Json): string {
  return createHash('sha256').update(canonicalJson(item)).digest('hex');
}

/** Signs the bundle hash with the council's Ed25519 key. */
export function signManifest(manifest: Manifest, privateKey: KeyObject): SignedManifest {
  const bundleHash = bundleHashOf(manifest);
  return { manifest, bundleHash, signature: signHash(bundleHash, privateKey) };
}

/** A key such as `signature` for each thing that is wrong with the manifest itself.
 *  @param trustedKey the council's published key; without it only the inner agreement can be checked. */
export function manifestProblems({ manifest, bundleHash, signature }: SignedManifest, trustedKey: KeyObject | null): readonly string[] {
  const problems: string[] = [];
  if (bundleHashOf(manifest) !== bundleHash) problems.push('the bundle hash is not that of the manifest');
  problems.push(...signatureProblems(bundleHash, signature, trustedKey).map((problem) => (problem === 'another-key' ? 'the manifest was signed with another key' : 'the signature does not fit')));
  const names = manifest.files.map((file) => file.name);
  if (new Set(names).size !== names.length) problems.push('a file is named twice');
  return problems;
}
