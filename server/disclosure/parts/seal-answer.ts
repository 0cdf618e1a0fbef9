/** Seals the answer with its manifest, written last, or blocks it; and publishes it by one row. */

import { jsonItem } from '../answer-json.ts';
import { manifestFileName } from '../file-names.ts';
import type { GateFailure } from '../gate/gate-report.ts';
import { itemHash, signManifest, type Manifest } from '../manifest.ts';
import { filesOf, partsOf, type FileRow, type PartRow } from '../release-store.ts';
import { signingKeyFrom } from '../signing-key.ts';
import { signingSeed } from '../signing-seed.ts';
import { readItemFile } from '../stored-answer.ts';
import { answerExplanations, reading, sealFile, type Build, type PartOutcome } from './build.ts';
import { isCheckedWithPresentValues, protectedMeanwhile } from './protected-values.ts';

/** Tells the officer why nothing was released, though no file is to blame. */
export const approvalGone: GateFailure = { check: 'readable', fileName: '', itemNumber: null, page: null, where: 'approval', termId: null };

/** True while the approval still fits the very marks and items it was given for. */
async function isStillApproved({ tools, answer }: Build): Promise<boolean> {
  const bundle = await tools.source.bundle(answer.case_id, answer.bundle_id);
  return bundle?.isApproved === true && bundle.hash === answer.bundle_hash && (await tools.source.presentHash(answer.case_id)) === answer.bundle_hash;
}

/** What has changed since the files were approved and checked. */
async function refusalsOf(build: Build, parts: readonly PartRow[]): Promise<readonly GateFailure[]> {
  if (!(await isStillApproved(build))) return [approvalGone];
  return (await isCheckedWithPresentValues(build, parts)) ? [] : [protectedMeanwhile];
}

export async function sealAnswer(build: Build): Promise<PartOutcome> {
  const { tools, answer } = build;
  const parts = await reading(build, (read) => partsOf(read, answer.id));
  if (parts.some((part) => part.failures.length > 0)) return { ends: 'blocked' };
  const refusals = await refusalsOf(build, parts);
  if (refusals.length > 0) return { failures: refusals, ends: 'blocked' };
  const files = await reading(build, (read) => filesOf(read, answer.id, ['volume', 'document', 'data']));
  const manifest = manifestOf(build, files, await itemHashes(build));
  const signed = signManifest(manifest, signingKeyFrom(await signingSeed(tools.config)));
  const file = await sealFile(build, { name: manifestFileName, kind: 'manifest', bytes: Buffer.from(JSON.stringify(signed)) });
  return { files: [file], progress: { manifest_hash: signed.bundleHash } };
}

function manifestOf({ tools, answer }: Build, files: readonly FileRow[], items: Manifest['items']): Manifest {
  return {
    format: 'fairsight-manifest-1',
    reference: answer.reference,
    council: tools.config.council.name,
    releasedAt: answer.started_at.toISOString(),
    files: files.map(({ name, byte_count: byteCount, sha256, item_number: item, page_hashes: pages }) => ({ name, byteCount, sha256, item, pages })),
    items,
  };
}

async function itemHashes(build: Build): Promise<Manifest['items']> {
  const texts = await reading(build, (read) => filesOf(read, build.answer.id, ['text']));
  const hashes: { number: number; sha256: string }[] = [];
  for (const file of texts) {
    const item = await readItemFile(build.tools, file);
    hashes.push({ number: item.number, sha256: itemHash(jsonItem(item, answerExplanations)) });
  }
  return hashes.sort((a, b) => a.number - b.number);
}

/** The row itself is written by the change that saves this part. */
export async function publish(build: Build): Promise<PartOutcome> {
  const parts = await reading(build, (read) => partsOf(read, build.answer.id));
  const refusals = await refusalsOf(build, parts);
  return refusals.length === 0 ? { ends: 'released' } : { failures: refusals, ends: 'blocked' };
}
