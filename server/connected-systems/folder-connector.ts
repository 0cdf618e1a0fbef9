/** Reads a folder of documents that two CSV files index: who there is, and which document is about whom. */
import { z } from 'zod';
import { connectorKind } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, DocumentItem, HoldingPart, Item, PersonNamed, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { SystemFault } from './connector.ts';
import { csvRows } from './csv-rows.ts';
import type { CsvRow } from './csv-rows.ts';
import { documentFile } from './folder-file.ts';
import { attachmentsOf } from './mail-attachments.ts';
import { judgeMatch } from './matching/judge-match.ts';
import type { PersonRecord } from './matching/judge-match.ts';

export interface FolderSystemSettings {
  readonly description: SystemDescription;
  readonly folder: string;
  readonly suspended?: { readonly sinceOn: string };
}

/** A folder of documents with two indexes beside them. */
export const folderIndexKind = connectorKind({
  kind: 'folder-with-index',
  settings: z.strictObject({ folder: z.string().min(1) }),
  open: ({ folder }, { description, suspended }) => folderConnector({ description, folder, ...(suspended === undefined ? {} : { suspended }) }),
});

const peopleIndex = 'people.csv';
const documentsIndex = 'documents.csv';
const peopleColumns = ['person_number', 'given_names', 'family_name', 'former_names', 'date_of_birth', 'nhs_number', 'address', 'postcode'] as const;
const documentColumns = ['person_number', 'reference', 'collection', 'title', 'held_on', 'file', 'media_type', 'people_named'] as const;

/** A connected system whose content is files in a folder, read where they lie and never written. */
export function folderConnector(settings: FolderSystemSettings): ConnectedSystem {
  const { description } = settings;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => judgeMatch(description.key, who, await peopleLike(settings.folder, { key: description.key, who }, asking)),
    fetch: (personReference, part, asking) => documentsOf(settings.folder, { personReference, part }, asking),
    check: async (asking) => {
      for await (const row of csvRows(settings.folder, { file: peopleIndex, columns: peopleColumns }, asking)) if (row.person_number !== '') break;
      for await (const row of csvRows(settings.folder, { file: documentsIndex, columns: documentColumns }, asking)) if (row.person_number !== '') break;
    },
  };
}

const maxPeople = 50;

async function peopleLike(folder: string, asked: { readonly key: string; readonly who: SubjectIdentifiers }, asking: Asking): Promise<readonly PersonRecord[]> {
  const alike: PersonRecord[] = [];
  for await (const row of csvRows(folder, { file: peopleIndex, columns: peopleColumns }, asking)) {
    const person = personFrom(row);
    // One row is judged alone first, so that the memory used does not grow with the folder.
    if (judgeMatch(asked.key, asked.who, [person]).found !== 'none') alike.push(person);
    if (alike.length === maxPeople) break;
  }
  return alike;
}

function personFrom(row: CsvRow<(typeof peopleColumns)[number]>): PersonRecord {
  const former = row.former_names.split(';').filter((name) => name.trim() !== '');
  return {
    reference: row.person_number,
    names: [
      { given: row.given_names, family: row.family_name },
      ...former.map((name) => {
        const [given = '', family = ''] = name.split('|');
        return { given: given.trim(), family: family.trim() };
      }),
    ],
    dateOfBirth: isDay(row.date_of_birth) ? row.date_of_birth : null,
    addresses: row.postcode === '' ? [] : [{ lines: row.address.split(';').map((line) => line.trim()), postcode: row.postcode }],
    ...(row.nhs_number === '' ? {} : { nhsNumber: row.nhs_number }),
  };
}

interface Wanted {
  readonly personReference: string;
  readonly part: HoldingPart;
}

async function* documentsOf(folder: string, wanted: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  // Nothing here is a record: a live view of a folder is empty, and no file is touched for it.
  if (wanted.part === 'records') return;
  for await (const row of csvRows(folder, { file: documentsIndex, columns: documentColumns }, asking)) {
    if (row.person_number === wanted.personReference) yield await documentFrom(folder, row, asking);
  }
}

async function documentFrom(folder: string, row: CsvRow<(typeof documentColumns)[number]>, asking: Asking): Promise<DocumentItem> {
  const file = await documentFile(folder, row.file);
  if (file.byteLength > asking.limits.maxRecordBytes) throw new SystemFault('too-large', 'a file passes the size limit');
  const facts = {
    kind: 'document' as const,
    reference: row.reference,
    collection: row.collection,
    title: row.title,
    heldOn: isDay(row.held_on) ? row.held_on : null,
    mediaType: row.media_type,
    byteLength: file.byteLength,
    peopleNamed: row.people_named.split(';').flatMap(personNamed),
    open: () => file.open(asking),
  };
  const attachments = row.media_type === 'message/rfc822' ? await attachmentsOf(facts) : [];
  return { ...facts, attachments };
}

/** `Name|role|relation`; a cell of any other shape names nobody. */
function personNamed(cell: string): readonly PersonNamed[] {
  const [name = '', role = '', relation = ''] = cell.split('|').map((part) => part.trim());
  if (name === '' || (role !== 'subject' && role !== 'third-party' && role !== 'staff')) return [];
  return [{ name, role, ...(relation === '' ? {} : { relation }) }];
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
