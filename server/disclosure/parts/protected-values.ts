/** Notes which protected values a file was checked with, so that one protected meanwhile stops the answer. */

import { createHash } from 'node:crypto';
import type { GateFailure } from '../gate/gate-report.ts';
import type { ProtectedValue } from '../release-source.ts';
import type { PartRow } from '../release-store.ts';
import type { Build, PartOutcome } from './build.ts';
import { checkFile } from './check-file.ts';

/** No file is to blame: the checks have to be done again with what is protected by now. */
export const protectedMeanwhile: GateFailure = { check: 'protected', fileName: '', itemNumber: null, page: null, where: 'protected values', termId: null };

const noteId = 'protected-values';

function hashOf(values: readonly ProtectedValue[]): string {
  const texts = [...new Set(values.map(({ text }) => text))].sort();
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

/** The hash is sealed like the words that were removed: by itself it would tell an address to whoever can guess it. */
export async function checkFileNoting(build: Build): Promise<PartOutcome> {
  const { tools, answer } = build;
  const values = await tools.source.protectedValues(answer.case_id);
  // The very values that are noted, whatever the source would say a moment later.
  const source = { ...tools.source, protectedValues: () => Promise.resolve(values) };
  const outcome = await checkFile({ ...build, tools: { ...tools, source } });
  return { ...outcome, terms: { number: 0, removed: [{ id: noteId, text: hashOf(values) }], kept: [] } };
}

/** True when every file was checked with what is protected now. A file whose note is missing was not. */
export async function isCheckedWithPresentValues({ tools, answer, seal }: Build, parts: readonly PartRow[]): Promise<boolean> {
  const present = hashOf(await tools.source.presentProtectedValues(answer.case_id));
  return parts.filter(({ kind }) => kind === 'check').every(({ part, sealed_terms: note }) => note !== null && seal.openTerms(part, note).removed.some(({ id, text }) => id === noteId && text === present));
}
