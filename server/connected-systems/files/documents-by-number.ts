/** Documents that lie in one folder for each person, called after the system's own number for that person. */
import type { Asking, DocumentItem } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import { withNewContents } from './document-contents.ts';
import { everythingUnder } from './file-source.ts';
import type { FileSource, SourceEntry } from './file-source.ts';
import { mediaTypeByName, mediaTypes } from './media-types.ts';
import { archivedFiles } from './outlook-archive.ts';
import { nothing } from './read-whole.ts';

export interface DocumentsSettings {
  /** The folder that holds the persons' folders; the root where it is empty. */
  readonly folder: string;
  /** The key of the collection its documents are shown under. */
  readonly collection: string;
}

/** True where the person has a folder. The number is compared with names that are there, and never made into a path. */
export async function isNumberThere(source: FileSource, settings: DocumentsSettings, number: string): Promise<boolean> {
  return (await folderOf(source, settings, number)) !== null;
}

async function folderOf(source: FileSource, { folder }: DocumentsSettings, number: string): Promise<SourceEntry | null> {
  return (await source.list(folder)).find(({ kind, name }) => kind === 'folder' && name === number) ?? null;
}

/** Every file below the person's folder, those without a day first, then the oldest; what cannot be read is named. @throws SystemFault while iterated */
export async function* documentsOf(source: FileSource, settings: DocumentsSettings & { readonly number: string }, asking: Asking): AsyncGenerator<DocumentItem, void, undefined> {
  const folder = await folderOf(source, settings, settings.number);
  if (folder === null) return;
  const entries: SourceEntry[] = [];
  for await (const entry of everythingUnder(source, folder.path)) entries.push(entry);
  const byDay = entries.toSorted((one, other) => {
    const [first, second] = [dayInName(one.name) ?? '', dayInName(other.name) ?? ''];
    return first === second ? (one.path < other.path ? -1 : 1) : first < second ? -1 : 1;
  });
  for (const entry of byDay) {
    if (mediaTypeByName(entry.name) === mediaTypes.pst && entry.kind === 'file') yield* mailboxOf(source, { entry, ...settings }, asking);
    else yield await documentFrom(source, { entry, ...settings }, asking);
  }
}

interface Wanted extends DocumentsSettings {
  readonly entry: SourceEntry;
}

async function documentFrom(source: FileSource, { entry, collection }: Wanted, asking: Asking): Promise<DocumentItem> {
  const unreadable = entry.kind === 'other' ? 'link' : entry.byteLength > asking.limits.maxRecordBytes ? 'too-large' : null;
  return await withNewContents({
    kind: 'document',
    reference: entry.path,
    collection,
    title: entry.name,
    heldOn: dayInName(entry.name),
    mediaType: mediaTypeByName(entry.name),
    byteLength: unreadable === null ? entry.byteLength : 0,
    peopleNamed: [],
    ...(unreadable === null ? {} : { unreadable }),
    open: () => (unreadable === null ? source.open(entry.path) : nothing()),
  }, asking);
}

/** A mailbox becomes its messages; one that cannot be taken apart is named, and the rest of the folder goes on. */
async function* mailboxOf(source: FileSource, { entry, collection }: Wanted, asking: Asking): AsyncGenerator<DocumentItem, void, undefined> {
  const files = archivedFiles(source.open(entry.path), asking.signal);
  const facts = { kind: 'document' as const, collection, peopleNamed: [] };
  try {
    for await (const file of files) {
      const { name, byteLength } = file;
      yield await withNewContents({ ...facts, reference: `${entry.path}/${name}`, title: `${entry.name}: ${name}`, heldOn: null, mediaType: mediaTypeByName(name), byteLength, open: () => file.open() }, asking);
    }
  } catch (fault) {
    if (!(fault instanceof SystemFault) || fault.reason === 'dropped') throw fault;
    const unreadable = fault.reason === 'too-large' ? 'too-large' : fault.reason === 'unexpected' ? 'no-reader' : 'broken';
    yield { ...facts, reference: entry.path, title: entry.name, heldOn: dayInName(entry.name), mediaType: mediaTypes.pst, byteLength: 0, unreadable, attachments: [], open: nothing };
  }
}

/** `2004-05-03 home visit.docx`; a file's own time says when it was copied, not when it was written. */
function dayInName(name: string): string | null {
  const day = /(?:^|[^\d])(\d{4}-\d{2}-\d{2})(?:[^\d]|$)/.exec(name)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : null;
}
