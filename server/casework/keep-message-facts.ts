/** Keeps, sealed beside an e-mail that was read, what tells its thread. */

import type { Tools } from '../platform/house.ts';
import type { Change } from '../platform/recorded-change.ts';
import { sealJson } from '../platform/sealing.ts';
import { keepMessage } from './fold-store.ts';
import { messageFactsOf, messageMediaType } from './message-facts.ts';
import { caseKeyScope, messagePlace } from './places.ts';
import type { CollectedItem } from './read-items.ts';

/** Made before the change that keeps it: a message is parsed while no transaction waits. Null for what is no e-mail. */
export async function sealMessageFacts(tools: Pick<Tools, 'keys'>, item: Pick<CollectedItem, 'id' | 'caseId' | 'mediaType'>, bytes: Uint8Array): Promise<Buffer | null> {
  const facts = item.mediaType === messageMediaType ? await messageFactsOf(bytes) : null;
  return facts === null ? null : sealJson(await tools.keys.keyFor(caseKeyScope(item.caseId)), messagePlace(item.id), facts);
}

export async function keepMessageFacts(change: Change, itemId: string, sealed: Buffer | null): Promise<void> {
  if (sealed !== null) await keepMessage(change, itemId, sealed);
}
