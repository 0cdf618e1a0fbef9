/** Leaves a search open for the service contact who answers it, and takes it up again with what they sent. */

import type { DocumentItem, SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { WorkerActor } from '../platform/actor.ts';
import type { Tools } from '../platform/house.ts';
import { recordedChange, type Change } from '../platform/recorded-change.ts';
import { sealJson, type SealingKey } from '../platform/sealing.ts';
import { askedWith } from './item-facts.ts';
import { dropFiles, keepItem, type DraftItem } from './keep-items.ts';
import { keepPart } from './keep-part.ts';
import { caseKeyScope, queryPlace } from './places.ts';
import { handToService, takeFromService } from './search-store.ts';
import { waitsForService } from './system-search.ts';

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

/** Everything a contact sent goes the way of what a machine collects; nothing sent means nothing held. False when nobody waits for it any more. */
export async function keepReply(tools: Pick<Tools, 'database' | 'keys' | 'files' | 'clock'>, attempt: AttemptAsked, documents: readonly DocumentItem[]): Promise<boolean> {
  const key = await tools.keys.keyFor(caseKeyScope(attempt.caseId));
  const drafts: DraftItem[] = [];
  try {
    for (const document of documents) drafts.push(...(await keepItem(tools, { ...attempt, key, at: tools.clock.now() }, document)));
  } catch (error) {
    await dropFiles(tools, drafts);
    throw error;
  }
  const isKept = (await isTaken(tools, attempt, documents.length)) && (await keepAll(tools, attempt, { key, drafts, documents }));
  if (!isKept) await dropFiles(tools, drafts);
  return isKept;
}

/** Only once everything is on disk: until then the search says that it waits, and nobody can ask it again meanwhile. */
function isTaken(tools: Pick<Tools, 'database'>, attempt: AttemptAsked, items: number): Promise<boolean> {
  const { caseId, systemId } = attempt;
  const record = { actor: takerOf(caseId), action: 'system.reply', about: { type: 'Case', id: caseId }, caseId, details: { system: systemId, items } };
  return recordedChange(tools.database, record, (change) => takeFromService(change, { ...attempt, reason: waitsForService }));
}

interface Sent {
  readonly key: SealingKey;
  readonly drafts: readonly DraftItem[];
  readonly documents: readonly DocumentItem[];
}

function keepAll(tools: Pick<Tools, 'database' | 'clock'>, attempt: AttemptAsked, { key, drafts, documents }: Sent): Promise<boolean> {
  const answer = documents.length === 0 ? { outcome: 'not held' as const } : { outcome: 'held' as const, itemCount: documents.length };
  return keepPart(tools, { ...attempt, actor: takerOf(attempt.caseId), key, drafts, itemsBefore: 0, identity: attempt.asked, byMatch: false, answer });
}

function takerOf(caseId: string): WorkerActor {
  return { kind: 'worker', job: 'take-reply', caseId };
}
