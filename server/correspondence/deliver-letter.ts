/** Hands one letter to a service over to the mail server, and keeps what became of it. */

import type { WorkerActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange } from '../platform/recorded-change.ts';
import { unsealJson } from '../platform/sealing.ts';
import type { Post } from './send-notice.ts';
import { afterFailure, letterPlace, letterSchema, linkMark, retryAfterMinutes, type Addressee, type LetterProblem, type LetterState, type LetterText, type ServiceLetterKind } from './service-letter.ts';
import { countTry, findLetter, lettersAbout, settleLetter, undelivered } from './store.ts';

export interface WaitingLetter {
  readonly id: string;
  readonly caseId: string;
  readonly aboutId: string;
  readonly sentTo: Addressee;
}

function actorFor(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'send-letter', caseId };
}

/** Null once it was sent, or was found to be undeliverable. */
export async function waitingLetter(tools: Pick<Tools, 'database'>, { caseId, letterId }: { readonly caseId: string; readonly letterId: string }): Promise<WaitingLetter | null> {
  const row = await asActor(tools.database, actorFor(caseId), (read) => findLetter(read, letterId));
  return row?.state === 'waiting' ? { id: row.id, caseId: row.case_id, aboutId: row.about_id, sentTo: row.sent_to } : null;
}

/** With the link that was made for it. After a fault of the mail server it is tried again, and then needs another link. */
export async function deliverLetter(tools: Tools, post: Post, { letter, link }: { readonly letter: WaitingLetter; readonly link: string }): Promise<void> {
  const row = await asActor(tools.database, actorFor(letter.caseId), (read) => findLetter(read, letter.id));
  if (row?.state !== 'waiting') return;
  const key = await tools.keys.keyFor(`case:${letter.caseId}`);
  const { to, subject, text } = unsealJson(key, letterPlace(letter.id), { sealed: row.sealed_letter, schema: letterSchema });
  try {
    await post.deliver({ to, from: tools.config.mailFrom, subject, text: text.replace(linkMark, () => link) }, letter.id);
  } catch (error) {
    await notDelivered(tools, letter, { error, tries: row.tries + 1 });
    return;
  }
  await settle(tools, letter, { state: 'sent', why: null });
}

async function notDelivered(tools: Tools, letter: WaitingLetter, { error, tries }: { readonly error: unknown; readonly tries: number }): Promise<void> {
  tools.log.fault('a letter was not delivered', error, { letter: letter.id });
  const why = afterFailure(error, tries);
  if (why !== 'again') {
    await settle(tools, letter, { state: 'failed', why });
    return;
  }
  const startAfter = new Date(tools.clock.now().getTime() + retryAfterMinutes * 60_000);
  await recordedChange(tools.database, { actor: actorFor(letter.caseId), action: 'letter.try-again', about: { type: 'letter', id: letter.id }, caseId: letter.caseId, details: { tries } }, async (change) => {
    await countTry(change, letter.id);
    await change.enqueue('send-letter', { caseId: letter.caseId, letterId: letter.id }, { startAfter });
  });
}

/** A letter that is not sent after all says why. */
export async function settle(tools: Pick<Tools, 'database' | 'clock'>, letter: WaitingLetter, end: { readonly state: Exclude<LetterState, 'waiting'>; readonly why: LetterProblem | null }): Promise<void> {
  const record = { actor: actorFor(letter.caseId), action: 'letter.settle', about: { type: 'letter', id: letter.id }, caseId: letter.caseId, details: { state: end.state, why: end.why } };
  await recordedChange(tools.database, record, async (change) => {
    await settleLetter(change, { id: letter.id, ...end, at: tools.clock.now() });
  });
}

export interface KeptLetter extends LetterText {
  readonly id: string;
  readonly kind: ServiceLetterKind;
  readonly state: LetterState;
  readonly why: LetterProblem | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** Every letter about one data request as it was delivered, but for its link; the latest first. */
export async function keptLetters(tools: Pick<Tools, 'keys'>, read: Read, { caseId, aboutId }: { readonly caseId: string; readonly aboutId: string }): Promise<readonly KeptLetter[]> {
  const key = await tools.keys.keyFor(`case:${caseId}`);
  return (await lettersAbout(read, aboutId)).map((row) => ({
    ...unsealJson(key, letterPlace(row.id), { sealed: row.sealed_letter, schema: letterSchema }),
    id: row.id, kind: row.kind, state: row.state, why: row.why, createdAt: row.created_at, settledAt: row.settled_at,
  }));
}

/** Of these, what the latest letter about which came to nobody. */
export async function undeliveredAbout(read: Read, aboutIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(aboutIds.length === 0 ? [] : await undelivered(read, aboutIds));
}
