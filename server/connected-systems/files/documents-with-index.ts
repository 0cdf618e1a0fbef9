/** Documents that two CSV files index: who there is, and which document is about whom. */
import type { Asking, DocumentItem, PersonNamed, SubjectIdentifiers } from '../connector.ts';
import { SystemFault } from '../connector.ts';
import { judgeMatch } from '../matching/judge-match.ts';
import type { PersonRecord } from '../matching/person-record.ts';
import { csvTable } from './csv-table.ts';
import { withNewContents } from './document-contents.ts';
import type { FileSource } from './file-source.ts';
import { nothing } from './read-whole.ts';
import { decodedText } from './text-encoding.ts';

const people = {
  file: 'people.csv',
  columns: ['person_number', 'given_names', 'family_name', 'former_names', 'date_of_birth', 'nhs_number', 'address', 'postcode'],
} as const;
const documents = {
  file: 'documents.csv',
  columns: ['person_number', 'reference', 'collection', 'title', 'held_on', 'file', 'media_type', 'people_named'],
} as const;

type IndexRow<Column extends string> = Readonly<Record<Column, string>>;

/** Both indexes are there and have their columns. @throws SystemFault */
export async function checkIndexes(source: FileSource): Promise<void> {
  for await (const row of indexRows(source, people)) if (row.person_number !== '') break;
  for await (const row of indexRows(source, documents)) if (row.person_number !== '') break;
}

/** More are like nobody in particular; to judge some of them alone could name the wrong person. */
const maxPeople = 500;

export async function indexedPeopleLike(source: FileSource, asked: { readonly key: string; readonly who: SubjectIdentifiers }, asking: Asking): Promise<readonly PersonRecord[]> {
  const alike: PersonRecord[] = [];
  for await (const row of indexRows(source, people)) {
    asking.signal.throwIfAborted();
    const person = personFrom(row);
    // One row is judged alone first, so that the memory used does not grow with the folder.
    if (judgeMatch(asked.key, asked.who, [person]).found !== 'none') alike.push(person);
    if (alike.length > maxPeople) throw new SystemFault('too-large', 'more people are alike than can be compared');
  }
  return alike;
}

export async function* indexedDocumentsOf(source: FileSource, personReference: string, asking: Asking): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const row of indexRows(source, documents)) {
    if (row.person_number === personReference) yield await documentFrom(source, row, asking);
  }
}

async function* indexRows<Column extends string>(source: FileSource, index: { readonly file: string; readonly columns: readonly Column[] }): AsyncGenerator<IndexRow<Column>, void, undefined> {
  for await (const row of csvTable(decodedText(source.open(index.file)), ',')) {
    const missing = index.columns.find((column) => !(column in row));
    if (missing !== undefined) throw new SystemFault('bad-answer', `an index lacks the column ${missing}`);
    // Every column was just looked for.
    yield Object.fromEntries(index.columns.map((column) => [column, row[column] ?? ''])) as IndexRow<Column>;
  }
}

function personFrom(row: IndexRow<(typeof people.columns)[number]>): PersonRecord {
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

/** A file over the size limit is named, and the others go on. */
async function documentFrom(source: FileSource, row: IndexRow<(typeof documents.columns)[number]>, asking: Asking): Promise<DocumentItem> {
  const byteLength = await source.size(row.file);
  const isTooLarge = byteLength > asking.limits.maxRecordBytes;
  return await withNewContents({
    kind: 'document',
    reference: row.reference,
    collection: row.collection,
    title: row.title,
    heldOn: isDay(row.held_on) ? row.held_on : null,
    mediaType: row.media_type,
    byteLength: isTooLarge ? 0 : byteLength,
    peopleNamed: row.people_named.split(';').flatMap(personNamed),
    ...(isTooLarge ? { unreadable: 'too-large' as const } : {}),
    open: () => (isTooLarge ? nothing() : source.open(row.file)),
  }, asking);
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
