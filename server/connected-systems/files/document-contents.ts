/** What a document carries within it, each as a document of its own: attachments of messages, entries of archives, and theirs. */
import PostalMime from 'postal-mime';
import type { Asking, DocumentItem, UnreadableReason } from '../connector.ts';
import { mediaTypes, mediaTypeByName } from './media-types.ts';
import { readOutlookMessage } from './outlook-message.ts';
import type { CarriedFile } from './outlook-message.ts';
import { nothing, oneChunk, readWhole } from './read-whole.ts';
import { takeFrom, unpackingBudget } from './unpacking-limits.ts';
import type { UnpackingBudget } from './unpacking-limits.ts';
import { openZip } from './zip-archive.ts';

/** A document before anybody has looked into it. */
export type ClosedDocument = Omit<DocumentItem, 'attachments'>;

/** The document with what it carries. What cannot be opened is named as unreadable, or, where it is the document itself, left whole for whoever reads it to refuse. */
export async function withContents(document: ClosedDocument, budget: UnpackingBudget = unpackingBudget()): Promise<DocumentItem> {
  return { ...document, attachments: await contentsOf(document, budget, 0) };
}

/** The same for what the caller has not got already: that is not opened again. */
export async function withNewContents(document: ClosedDocument, { isKnown }: Pick<Asking, 'isKnown'>): Promise<DocumentItem> {
  return isKnown?.(document.reference) === true ? { ...document, attachments: [] } : await withContents(document);
}

async function contentsOf(document: ClosedDocument, budget: UnpackingBudget, depth: number): Promise<readonly DocumentItem[]> {
  const open = openers.get(plainType(document.mediaType));
  if (open === undefined || document.unreadable !== undefined || (document.byteLength ?? 0) > budget.limits.maxEntryBytes) return [];
  const carried = await open(await readWhole(document.open(), budget.limits.maxEntryBytes), budget);
  const items: DocumentItem[] = [];
  for (const [at, each] of carried.entries()) items.push(await itemFrom(document, { ...each, at }, { budget, depth }));
  return items;
}

interface Carried {
  readonly name: string;
  readonly mediaType: string;
  readonly byteLength: number;
  readonly unreadable: UnreadableReason | null;
  open(): AsyncIterable<Uint8Array>;
}

async function itemFrom(within: ClosedDocument, carried: Carried & { readonly at: number }, { budget, depth }: { readonly budget: UnpackingBudget; readonly depth: number }): Promise<DocumentItem> {
  const isTooDeep = depth + 1 >= budget.limits.maxDepth && openers.has(plainType(carried.mediaType));
  const unreadable = carried.unreadable ?? (isTooDeep ? 'unsafe' : null);
  const closed: ClosedDocument = {
    kind: 'document',
    reference: `${within.reference}/${carried.at + 1}`,
    collection: within.collection,
    title: carried.name === '' ? `${within.title}: attachment ${carried.at + 1}` : carried.name,
    heldOn: within.heldOn,
    mediaType: carried.mediaType,
    byteLength: unreadable === null ? carried.byteLength : 0,
    peopleNamed: [],
    ...(unreadable === null ? {} : { unreadable }),
    open: () => (unreadable === null ? carried.open() : nothing()),
  };
  return { ...closed, attachments: await contentsOf(closed, budget, depth + 1) };
}

type Opener = (bytes: Uint8Array<ArrayBuffer>, budget: UnpackingBudget) => Promise<readonly Carried[]>;

/** A document that cannot be opened carries nothing here: it is kept whole, and whoever reads it says what is wrong with it. */
const openers: ReadonlyMap<string, Opener> = new Map<string, Opener>([
  [mediaTypes.eml, async (bytes, budget) => {
    const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' }).catch(() => null);
    const files = (mail?.attachments ?? []).map(({ filename, mimeType, content }) => ({ name: filename ?? '', mediaType: mimeType, bytes: bytesOf(content) }));
    return inMemory(files, budget);
  }],
  [mediaTypes.msg, async (bytes, budget) => inMemory(await readMessage(bytes), budget)],
  [mediaTypes.zip, async (bytes, budget) => {
    const zip = await openZip(bytes, budget);
    return zip.opened ? zip.entries.map(({ name, ...entry }) => ({ ...entry, name: lastPart(name), mediaType: mediaTypeByName(name) })) : [];
  }],
]);

async function readMessage(bytes: Uint8Array): Promise<readonly CarriedFile[]> {
  try {
    return readOutlookMessage(bytes).attachments;
  } catch {
    return [];
  }
}

function inMemory(files: readonly CarriedFile[], budget: UnpackingBudget): readonly Carried[] {
  return files.map(({ name, mediaType, bytes }) => {
    const fits = takeFrom(budget, { entries: 1, bytes: bytes.byteLength });
    return { name: lastPart(name), mediaType, byteLength: bytes.byteLength, unreadable: fits ? null : 'too-large', open: () => oneChunk(bytes) };
  });
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

/** A name is a title and never a path. */
function lastPart(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? name;
}

function plainType(mediaType: string): string {
  return mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
}
