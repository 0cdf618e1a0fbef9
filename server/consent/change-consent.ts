/** Appends what a resident answers to a purpose, or that they stop, with the exact words it was about. */
import { noticeShownOn, type Purpose } from '../../policies/purposes.ts';
import type { ResidentActor } from '../platform/actor.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { Conflict } from '../platform/errors.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { afterEvent, eventForAnswer, eventForStopping, foldConsent, standingOf, type ConsentRecord, type NextEvent } from './consent-record.ts';
import { wordingOf, type NoticeWording } from './notice-wording.ts';
import { appendEvent, eventsOf, keepWording, wordingsOf } from './store.ts';

/** The tools that a choice uses, and no more. */
export type ConsentTools = Pick<Tools, 'database' | 'clock'>;

export interface Answering {
  readonly actor: ResidentActor;
  readonly dataSubjectId: string;
  readonly purpose: Purpose;
  readonly channel: 'portal';
  readonly assurance: string;
}

/** What came of it: a new event, or the one that already said the same. */
export interface Answered {
  readonly receiptId: string;
  readonly isNew: boolean;
}

/** Records a yes or a no to the words that were on the screen.
 *  @param shownWording the hash that travelled with the form
 *  @throws Conflict `wording-changed` if other words are shown by now; nothing is saved. */
export async function answerConsent(
  tools: ConsentTools,
  answering: Answering & { readonly answer: 'yes' | 'no'; readonly shownWording: string },
): Promise<Answered> {
  const at = tools.clock.now();
  const today = civilDay(at);
  const wording = wordingOf(answering.purpose, noticeShownOn(answering.purpose, today));
  if (wording.sha256 !== answering.shownWording) throw new Conflict('wording-changed');
  return changeConsent(tools, answering, {
    at,
    wordingAfter: () => Promise.resolve(wording),
    decide: (record) => {
      const standing = standingOf(record, answering.purpose, { at, today });
      return eventForAnswer(record, answering.answer, { wordingSha256: wording.sha256, standing });
    },
  });
}

/** Stops a purpose, in one press. Null when it was never answered.
 *  The event names the words that were agreed to, which may be older than those shown now. */
export async function stopConsent(tools: ConsentTools, answering: Answering): Promise<Answered | null> {
  const standing = await recordOf(tools, answering);
  if (eventForStopping(standing) === null) return null;
  return changeConsent(tools, answering, {
    at: tools.clock.now(),
    wordingAfter: async (change, record) => {
      const kept = await wordingsOf(change.write, [record.wordingSha256 ?? '']);
      const wording = kept.get(record.wordingSha256 ?? '');
      if (wording === undefined) throw new Error('a consent event has lost its words');
      return wording;
    },
    decide: (record) => eventForStopping(record) ?? { kind: 'already', receiptId: record.receiptId ?? '' },
  });
}

interface Deciding {
  readonly at: Date;
  readonly decide: (record: ConsentRecord) => NextEvent;
  readonly wordingAfter: (change: Change, record: ConsentRecord) => Promise<NoticeWording>;
}

async function changeConsent(tools: ConsentTools, answering: Answering, deciding: Deciding): Promise<Answered> {
  const before = await recordOf(tools, answering);
  const next = deciding.decide(before);
  if (next.kind === 'already') return { receiptId: next.receiptId, isNew: false };
  const receiptId = newId();
  const note = { action: `consent.${next.kind}`, about: { type: 'Consent', id: receiptId }, details: { purpose: answering.purpose.id } };
  try {
    await recordedChange(tools.database, { actor: answering.actor, ...note }, async (change) => {
      const record = foldConsent(await eventsOf(change.write, answering.dataSubjectId, answering.purpose.id));
      if (record.position !== before.position) throw new Conflict('answered-meanwhile');
      const wording = await deciding.wordingAfter(change, record);
      await keepWording(change, wording);
      await appendEvent(change, newEvent({ answering, deciding, record, wording, receiptId, kind: next.kind }));
    });
    return { receiptId, isNew: true };
  } catch (error) {
    if (isTaken(error)) return afterRace(tools, answering, deciding);
    throw error;
  }
}

/** The same answer pressed twice ends as one; two different ones at once are for the person to look at again. */
async function afterRace(tools: ConsentTools, answering: Answering, deciding: Deciding): Promise<Answered> {
  const next = deciding.decide(await recordOf(tools, answering));
  if (next.kind !== 'already') throw new Conflict('answered-meanwhile');
  return { receiptId: next.receiptId, isNew: false };
}

function newEvent(made: {
  readonly answering: Answering;
  readonly deciding: Deciding;
  readonly record: ConsentRecord;
  readonly wording: NoticeWording;
  readonly receiptId: string;
  readonly kind: 'given' | 'refused' | 'reaffirmed' | 'withdrawn';
}) {
  const { answering, wording } = made;
  const event = {
    id: made.receiptId,
    position: made.record.position + 1,
    kind: made.kind,
    noticeVersion: wording.noticeVersion,
    wordingSha256: wording.sha256,
    at: made.deciding.at,
  };
  return {
    ...event,
    dataSubjectId: answering.dataSubjectId,
    purposeId: answering.purpose.id,
    channel: answering.channel,
    answeredBy: answering.actor.accountId,
    assurance: answering.assurance,
    sinceAt: afterEvent(made.record, event).since ?? event.at,
  };
}

async function recordOf(tools: ConsentTools, answering: Answering): Promise<ConsentRecord> {
  const events = await asActor(tools.database, answering.actor, (read) => eventsOf(read, answering.dataSubjectId, answering.purpose.id));
  return foldConsent(events);
}

/** Two answers wanted the same position: PostgreSQL's unique violation, or our own look just before it. */
function isTaken(error: unknown): boolean {
  if (error instanceof Conflict) return error.reason === 'answered-meanwhile';
  return error instanceof Error && 'code' in error && error.code === '23505';
}
