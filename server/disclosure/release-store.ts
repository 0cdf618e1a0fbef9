/** The only SQL of building an answer: its parts, its files, and the row that publishes it. */

import type { Database, Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { AnswerState, PartKind, PartToDo, Sensitivity } from './answer.ts';
import type { GateFailure } from './gate/gate-report.ts';

export interface AnswerRow {
  readonly id: string;
  readonly case_id: string;
  readonly bundle_id: string;
  readonly bundle_hash: string;
  readonly account_id: string;
  readonly data_subject_id: string;
  readonly reference: string;
  readonly sensitivity: Sensitivity;
  readonly state: AnswerState;
  readonly answered_on: string;
  readonly page_count: number;
  readonly item_count: number;
  readonly manifest_hash: string | null;
  readonly sealed_letter: Buffer;
  readonly sealed_outline: Buffer | null;
  readonly sealed_plan: Buffer | null;
  readonly version: number;
  readonly started_by: string;
  readonly started_at: Date;
  readonly resumed_at: Date | null;
  readonly ended_at: Date | null;
}

export interface PartRow {
  readonly answer_id: string;
  readonly case_id: string;
  readonly part: number;
  readonly kind: PartKind;
  readonly subject: string;
  readonly state: 'waiting' | 'done';
  readonly failures: readonly GateFailure[];
  readonly sealed_terms: Buffer | null;
  readonly done_at: Date | null;
}

export type FileKind = 'text' | 'document' | 'volume' | 'data' | 'manifest';

export interface FileRow {
  readonly answer_id: string;
  readonly case_id: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly item_number: number | null;
  readonly source_item_id: string | null;
  readonly file_id: string;
  readonly byte_count: number;
  readonly sha256: string;
  readonly page_hashes: readonly string[];
}

/** More than any answer has; it only keeps a list from being endless. */
const mostRows = 100_000;

export async function answerOfBundle(read: Read, bundleId: string): Promise<AnswerRow | null> {
  const rows: readonly AnswerRow[] = await read<AnswerRow>('answers').select('*').where('bundle_id', bundleId).limit(1);
  return rows[0] ?? null;
}

export async function answerOfId(read: Read, answerId: string): Promise<AnswerRow | null> {
  const rows: readonly AnswerRow[] = await read<AnswerRow>('answers').select('*').where('id', answerId).limit(1);
  return rows[0] ?? null;
}

export async function latestAnswerOfCase(read: Read, caseId: string): Promise<AnswerRow | null> {
  const rows: readonly AnswerRow[] = await read<AnswerRow>('answers').select('*').where('case_id', caseId).orderBy('started_at', 'desc').limit(1);
  return rows[0] ?? null;
}

export type NewAnswer = Omit<AnswerRow, 'page_count' | 'manifest_hash' | 'sealed_outline' | 'sealed_plan' | 'version' | 'resumed_at' | 'ended_at' | 'state'>;

/** Nothing happens if the bundle already has its answer: a job that runs twice begins once. Returns whether it is new. */
export async function insertAnswer(change: Change, answer: NewAnswer): Promise<boolean> {
  const inserted: readonly { id: string }[] = await change
    .write('answers')
    .insert({ ...answer, state: 'building' })
    .onConflict('bundle_id')
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

export async function insertParts(change: Change, answer: Pick<AnswerRow, 'id' | 'case_id'>, { from, parts }: { readonly from: number; readonly parts: readonly PartToDo[] }): Promise<void> {
  const rows = parts.map(({ kind, subject }, index) => ({ answer_id: answer.id, case_id: answer.case_id, part: from + index, kind, subject }));
  for (let at = 0; at < rows.length; at += 1_000) await change.write('release_parts').insert(rows.slice(at, at + 1_000));
}

/** Takes the answer over: whoever held it before can save nothing more. Returns the new version, or null if it is not being built. */
export async function claimAnswer(change: Change, answerId: string, at: Date): Promise<number | null> {
  const claimed: readonly { version: number }[] = await change
    .write<AnswerRow>('answers')
    .where({ id: answerId, state: 'building' })
    .update({ resumed_at: at })
    .increment('version')
    .returning('version');
  return claimed[0]?.version ?? null;
}

export interface Fence {
  readonly answerId: string;
  readonly version: number;
}

/** False if another worker has taken the answer over, or it is no longer being built. Holds the row until the change ends. */
export async function passFence(change: Change, { answerId, version }: Fence): Promise<boolean> {
  const rows: readonly { id: string }[] = await change.write<AnswerRow>('answers').select('id').where({ id: answerId, version, state: 'building' }).forUpdate();
  return rows.length === 1;
}

export async function nextPart(read: Read, answerId: string): Promise<PartRow | null> {
  const [next] = await nextParts(read, answerId, 1);
  return next ?? null;
}

/** The parts to do next, in order. */
export async function nextParts(read: Read, answerId: string, most: number): Promise<readonly PartRow[]> {
  return read<PartRow>('release_parts').select('*').where({ answer_id: answerId, state: 'waiting' }).orderBy('part').limit(most);
}

/** What was removed from one item, or from all of them: the part that made it and its sealed words. */
export async function termsSealedIn(read: Read, answerId: string, itemNumber: number | null): Promise<readonly { readonly part: number; readonly sealed_terms: Buffer }[]> {
  const rows = await read<PartRow>('release_parts')
    .select('part', 'sealed_terms')
    .where({ answer_id: answerId, kind: 'item', ...(itemNumber === null ? {} : { subject: String(itemNumber) }) })
    .orderBy('part')
    .limit(mostRows);
  return rows.flatMap(({ part, sealed_terms }) => (sealed_terms === null ? [] : [{ part, sealed_terms }]));
}

export interface DonePart {
  readonly answerId: string;
  readonly part: number;
  readonly failures: readonly GateFailure[];
  readonly sealedTerms: Buffer | null;
  readonly doneAt: Date;
}

export async function finishPart(change: Change, { answerId, part, failures, sealedTerms, doneAt }: DonePart): Promise<void> {
  await change
    .write('release_parts')
    .where({ answer_id: answerId, part })
    .update({ state: 'done', failures: JSON.stringify(failures), sealed_terms: sealedTerms, done_at: doneAt });
}

/** A part that is done again after a kill replaces its file. */
export async function putFile(change: Change, { page_hashes, ...file }: FileRow): Promise<void> {
  await change
    .write('answer_files')
    .insert({ ...file, page_hashes: JSON.stringify(page_hashes) })
    .onConflict(['answer_id', 'name'])
    .merge();
}

export interface AnswerProgress {
  readonly sealed_outline?: Buffer;
  readonly sealed_plan?: Buffer;
  readonly page_count?: number;
  readonly manifest_hash?: string;
  readonly state?: AnswerState;
  readonly ended_at?: Date;
}

export async function updateAnswer(change: Change, answerId: string, progress: AnswerProgress): Promise<void> {
  await change.write('answers').where('id', answerId).update(progress);
}

export async function partsOf(read: Read, answerId: string): Promise<readonly PartRow[]> {
  return read<PartRow>('release_parts').select('*').where('answer_id', answerId).orderBy('part').limit(mostRows);
}

export async function filesOf(read: Read, answerId: string, kinds: readonly FileKind[]): Promise<readonly FileRow[]> {
  return read<FileRow>('answer_files').select('*').where('answer_id', answerId).whereIn('kind', [...kinds]).orderBy('name').limit(mostRows);
}

export async function fileNamed(read: Read, answerId: string, name: string): Promise<FileRow | null> {
  const rows: readonly FileRow[] = await read<FileRow>('answer_files').select('*').where({ answer_id: answerId, name }).limit(1);
  return rows[0] ?? null;
}

export interface NewDisclosure {
  readonly answer_id: string;
  readonly case_id: string;
  readonly account_id: string;
  readonly sensitivity: Sensitivity;
  readonly released_at: Date;
  readonly closes_at: Date;
}

/** The one row that publishes an answer. */
export async function insertDisclosure(change: Change, disclosure: NewDisclosure): Promise<void> {
  await change.write('disclosures').insert(disclosure);
}

/** True while another job for this bundle waits in the queue, so that one is enough. */
export async function isJobWaiting(read: Read, bundleId: string): Promise<boolean> {
  const rows = await read.raw<{ id: string }>("select id from pgboss.job where name = 'release-part' and state in ('created', 'retry') and data->>'bundleId' = ? limit 1", [bundleId]);
  return rows.length > 0;
}

/**
 * Runs the work while this process alone builds the answer; null if another one does. The lock belongs to the connection,
 * so it ends with the process, and holds through a part of any length, even one that keeps the process too busy to say so.
 */
export async function whileAlone<T>(database: Pick<Database, 'connect'>, answerId: string, work: () => Promise<T>): Promise<T | null> {
  const connection = await database.connect();
  let isSound = false;
  try {
    const { rows } = await connection.query<{ locked: boolean }>("select pg_try_advisory_lock(hashtextextended('answer ' || $1, 0)) as locked", [answerId]);
    const done = rows[0]?.locked === true ? await work() : null;
    await connection.query("select pg_advisory_unlock(hashtextextended('answer ' || $1, 0))", [answerId]);
    isSound = true;
    return done;
  } finally {
    // A connection that could not unlock is closed, and its lock with it.
    connection.release(!isSound);
  }
}
