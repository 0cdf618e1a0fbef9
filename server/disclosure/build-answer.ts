/** Builds an answer part by part: each is saved with its outcome or not at all, so that a kill at any point loses one part. */

import { writeTo } from '../correspondence/write-to.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import type { JobContext, JobPayload } from '../platform/jobs.ts';
import { saysDiskIsFull } from '../platform/one-sentence.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { closesAt, openingParts, type PartKind } from './answer.ts';
import { writeLetter } from './covering-letter.ts';
import { answerWords, type Build, type PartOutcome, type ReleaseTools } from './parts/build.ts';
import { drawVolume, writeData } from './parts/draw-volume.ts';
import { makeItem } from './parts/make-item.ts';
import { planParts } from './parts/plan-volumes.ts';
import { checkFileNoting } from './parts/protected-values.ts';
import { approvalGone, publish, sealAnswer } from './parts/seal-answer.ts';
import {
  answerOfBundle,
  claimAnswer,
  finishPart,
  insertAnswer,
  insertDisclosure,
  insertParts,
  isJobWaiting,
  nextPart,
  nextParts,
  passFence,
  putFile,
  updateAnswer,
  whileAlone,
  type AnswerRow,
  type PartRow,
} from './release-store.ts';
import type { GateFailure } from './gate/gate-report.ts';
import type { ApprovedBundle } from './release-source.ts';
import { answerSeal } from './stored-answer.ts';

function workerFor(job: string, caseId: string): WorkerActor {
  return { kind: 'worker', job, caseId };
}

/** Job: begins the answer of an approved bundle. Run twice, it begins once. */
export async function beginAnswer(tools: ReleaseTools, { caseId, bundleId }: JobPayload<'release-answer'>): Promise<void> {
  const bundle = await tools.source.bundle(caseId, bundleId);
  if (bundle?.isApproved !== true) return;
  const headings = await tools.source.headings(caseId);
  const { council } = tools.config;
  const letter = writeLetter({ ...(await tools.source.letterFacts(caseId)), council, formatDay: answerWords.formatDay }, answerWords.t);
  const id = newId();
  const seal = await answerSeal(tools, { id, case_id: caseId });
  const startedAt = tools.clock.now();
  const actor = workerFor('release-answer', caseId);
  await recordedChange(tools.database, { actor, action: 'answer.begin', about: { type: 'Answer', id }, caseId, details: { items: headings.length } }, async (change) => {
    const isNew = await insertAnswer(change, {
      id,
      case_id: caseId,
      bundle_id: bundleId,
      bundle_hash: bundle.hash,
      account_id: bundle.accountId,
      data_subject_id: bundle.dataSubjectId,
      reference: bundle.reference,
      sensitivity: bundle.sensitivity,
      answered_on: civilDay(startedAt),
      item_count: headings.length,
      sealed_letter: seal.letter(letter),
      started_by: bundle.id,
      started_at: startedAt,
    });
    if (!isNew) return;
    await insertParts(change, { id, case_id: caseId }, { from: 1, parts: openingParts(headings.length) });
    await change.enqueue('release-part', { caseId, bundleId, part: 1, version: 1 });
  });
}

/** A job stops taking parts after this long, well before the queue would give it to another worker. */
const jobBudgetMs = 20_000;

/** How many parts of one kind are done at once: while one waits for a page to be read by machine, the other goes on. */
const sideBySide: Readonly<Record<PartKind, number>> = { item: 2, plan: 1, volume: 1, data: 1, check: 1, seal: 1, publish: 1 };
const mostSideBySide = Math.max(...Object.values(sideBySide));

/** Another worker took the answer over; whatever this one was making is thrown away. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** How soon a job looks again at an answer that another worker is building. */
const lookAgainMs = 20_000;

