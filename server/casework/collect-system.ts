/** Collects one system for one case, in parts: each part is one change, and nothing is seen until the last. */

import { collectItems, type CollectAnswer, type MatchToDecide } from '../connected-systems/ask-system.ts';
import { usualLimits, type AskingLimits, type ConnectedSystem, type Item, type SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { WorkerActor } from '../platform/actor.ts';
import { asActor, type Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import type { JobPayload } from '../platform/jobs.ts';
import { unsealJson, type SealingKey } from '../platform/sealing.ts';
import { asDecided } from '../system-watch/as-decided.ts';
import { findCase } from './find-case.ts';
import { itemFactsSchema } from './item-facts.ts';
import { factsOfAttempt } from './item-store.ts';
import { dropFiles, keepItem, type DraftItem } from './keep-items.ts';
import { keepMatches, keepPart, type Part } from './keep-part.ts';
import { caseKeyScope, factsPlace } from './places.ts';
import { findSearch } from './search-store.ts';
import { identityOfCase } from './search-terms.ts';
import { isInDates } from './system-search.ts';
import { decisionsOf, isAskedWho, whomToCollect, type Decisions } from './whom-to-collect.ts';

/** A part ends at the first item after this, so that little is done again when a worker is killed. */
const partBudgetMs = 20_000;

export interface CollectTools extends Pick<Tools, 'database' | 'keys' | 'files' | 'clock'> {
  /** Shortened by tests. */
  readonly limits?: AskingLimits;
  readonly budgetMs?: number;
}

interface Start {
  readonly scope: { readonly fromOn: string | null; readonly toOn: string | null };
  readonly identity: SubjectIdentifiers;
  readonly decisions: Decisions;
  readonly known: ReadonlySet<string>;
  readonly itemsBefore: number;
  /** With the columns that officers classed as personal. */
  readonly system: ConnectedSystem;
  /** It failed several times in a row; an officer who asks again is the trial. */
  readonly isResting: boolean;
}

/** Does nothing if the attempt is over, so that a job that runs twice changes nothing. */
export async function collectSystem(tools: CollectTools, asked: { readonly system: ConnectedSystem; readonly payload: JobPayload<'collect-system'>; readonly signal: AbortSignal }): Promise<void> {
  const { payload } = asked;
  const actor: WorkerActor = { kind: 'worker', job: 'collect-system', caseId: payload.caseId };
  // Before its key is asked for: a case whose search is over may be shredded.
  if (!(await asActor(tools.database, actor, (read) => isGoingOn(read, payload)))) return;
  const key = await tools.keys.keyFor(caseKeyScope(payload.caseId));
  const start = await asActor(tools.database, actor, (read) => load(tools, read, { payload, key, system: asked.system }));
  if (start === null) return;
  const drafts: DraftItem[] = [];
  const part: Omit<Part, 'answer'> = { ...payload, actor, key, drafts, itemsBefore: start.itemsBefore, identity: start.identity, byMatch: start.decisions.decided.length > 0, isByMatchAlone: !isAskedWho(start.decisions) };
  const answer = await ask(tools, { ...asked, start, drafts, key }).catch(async (error: unknown) => {
    await dropFiles(tools, drafts);
    throw error;
  });
  // If this throws, the files stay: a commit whose answer was lost may have named them.
  const isKept = answer.outcome === 'match to decide' ? await keepMatches(tools, part, answer.candidates) : await keepPart(tools, { ...part, answer });
  if (!isKept) await dropFiles(tools, drafts);
}

async function isGoingOn(read: Read, { caseId, systemId, attempt }: JobPayload<'collect-system'>): Promise<boolean> {
  const search = await findSearch(read, caseId, systemId);
  return search?.attempt === attempt && search.endedAt === null;
}

interface Loading {
  readonly payload: JobPayload<'collect-system'>;
  readonly key: SealingKey;
  readonly system: ConnectedSystem;
}

async function load(tools: CollectTools, read: Read, { payload, key, system }: Loading): Promise<Start | null> {
  const found = await findCase(read, payload.caseId);
  const search = await findSearch(read, payload.caseId, payload.systemId);
  if (found === null || search === null || search.attempt !== payload.attempt || search.endedAt !== null) return null;
  const identity = await identityOfCase(tools, read, found);
  if (identity === null) throw new Error('a case that is collected has no data subject');
  const kept = await factsOfAttempt(read, payload);
  const known = kept.flatMap(({ id, sealed_facts: sealed }) => (sealed === null ? [] : [unsealJson(key, factsPlace(id), { sealed, schema: itemFactsSchema }).reference]));
  const [decidedSystem] = await asDecided(read, [system], tools.clock.now());
  return {
    scope: found,
    identity,
    decisions: await decisionsOf(read, { ...payload, key, areOthersLeftOut: search.isExcused }),
    known: new Set(known),
    itemsBefore: search.itemCount,
    system: decidedSystem?.system ?? system,
    isResting: decidedSystem?.isResting === true && search.attempt === 1 && search.itemCount === 0,
  };
}

/** What one part of the asking came to; `more` when it stopped in between. */
export type PartAnswer = CollectAnswer | { readonly outcome: 'more' };

class PartFull extends Error {
  override readonly name = 'PartFull';
}

interface AskPart {
  readonly payload: JobPayload<'collect-system'>;
  readonly signal: AbortSignal;
  readonly start: Start;
  readonly drafts: DraftItem[];
  readonly key: SealingKey;
}

async function ask(tools: CollectTools, part: AskPart): Promise<PartAnswer | MatchToDecide> {
  const { signal, start } = part;
  const { system } = start;
  if (start.isResting) return { outcome: 'errored', reason: 'resting' };
  const limits = tools.limits ?? usualLimits;
  const whom = await whomToCollect(system, start, { signal, limits });
  if (whom.outcome !== 'found') return whom;
  try {
    const answer = await collectEach(tools, part, { references: whom.references, limits });
    // What came before the time was up is kept; the next part begins with what took so long.
    if (answer.outcome === 'errored' && answer.reason === 'timed-out' && part.drafts.length > 0) return { outcome: 'more' };
    return answer;
  } catch (error) {
    if (error instanceof PartFull) return { outcome: 'more' };
    throw error;
  }
}

/** One person of the system after another. What two of them hold is one item: its reference is the system's own. */
async function collectEach(tools: CollectTools, part: AskPart, { references, limits }: { readonly references: readonly string[]; readonly limits: AskingLimits }): Promise<CollectAnswer> {
  const { signal, start } = part;
  const known = new Set(start.known);
  const keep = keeper(tools, part);
  let itemCount = 0;
  for (const reference of references) {
    const received: string[] = [];
    const receive = async (item: Item): Promise<void> => {
      if (known.has(item.reference) || !isInDates(item.heldOn, start.scope)) return;
      await keep(item);
      received.push(item.reference);
    };
    const answer = await collectItems(start.system, reference, { signal, limits, part: 'everything', isKnown: (each) => known.has(each), receive });
    if (answer.outcome === 'held') itemCount += answer.itemCount;
    else if (answer.outcome !== 'not held') return answer;
    for (const each of received) known.add(each);
  }
  return itemCount > 0 ? { outcome: 'held', itemCount } : { outcome: 'not held' };
}

function keeper(tools: CollectTools, { payload, drafts, key }: AskPart): (item: Item) => Promise<void> {
  const beganAtMs = performance.now();
  const budgetMs = tools.budgetMs ?? partBudgetMs;
  const keeping = { ...payload, key, at: tools.clock.now() };
  return async (item) => {
    if (drafts.length > 0 && performance.now() - beganAtMs > budgetMs) throw new PartFull('this part is full');
    drafts.push(...(await keepItem(tools, keeping, item)));
  };
}
