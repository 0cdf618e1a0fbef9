/** Asks the systems anew for one person, and makes of it what their pages show. */

import type { HoldingsService, OneItem } from '../../client/views/holdings/models.ts';
import type { ConnectedSystem, RecordItem } from '../connected-systems/connector.ts';
import type { ResidentActor } from '../platform/actor.ts';
import type { House } from '../platform/house.ts';
import { gatherDecided, type Desk } from './gather-decided.ts';
import type { Gathered } from './gather-holdings.ts';
import { itemAddress, serviceModel } from './holdings-model.ts';
import type { Subject } from './own-subject.ts';
import { rememberSeen } from './remember-seen.ts';
import { recordsShownLive } from './shown-live.ts';

type Needs = Pick<House, 'database' | 'keys' | 'clock' | 'log'>;

export interface Looking {
  readonly house: Needs;
  readonly actor: ResidentActor;
  readonly subject: Subject;
}

export interface Look {
  readonly services: readonly HoldingsService[];
  readonly isStillLooking: boolean;
}

/** What the page shows of these systems; the person will not be told again that it is new. */
export async function lookAt(looking: Looking, { desk, systems }: Desk): Promise<Look> {
  const gathered = await ask(looking, { desk, systems });
  const { house, actor, subject } = looking;
  const seen = await rememberSeen(house, actor, { subject, gathered });
  return { services: await models(looking, { gathered, seen }), isStillLooking: gathered.some(({ summary }) => summary === null) };
}

function ask({ house, subject }: Looking, desk: Desk): Promise<readonly Gathered[]> {
  return gatherDecided(desk, { subject, now: house.clock.now(), log: house.log });
}

async function models({ house, subject }: Looking, { gathered, seen }: { readonly gathered: readonly Gathered[]; readonly seen: Subject['seen'] }): Promise<readonly HoldingsService[]> {
  const key = await house.keys.keyFor('portal');
  return gathered.map((each) => serviceModel(each, { key, dataSubjectId: subject.dataSubjectId, personKey: subject.key, seen }));
}

/** One item as its system holds it at this moment. */
export interface OwnItem extends OneItem {
  readonly system: ConnectedSystem;
  readonly record: RecordItem;
}

/**
 * The item of this person at this address, read from its system now. Whoever made up the address, or took it from another person, finds nothing.
 * `not reached` where a system did not answer, so that nobody can tell.
 */
export async function ownItem(looking: Looking, desk: Desk, address: string): Promise<OwnItem | 'no such item' | 'not reached'> {
  const gathered = await ask(looking, desk);
  const { house, subject } = looking;
  const key = await house.keys.keyFor('portal');
  for (const each of gathered) {
    const { system, summary } = each;
    if (summary?.outcome !== 'held') continue;
    const record = recordsShownLive(system.describe(), summary.records).find(({ reference }) => itemAddress(key, subject.dataSubjectId, { system: system.key, reference }) === address);
    if (record === undefined) continue;
    const [service] = await models(looking, { gathered: [each], seen: subject.seen });
    const collection = service?.collections.find((part) => part.key === record.collection);
    const item = collection?.items.find((one) => one.address === address);
    if (service !== undefined && collection !== undefined && item !== undefined) return { service, collection, item, system, record };
  }
  return gathered.every(({ summary }) => summary !== null && summary.outcome !== 'errored' && summary.outcome !== 'suspended') ? 'no such item' : 'not reached';
}