/** Job: does parts until its time is up, then hands the rest to the next job. */
export async function buildAnswer(tools: ReleaseTools, payload: JobPayload<'release-part'>, { signal }: Pick<JobContext, 'signal'>): Promise<void> {
  const actor = workerFor('release-part', payload.caseId);
  const found = await asActor(tools.database, actor, (read) => answerOfBundle(read, payload.bundleId));
  if (found?.state !== 'building') return;
  const built = await whileAlone(tools.database, found.id, () => buildAlone({ tools, actor, signal }, payload, found));
  // The other worker may be at a long part, which outlives its own job: somebody has to look whether it came to an end.
  const next = built === null ? { answer: found, part: payload.part, afterMs: lookAgainMs } : built.next;
  // Only now that nobody builds: the next job is taken up at once, and one that met this one would look again much later.
  if (next !== null) await handOn(tools, actor, next);
}

interface Built {
  /** Null when nothing is left to do, or somebody else does it. */
  readonly next: HandingOn | null;
}

async function buildAlone({ tools, actor, signal }: Pick<Run, 'tools' | 'actor' | 'signal'>, payload: JobPayload<'release-part'>, found: AnswerRow): Promise<Built> {
  const first = await asActor(tools.database, actor, (read) => nextPart(read, found.id));
  if (first === null) return { next: null };
  // This job was killed after it had moved on: a new one has its full number of tries.
  if (first.part !== payload.part) return { next: { answer: found, part: first.part } };
  const version = await claim(tools, actor, found);
  if (version === null) return { next: null };
  try {
    return await doParts({ tools, actor, answerId: found.id, bundleId: payload.bundleId, version, signal });
  } catch (error) {
    if (saysDiskIsFull(error)) return waitForRoom(tools, actor, found);
    if (!(error instanceof TakenOver)) throw error;
    tools.log.warn('answer taken over', { answerId: found.id });
    return { next: null };
  }
}

/** How soon a release that found the disk full tries again: its tries would be used up long before anybody had freed anything. */
const waitForRoomMs = 60_000;

/** What was saved stays; the part that had no room is made again. */
async function waitForRoom(tools: ReleaseTools, actor: WorkerActor, answer: AnswerRow): Promise<Built> {
  tools.log.warn('The disk is full: free about 500 MB. The release goes on by itself.', { answerId: answer.id });
  const next = await asActor(tools.database, actor, (read) => nextPart(read, answer.id));
  return { next: next === null ? null : { answer, part: next.part, afterMs: waitForRoomMs } };
}

interface HandingOn {
  readonly answer: AnswerRow;
  readonly part: number;
  readonly afterMs?: number;
}

function handOn(tools: ReleaseTools, actor: WorkerActor, { answer, part, afterMs }: HandingOn): Promise<void> {
  const { case_id: caseId, bundle_id: bundleId } = answer;
  const options = afterMs === undefined ? {} : { startAfter: new Date(tools.clock.now().getTime() + afterMs) };
  return recordedChange(tools.database, { actor, action: 'answer.hand-on', about: { type: 'Answer', id: answer.id }, caseId, details: { part } }, async (change) => {
    if (await isJobWaiting(change.write, bundleId)) return;
    await change.enqueue('release-part', { caseId, bundleId, part, version: answer.version }, options);
  });
}

function claim(tools: ReleaseTools, actor: WorkerActor, answer: AnswerRow): Promise<number | null> {
  const note = { action: 'answer.claim', about: { type: 'Answer', id: answer.id }, caseId: answer.case_id };
  return recordedChange(tools.database, { actor, ...note }, (change) => claimAnswer(change, answer.id, tools.clock.now()));
}

interface Run {
  readonly tools: ReleaseTools;
  readonly actor: WorkerActor;
  readonly answerId: string;
  readonly bundleId: string;
  readonly version: number;
  readonly signal: AbortSignal;
}

async function doParts(run: Run): Promise<Built> {
  const { tools, actor, bundleId, signal } = run;
  const endsAt = performance.now() + jobBudgetMs;
  for (;;) {
    const { answer, parts } = await asActor(tools.database, actor, async (read) => {
      const found = await answerOfBundle(read, bundleId);
      return { answer: found, parts: found?.state === 'building' ? await nextParts(read, found.id, mostSideBySide) : [] };
    });
    const [first] = parts;
    if (answer === null || first === undefined) return { next: null };
    if (signal.aborted || performance.now() > endsAt) return { next: { answer, part: first.part } };
    await doTogether(run, answer, partsAtOnce(parts));
  }
}

