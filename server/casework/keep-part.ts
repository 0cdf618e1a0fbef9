/** Writes one part of a collection as one change: its items, how far the search has come, and the job that goes on. */

import type { CollectAnswer } from '../connected-systems/ask-system.ts';
import type { MatchCandidate, SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { WorkerActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealJson, type SealingKey } from '../platform/sealing.ts';
import { noteAsking, type AskingToNote } from '../system-watch/note-asking.ts';
import { findCase } from './find-case.ts';
import { finishIfCollected } from './finish-collecting.ts';
import { settleCopies } from './fold-items.ts';
import { askedByMatchAlone, askedWith } from './item-facts.ts';
import { insertItems, insertPageChecks, keptOfAttempt, lastNumber } from './item-store.ts';
import type { DraftItem } from './keep-items.ts';
import { mergeMatches } from './merge-matches.ts';
import { queryPlace } from './places.ts';
import { insertChecks, waitingItems } from './quarantine-store.ts';
import { advanceSearch, endSearch } from './search-store.ts';
import { lockCase } from './store.ts';
import { waitsForMatch, type Outcome } from './system-search.ts';

export interface Part {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly actor: WorkerActor;
  readonly key: SealingKey;
  readonly drafts: readonly DraftItem[];
  readonly itemsBefore: number;
  readonly identity: SubjectIdentifiers;
  readonly byMatch: boolean;
  /** An officer's decision was gone by, and the system was asked with nothing else. */
  readonly isByMatchAlone?: boolean;
  readonly answer: CollectAnswer | { readonly outcome: 'more' };
  /** Takes the search up within the change, where a person had it; false when it is theirs no longer. */
  readonly takeUp?: (change: Change) => Promise<boolean>;
}

/** Thrown inside the change to undo it: another worker wrote this part first. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** False when the items of this part were not written: another worker was first, or the system failed half way. */
export async function keepPart(tools: Pick<Tools, 'database' | 'clock'>, part: Part): Promise<boolean> {
  const { answer } = part;
  const isFailed = answer.outcome === 'errored' || answer.outcome === 'suspended' || answer.outcome === 'identifier not supported';
  const details = { system: part.systemId, attempt: part.attempt, items: part.drafts.length, outcome: answer.outcome };
  const isFirst = await unlessSuperseded(tools, { part, action: 'system.collect', details }, async (change) => {
    if (part.takeUp !== undefined && !(await part.takeUp(change))) throw new Superseded('this attempt waits for nobody any more');
    const drafts = isFailed ? [] : part.drafts;
    await advance(change, part, part.itemsBefore + drafts.length);
    await insertNumbered(change, part.caseId, drafts);
    if (answer.outcome === 'more') await change.enqueue('collect-system', { caseId: part.caseId, systemId: part.systemId, attempt: part.attempt });
    else await end(change, part, { ...endOf(answer, part.itemsBefore + drafts.length), at: tools.clock.now() });
    await note(change, part, { answer, items: drafts.length, at: tools.clock.now() });
  });
  return isFirst && !isFailed;
}

/** Probable people wait for an officer; those decided before are not asked about again. */
export function keepMatches(tools: Pick<Tools, 'database' | 'clock'>, part: Omit<Part, 'answer'>, candidates: readonly MatchCandidate[]): Promise<boolean> {
  const details = { system: part.systemId, attempt: part.attempt, candidates: candidates.length };
  return unlessSuperseded(tools, { part, action: 'system.match', details }, async (change) => {
    await advance(change, part, part.itemsBefore);
    const isAnyoneLeft = await mergeMatches(change, { ...part, candidates });
    const result = isAnyoneLeft ? { outcome: null, reason: waitsForMatch } : { outcome: 'not held' as const, reason: null };
    await end(change, part, { ...result, at: tools.clock.now() });
    await note(change, part, { answer: { outcome: 'match to decide' }, items: 0, at: tools.clock.now() });
  });
}

/** What a rehearsal brings is planted: it shows that the system answers, and is in no figure of how much it brings. */
async function note(change: Change, { caseId, systemId }: Omit<Part, 'answer'>, asked: Omit<AskingToNote, 'systemId' | 'isRehearsal'>): Promise<void> {
  await noteAsking(change, { ...asked, systemId, isRehearsal: (await findCase(change.write, caseId))?.isRehearsal === true });
}

interface PartNote {
  readonly part: Omit<Part, 'answer'>;
  readonly action: string;
  readonly details: Readonly<Record<string, string | number>>;
}

async function unlessSuperseded(tools: Pick<Tools, 'database'>, { part, ...note }: PartNote, deed: (change: Change) => Promise<void>): Promise<boolean> {
  try {
    await recordedChange(tools.database, { actor: part.actor, ...note, about: { type: 'Case', id: part.caseId }, caseId: part.caseId }, async (change) => {
      await lockCase(change, part.caseId);
      await deed(change);
    });
    return true;
  } catch (error) {
    if (error instanceof Superseded) return false;
    throw error;
  }
}

async function advance(change: Change, part: Omit<Part, 'answer'>, itemsAfter: number): Promise<void> {
  const { caseId, systemId, attempt, itemsBefore } = part;
  const asked = part.isByMatchAlone === true ? askedByMatchAlone : askedWith(part.identity, systemId, part.byMatch);
  const sealedQuery = sealJson(part.key, queryPlace(caseId, systemId), asked);
  const isFirst = await advanceSearch(change, { caseId, systemId, attempt, itemsBefore, itemsAfter, sealedQuery });
  if (!isFirst) throw new Superseded('another worker wrote this part');
}

/** Numbers are dense over everything collected so far; the case is locked, so no two parts give the same. */
async function insertNumbered(change: Change, caseId: string, drafts: readonly DraftItem[]): Promise<void> {
  if (drafts.length === 0) return;
  const last = await lastNumber(change.write, caseId);
  await insertItems(change, drafts.map((draft, index) => ({ ...draft, number: last + index + 1 })));
  await insertChecks(change, caseId, drafts.filter(({ state }) => state === 'in quarantine').map(({ id }) => ({ id, scan: 'waiting' })));
  const refused = drafts.flatMap(({ id, refused_because: why }) => (why === null ? [] : [{ itemId: id, page: 1, why }]));
  await insertPageChecks(change, caseId, refused);
}

interface End {
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** A system that knows the person and sent nothing within the dates holds nothing of what was asked. */
function endOf(answer: CollectAnswer, itemCount: number): End {
  switch (answer.outcome) {
    case 'held':
    case 'not held':
      return { outcome: itemCount > 0 ? 'held' : 'not held', reason: null };
    case 'identifier not supported':
      return { outcome: answer.outcome, reason: null };
    case 'suspended':
      return { outcome: answer.outcome, reason: answer.sinceOn };
    case 'errored':
      return { outcome: answer.outcome, reason: answer.reason };
  }
}

async function end(change: Change, part: Omit<Part, 'answer'>, result: End & { readonly at: Date }): Promise<void> {
  const isEnded = await endSearch(change, { caseId: part.caseId, systemId: part.systemId, attempt: part.attempt, ...result });
  if (!isEnded) throw new Superseded('this attempt has ended');
  // What a rehearsal finds is counted, and read by nobody.
  if (result.outcome === 'held' && (await findCase(change.write, part.caseId))?.isRehearsal === false) {
    await settleCopies(change, part.caseId);
    const waiting = new Set((await waitingItems(change.write, part)).map(({ id }) => id));
    // What waits in quarantine is read when it is let out.
    if (waiting.size > 0) await change.enqueue('check-items', { caseId: part.caseId, systemId: part.systemId, attempt: part.attempt });
    const toRead = (await keptOfAttempt(change.write, part)).filter((id) => !waiting.has(id));
    await change.enqueueEach('suggest-marks', toRead.map((itemId) => ({ caseId: part.caseId, itemId })));
  }
  await finishIfCollected(change, part.caseId);
}
