/** Answers the question “may I, for this purpose, now?”, and lets no answer out before its asking is on disk. */
import { purposeOf, type Purpose } from '../../policies/purposes.ts';
import type { SystemActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { inTransaction, type Database } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { askAndNote, type Found, type LastAnswer, type Question } from './asking-store.ts';
import { afterEvent, askAgainAt, neverAsked, standingOf, type ConsentRecord } from './consent-record.ts';

/** The tools that a check uses, and no more. */
export type CheckTools = Pick<Tools, 'database' | 'clock'>;

/** A no for a person nobody knows reads like a no for one who never answered. */
export type ConsentAnswer =
  | { readonly answer: 'yes'; readonly since: Date; readonly noticeVersion: number; readonly wordingSha256: string }
  | { readonly answer: 'no'; readonly since: Date | null; readonly noticeVersion: number | null; readonly wordingSha256: string | null };

/** `not registered` says nothing about whether the purpose or the person exists. */
export type Checked = ConsentAnswer | 'not registered';

export async function checkConsent(tools: CheckTools, caller: SystemActor, question: Question): Promise<Checked> {
  const purpose = purposeOf(question.purposeId);
  const found = await askTogether(tools.database, caller, question);
  if (!found.isRegistered || purpose === null) return 'not registered';
  return answerFrom(found.last, purpose, tools.clock.now());
}

/** What a system is told about the last event of a person for a purpose. */
export function answerFrom(last: LastAnswer | null, purpose: Purpose, now: Date): ConsentAnswer {
  if (last === null) return { answer: 'no', since: null, noticeVersion: null, wordingSha256: null };
  const record: ConsentRecord = { ...afterEvent(neverAsked, last), since: last.sinceAt };
  const words = { noticeVersion: last.noticeVersion, wordingSha256: last.wordingSha256 };
  switch (standingOf(record, purpose, { at: now, today: civilDay(now) })) {
    case 'may':
      return { answer: 'yes', since: last.sinceAt, ...words };
    case 'review due':
      return { answer: 'no', since: askAgainAt(last.at, purpose), ...words };
    case 'wording changed':
      return { answer: 'no', since: null, ...words };
    case 'said no':
    case 'not answered':
      return { answer: 'no', since: last.sinceAt, ...words };
  }
}

// --- questions of one system that arrive together share one statement and one commit ---

interface Waiting {
  readonly question: Question;
  readonly done: (found: Found) => void;
  readonly failed: (error: unknown) => void;
}

interface Desk {
  waiting: Waiting[];
  batchesUnderWay: number;
}

const mostInOneBatch = 500;
/** While one batch is being committed another may be asked; more would only make each smaller. */
const mostBatchesUnderWay = 2;
const desksByDatabase = new WeakMap<Database, Map<string, Desk>>();

/** A question waits for nothing that came after it, and reads what was committed before it came. */
function askTogether(database: Database, caller: SystemActor, question: Question): Promise<Found> {
  const desks = desksByDatabase.get(database) ?? new Map<string, Desk>();
  desksByDatabase.set(database, desks);
  const desk = desks.get(caller.systemId) ?? { waiting: [], batchesUnderWay: 0 };
  desks.set(caller.systemId, desk);
  return new Promise((done, failed) => {
    desk.waiting.push({ question, done, failed });
    if (desk.waiting.length === 1 && desk.batchesUnderWay < mostBatchesUnderWay) setImmediate(() => void askAll(database, caller, desk));
  });
}

async function askAll(database: Database, caller: SystemActor, desk: Desk): Promise<void> {
  if (desk.batchesUnderWay >= mostBatchesUnderWay) return;
  desk.batchesUnderWay += 1;
  while (desk.waiting.length > 0) await answerBatch(database, caller, desk.waiting.splice(0, mostInOneBatch));
  desk.batchesUnderWay -= 1;
}

async function answerBatch(database: Database, caller: SystemActor, batch: readonly Waiting[]): Promise<void> {
  const questions = batch.map(({ question }) => question);
  try {
    const found = await inTransaction(database, { begin: 'begin', actor: caller, work: (ask) => askAndNote(ask, questions) });
    batch.forEach(({ done, failed }, index) => {
      const answer = found[index];
      if (answer === undefined) failed(new Error('a question came back without an answer'));
      else done(answer);
    });
  } catch (error) {
    for (const { failed } of batch) failed(error);
  }
}