/** Parts that need nothing of one another: the next one, and what follows of its kind. */
function partsAtOnce(parts: readonly PartRow[]): readonly PartRow[] {
  const [first] = parts;
  return first === undefined ? [] : parts.slice(0, sideBySide[first.kind]).filter(({ kind }) => kind === first.kind);
}

/** Each is saved as soon as it is done. All have come to an end when this one does, also where one of them failed. */
async function doTogether(run: Run, answer: AnswerRow, parts: readonly PartRow[]): Promise<void> {
  const done = await Promise.allSettled(parts.map(async (part) => {
    const build = await openBuild(run, answer, part);
    await savePart(run, build, await doPart(build));
  }));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}

async function openBuild({ tools, actor, signal }: Run, answer: AnswerRow, part: PartRow): Promise<Build> {
  const key = await tools.keys.keyFor(`case:${answer.case_id}`);
  return { tools, answer, part, seal: await answerSeal(tools, answer), key, actor, signal };
}

const partDeeds: Readonly<Record<PartKind, (build: Build) => Promise<PartOutcome>>> = {
  item: makeItem,
  plan: planParts,
  volume: drawVolume,
  data: writeData,
  check: checkFileNoting,
  seal: sealAnswer,
  publish,
};

function doPart(build: Build): Promise<PartOutcome> {
  return partDeeds[build.part.kind](build);
}

/** One change: the part's files, failures, further parts, and the end if this was the last. @throws TakenOver */
async function savePart({ answerId, version }: Run, build: Build, outcome: PartOutcome): Promise<void> {
  const { tools, answer, part, actor, seal } = build;
  const { files = [], failures = [], terms, more, progress = {}, ends } = outcome;
  const note = { action: `answer.${part.kind}`, about: { type: 'Answer', id: answerId }, caseId: answer.case_id, details: { part: part.part, failures: failures.length } };
  // Looked up before the change: within it, a second connection could wait for ever behind as many changes as there are connections.
  const ending = ends === undefined ? null : { outcome: ends, bundle: await bundleOf(build) };
  await recordedChange(tools.database, { actor, ...note }, async (change) => {
    if (!(await passFence(change, { answerId, version }))) throw new TakenOver();
    for (const file of files) await putFile(change, file);
    const refusals = ending === null ? [] : await end(build, change, ending);
    await finishPart(change, { answerId, part: part.part, failures: [...failures, ...refusals], sealedTerms: terms === undefined ? null : seal.terms(part.part, terms), doneAt: tools.clock.now() });
    if (more !== undefined) await insertParts(change, answer, { from: part.part + 1, parts: more });
    if (Object.keys(progress).length > 0) await updateAnswer(change, answerId, progress);
  });
}

async function bundleOf({ tools, answer }: Build): Promise<ApprovedBundle> {
  const bundle = await tools.source.bundle(answer.case_id, answer.bundle_id);
  if (bundle === null) throw new Error('the bundle of an answer is gone');
  return bundle;
}

interface Ending {
  readonly outcome: 'blocked' | 'released';
  readonly bundle: ApprovedBundle;
}

/** Publishing is the one row of `disclosures`; everything else of this change only follows it. Returns why it was refused at the last moment. */
async function end({ tools, answer }: Build, change: Change, { outcome, bundle }: Ending): Promise<readonly GateFailure[]> {
  const at = tools.clock.now();
  const settled = await tools.source.settle(change, bundle, outcome);
  await updateAnswer(change, answer.id, { state: settled, ended_at: at });
  if (settled !== outcome) {
    change.alsoRecord({ action: 'answer.refuse', about: { type: 'Answer', id: answer.id }, caseId: answer.case_id, details: { because: 'approval' } });
    return [approvalGone];
  }
  if (settled === 'blocked') return [];
  await insertDisclosure(change, { answer_id: answer.id, case_id: answer.case_id, account_id: answer.account_id, sensitivity: answer.sensitivity, released_at: at, closes_at: closesAt(at) });
  await writeTo(tools, change, { accountId: answer.account_id, requestId: bundle.requestId, caseId: answer.case_id, kind: 'answer-ready', body: { values: {}, words: '' } });
  return [];
}
