/** Answers the question “may I, for this purpose, now?”, and lets no answer out before its asking is on disk. */
import { purposeOf, type Purpose } from '../../policies/purposes.ts';
import type { SystemActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor, type Database } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { lastAnswers, type Found, type LastAnswer, type Question } from './asking-store.ts';
import { afterEvent, askAgainAt, neverAsked, standingOf, type ConsentRecord } from './consent-record.ts';

/** The tools that a check uses, and no more. */
export type CheckTools = Pick<Tools, 'database' | 'usage' | 'clock'>;

/** A no for a person nobody knows reads like a no for one who never answered. */
export type ConsentAnswer =
  | { readonly answer: 'yes'; readonly since: Date; readonly noticeVersion: number; readonly wordingSha256: string }
  | { readonly answer: 'no'; readonly since: Date | null; readonly noticeVersion: number | null; readonly wordingSha256: string | null };

/** `not registered` says nothing about whether the purpose or the person exists. */
export type Checked = ConsentAnswer | 'not registered';

export async function checkConsent(tools: CheckTools, caller: SystemActor, question: Question): Promise<Checked> {
  const purpose = purposeOf(question.purposeId);
  const found = await askTogether(tools.database, caller, question);
  await tools.usage.note({
    actor: caller,
    dataSubjectId: found.dataSubjectId ?? '',
    what: 'consent',
    why: found.isRegistered ? 'consent-check' : 'consent-check-refused',
    aboutId: purpose?.id ?? '',
  });
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

// --- questions of one system that arrive together share one select ---

interface Waiting {
  readonly question: Question;
  readonly done: (found: Found) => void;
  readonly failed: (error: unknown) => void;
}

interface Desk {
  waiting: Waiting[];
  isAsking: boolean;
}

const mostInOneSelect = 500;
const desksByDatabase = new WeakMap<Database, Map<string, Desk>>();

function askTogether(database: Database, caller: SystemActor, question: Question): Promise<Found> {
  const desks = desksByDatabase.get(database) ?? new Map<string, Desk>();
  desksByDatabase.set(database, desks);
  const desk = desks.get(caller.systemId) ?? { waiting: [], isAsking: false };
  desks.set(caller.systemId, desk);
  return new Promise((done, failed) => {
    desk.waiting.push({ question, done, failed });
    if (!desk.isAsking) void askAll(database, caller, desk);
  });
}

async function askAll(database: Database, caller: SystemActor, desk: Desk): Promise<void> {
  desk.isAsking = true;
  while (desk.waiting.length > 0) {
    const batch = desk.waiting.splice(0, mostInOneSelect);
    await answerBatch(database, caller, batch);
  }
  desk.isAsking = false;
}

async function answerBatch(database: Database, caller: SystemActor, batch: readonly Waiting[]): Promise<void> {
  try {
    const found = await asActor(database, caller, (read) => lastAnswers(read, batch.map(({ question }) => question)));
    batch.forEach(({ done, failed }, index) => {
      const answer = found[index];
      if (answer === undefined) failed(new Error('a question came back without an answer'));
      else done(answer);
    });
  } catch (error) {
    for (const { failed } of batch) failed(error);
  }
}
