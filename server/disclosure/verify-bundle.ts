/** Checks a downloaded answer against its signed manifest, with no server and no database. */

import { createHash, type KeyObject } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { answerSchema } from './answer-json.ts';
import { manifestFileName } from './file-names.ts';
import { itemHash, manifestProblems, signedManifestSchema, type ManifestFile, type SignedManifest } from './manifest.ts';
import { pageHashesOf } from './page-hashes.ts';

export interface BundleVerdict {
  readonly valid: boolean;
  readonly problems: readonly string[];
  /** False when no published key was given: then the files agree with one another, but anyone could have signed them. */
  readonly isKeyChecked: boolean;
}

/** Bigger than any manifest, so that a wrong file does not fill the memory. */
const maxManifestBytes = 64 * 1024 * 1024;

/** @param path the manifest, or the folder it stands in with the other files beside it. */
export async function verifyBundle(path: string, trustedKey: KeyObject | null): Promise<BundleVerdict> {
  const isKeyChecked = trustedKey !== null;
  const found = await stat(path);
  const manifestPath = found.isDirectory() ? join(path, manifestFileName) : path;
  const signed = await readManifest(manifestPath);
  if (signed === null) return { valid: false, problems: [`${basename(manifestPath)} is not a manifest`], isKeyChecked };
  const problems = [...manifestProblems(signed, trustedKey)];
  const folder = dirname(manifestPath);
  for (const file of signed.manifest.files) problems.push(...(await fileProblems(folder, file, signed)));
  problems.push(...(await strangers(folder, signed)));
  return { valid: problems.length === 0, problems, isKeyChecked };
}

async function readManifest(path: string): Promise<SignedManifest | null> {
  if ((await stat(path)).size > maxManifestBytes) return null;
  const text = await readFile(path, 'utf8');
  try {
    const read = signedManifestSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function fileProblems(folder: string, file: ManifestFile, { manifest }: SignedManifest): Promise<readonly string[]> {
  // The schema allows plain names alone, so a manifest cannot lead out of its folder.
  const bytes = await readFile(join(folder, file.name)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes === null) return [`${file.name} is missing`];
  const isSame = bytes.byteLength === file.byteCount && createHash('sha256').update(bytes).digest('hex') === file.sha256;
  const problems = isSame ? [] : [`${file.name} was changed`];
  return [...problems, ...(file.name.endsWith('.pdf') ? await pageProblems(file, bytes) : dataProblems(file.name, bytes, manifest.items))];
}

/** Says which pages differ, so that a changed file can be told from a damaged one. */
async function pageProblems(file: ManifestFile, bytes: Uint8Array): Promise<readonly string[]> {
  const hashes = await pageHashesOf(bytes).catch(() => null);
  if (hashes === null) return [`${file.name} cannot be read`];
  if (hashes.length !== file.pages.length) return [`${file.name} has ${String(hashes.length)} pages, not ${String(file.pages.length)}`];
  return hashes.flatMap((hash, index) => (hash === file.pages[index] ? [] : [`${file.name}, page ${String(index + 1)} was changed`]));
}

function dataProblems(name: string, bytes: Buffer, items: SignedManifest['manifest']['items']): readonly string[] {
  let data: unknown;
  try {
    data = JSON.parse(bytes.toString('utf8'));
  } catch {
    return [`${name} cannot be read`];
  }
  const read = answerSchema.safeParse(data);
  if (!read.success) return [`${name} does not have the published form`];
  const hashes = new Map(read.data.items.map((item) => [item.number, itemHash(item)]));
  const changed = items.flatMap(({ number, sha256 }) => (hashes.get(number) === sha256 ? [] : [`item ${String(number)} was changed`]));
  return hashes.size === items.length ? changed : [...changed, `${name} has ${String(hashes.size)} items, not ${String(items.length)}`];
}

/** A file that claims to belong to the answer but is not in its manifest. */
async function strangers(folder: string, { manifest }: SignedManifest): Promise<readonly string[]> {
  const listed = new Set(manifest.files.map((file) => file.name));
  const present = await readdir(folder);
  return present.filter((name) => /^(?:document|volume)-\d+\.pdf$/.test(name) && !listed.has(name)).map((name) => `${name} is not part of this answer`);
}
