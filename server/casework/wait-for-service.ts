/** Leaves a search open for the service contact who answers it, and takes it up again with what they sent. */

import type { DocumentItem, SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { Change } from '../platform/recorded-change.ts';
import { sealJson, type SealingKey } from '../platform/sealing.ts';
import { askedWith } from './item-facts.ts';
import { dropFiles, keepItem, type DraftItem } from './keep-items.ts';
import { keepPart } from './keep-part.ts';
import { caseKeyScope, queryPlace } from './places.ts';
import { attemptsOf, findSearch, handToService, takeFromService } from './search-store.ts';
import { isAnswer, standingOf, waitsForService } from './system-search.ts';

export interface AttemptAsked {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  /** What the contact is given to search with. */
  readonly asked: SubjectIdentifiers;
}

/** Part of the change that makes the data request. False when the attempt is over, so that a job that runs twice asks once. */
export async function waitForService(tools: Pick<Tools, 'keys' | 'clock'>, change: Change, attempt: AttemptAsked): Promise<boolean> {
  const { caseId, systemId, asked } = attempt;
  const key = await tools.keys.keyFor(caseKeyScope(caseId));
  const sealedQuery = sealJson(key, queryPlace(caseId, systemId), askedWith(asked, systemId, false));
  return handToService(change, { ...attempt, reason: waitsForService, sealedQuery, at: tools.clock.now() });
}

/** `not wanted`: the system was left out, or asked again, before the reply came to it. */
export type ReplyKept = 'kept' | 'kept before' | 'not wanted';

type KeepTools = Pick<Tools, 'database' | 'keys' | 'files' | 'clock'>;

/** Everything a contact sent goes the way of what a machine collects; nothing sent means nothing held. */
export async function keepReply(tools: KeepTools, attempt: AttemptAsked, documents: AsyncIterable<DocumentItem>): Promise<ReplyKept> {
  const key = await tools.keys.keyFor(caseKeyScope(attempt.caseId));
  const drafts: DraftItem[] = [];
  try {
    for await (const document of documents) drafts.push(...(await keepItem(tools, { ...attempt, key, at: tools.clock.now() }, document)));
  } catch (error) {
    await dropFiles(tools, drafts);
    throw error;
  }
  if (await keepAll(tools, attempt, { key, drafts })) return 'kept';
  await dropFiles(tools, drafts);
  return (await isKeptBefore(tools, attempt)) ? 'kept before' : 'not wanted';
}

interface Sent {
  readonly key: SealingKey;
  readonly drafts: readonly DraftItem[];
}

/** One change, once everything is on disk: until then the search says that it waits, and nobody can ask it again in between. */
function keepAll(tools: Pick<Tools, 'database' | 'clock'>, attempt: AttemptAsked, { key, drafts }: Sent): Promise<boolean> {
  const { caseId, systemId, asked } = attempt;
  const answer = drafts.length === 0 ? { outcome: 'not held' as const } : { outcome: 'held' as const, itemCount: drafts.length };
  const takeUp = async (change: Change): Promise<boolean> => {
    change.alsoRecord({ action: 'system.reply', about: { type: 'Case', id: caseId }, caseId, details: { system: systemId, items: drafts.length } });
    return takeFromService(change, { ...attempt, reason: waitsForService });
  };
  return keepPart(tools, { ...attempt, actor: takerOf(caseId), key, drafts, itemsBefore: 0, identity: asked, byMatch: false, answer, takeUp });
}

/** By another worker, or by this one before it was stopped; the system may have been asked again since. */
async function isKeptBefore(tools: Pick<Tools, 'database'>, { caseId, systemId, attempt }: AttemptAsked): Promise<boolean> {
  return asActor(tools.database, takerOf(caseId), async (read) => {
    const search = await findSearch(read, caseId, systemId);
    if (search?.attempt === attempt) return isAnswer(standingOf(search));
    const before = (await attemptsOf(read, caseId)).find((each) => each.system_id === systemId && each.attempt === attempt);
    return before?.outcome === 'held' || before?.outcome === 'not held';
  });
}

function takerOf(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'take-reply', caseId };
}
