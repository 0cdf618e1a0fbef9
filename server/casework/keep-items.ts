/** Keeps what a connector hands over: bytes as a sealed file, words sealed in a row that is written with its part. */

import type { DocumentItem, Item, RecordItem } from '../connected-systems/connector.ts';
import type { Tools } from '../platform/house.ts';
import { newId } from '../platform/ids.ts';
import { sealJson, sealText, type SealingKey } from '../platform/sealing.ts';
import type { ItemFacts } from './item-facts.ts';
import type { NewItem } from './item-store.ts';
import { factsPlace, titlePlace } from './places.ts';

/** Everything of a new row but its number, which is given when the part is written. */
export type DraftItem = Omit<NewItem, 'number'>;

export interface KeepingFor {
  readonly caseId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly key: SealingKey;
  readonly at: Date;
}

/** The item and its attachments, parents first. A document's bytes are streamed to disk here and nowhere held whole. */
export async function keepItem(tools: Pick<Tools, 'files'>, keeping: KeepingFor, item: Item): Promise<readonly DraftItem[]> {
  const drafts: DraftItem[] = [];
  await keepTree({ tools, keeping, drafts }, item, null);
  return drafts;
}

interface Keeping {
  readonly tools: Pick<Tools, 'files'>;
  readonly keeping: KeepingFor;
  readonly drafts: DraftItem[];
}

/** If an attachment fails, the files already written for this item are taken away again. */
async function keepTree(into: Keeping, item: Item, parentId: string | null): Promise<void> {
  try {
    const id = newId();
    const bytes = item.kind === 'record' ? [recordBytes(item)] : item.open();
    const file = await into.tools.files.write(into.keeping.key, bytes);
    into.drafts.push(draftOf(into.keeping, { id, item, parentId, file }));
    for (const attachment of item.attachments) await keepTree(into, attachment, id);
  } catch (error) {
    await dropFiles(into.tools, into.drafts.splice(0));
    throw error;
  }
}

export async function dropFiles(tools: Pick<Tools, 'files'>, drafts: readonly DraftItem[]): Promise<void> {
  for (const { original_file_id: fileId } of drafts) await tools.files.remove(fileId);
}

interface Kept {
  readonly id: string;
  readonly item: Item;
  readonly parentId: string | null;
  readonly file: { readonly fileId: string; readonly byteCount: number; readonly sha256: string };
}

function draftOf({ caseId, systemId, attempt, key, at }: KeepingFor, { id, item, parentId, file }: Kept): DraftItem {
  return {
    id,
    case_id: caseId,
    system_id: systemId,
    attempt,
    kind: item.kind,
    parent_item_id: parentId,
    media_type: item.kind === 'record' ? recordMediaType : mediaTypeOf(item),
    held_on: item.heldOn,
    byte_count: file.byteCount,
    content_sha256: file.sha256,
    sealed_title: sealText(key, titlePlace(id), item.title),
    sealed_facts: sealJson(key, factsPlace(id), factsOf(item)),
    original_file_id: file.fileId,
    ...stateOf(item),
    collected_at: at,
  };
}

/** A record is words of ours. A document waits until it was looked over; one that could not be had is named and refused. */
function stateOf(item: Item): Pick<NewItem, 'state' | 'refused_because'> {
  if (item.kind === 'record') return { state: 'collected', refused_because: null };
  return item.unreadable === undefined ? { state: 'in quarantine', refused_because: null } : { state: 'refused', refused_because: item.unreadable };
}

export const recordMediaType = 'application/json';

/** A media type comes from another system: whatever is not one is treated as unknown bytes. */
function mediaTypeOf({ mediaType }: DocumentItem): string {
  const [plain = ''] = mediaType.toLowerCase().split(';');
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/.test(plain.trim()) ? plain.trim() : 'application/octet-stream';
}

function recordBytes({ title, heldOn, fields }: RecordItem): Uint8Array {
  return Buffer.from(JSON.stringify({ title, heldOn, fields }), 'utf8');
}

function factsOf(item: Item): ItemFacts {
  return {
    reference: item.reference,
    collection: item.collection,
    fields: item.kind === 'record' ? item.fields.map(({ label, value }) => ({ label, value })) : [],
    peopleNamed: item.peopleNamed.map(({ name, role, relation }) => ({ name, role, ...(relation === undefined ? {} : { relation }) })),
  };
}
