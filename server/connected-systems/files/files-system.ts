/** A connected system whose content is files: an extract, documents by person, or documents with an index, wherever they lie. */
import { join } from 'node:path';
import type { ConnectedSystem, Drift, FindResult, Freshness, HoldingPart, Item, SubjectIdentifiers, SystemDescription } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { withColumns, type DatabaseDescription } from '../database-description.ts';
import { judgeMatch } from '../matching/judge-match.ts';
import type { DocumentsSettings } from './documents-by-number.ts';
import { documentsOf, isNumberThere } from './documents-by-number.ts';
import { checkIndexes, indexedDocumentsOf, indexedPeopleLike } from './documents-with-index.ts';
import { canBeAsked } from './extract-people.ts';
import { driftOf, openExtract } from './extract.ts';
import type { ExtractSettings } from './extract.ts';
import { walkExtract } from './extract-walk.ts';
import { withSource } from './file-source.ts';
import type { FileSource, OpenSource } from './file-source.ts';
import { findInExtract } from './people-index.ts';

export interface FilesLayout {
  readonly isIndexed: boolean;
  readonly extract: { readonly settings: ExtractSettings; readonly database: DatabaseDescription } | null;
  readonly documents: DocumentsSettings | null;
  readonly expectedEveryDays: number | null;
}

export interface FilesSystem {
  readonly description: SystemDescription;
  readonly layout: FilesLayout;
  readonly openSource: OpenSource;
  /** Where the index of a large extract is kept; without one, it is read through. */
  readonly indexesFolder?: string;
  readonly suspended?: { readonly sinceOn: string };
}

/** Files are read where they lie and never written. */
export function filesSystem(settings: FilesSystem): ConnectedSystem {
  const { description, layout, openSource } = settings;
  const { extract, expectedEveryDays } = layout;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => await withSource(openSource, asking, async (source) => await find(settings, { source, who }, asking)),
    fetch: (personReference, part, asking) => fetchFrom(settings, { personReference, part }, asking),
    check: async (asking) => await withSource(openSource, asking, async (source) => await check(settings, source)),
    ...(extract === null ? {} : {
      drift: async (asking): Promise<Drift> => await withSource(openSource, asking, async (source) => await driftOf(await openExtract(source, extract.settings), extract.database)),
      including: (columns) => filesSystem({ ...settings, layout: { ...layout, extract: { ...extract, database: withColumns(extract.database, columns) } } }),
    }),
    ...(extract === null || expectedEveryDays === null ? {} : {
      freshness: async (asking): Promise<Freshness> => await withSource(openSource, asking, async (source) => await freshnessOf(source, { extract, expectedEveryDays })),
    }),
  };
}

interface Looking {
  readonly source: FileSource;
  readonly who: SubjectIdentifiers;
}

async function find({ description, layout, openSource, indexesFolder }: FilesSystem, { source, who }: Looking, asking: Asking): Promise<FindResult> {
  const { key } = description;
  if (layout.isIndexed) return judgeMatch(key, who, await indexedPeopleLike(source, { key, who }, asking));
  if (layout.extract !== null) {
    const { settings, database } = layout.extract;
    const indexed = { openSource, settings, indexFolder: indexesFolder === undefined ? null : join(indexesFolder, key) };
    const search = { database, systemKey: key, who };
    if (!canBeAsked(search)) return { found: 'identifier not supported' };
    return judgeMatch(key, who, await findInExtract(await openExtract(source, settings), search, indexed));
  }
  const number = who.systemPersonNumbers[key];
  // Folders know numbers alone: without one nobody can be looked for, and with one an officer decides.
  if (number === undefined || layout.documents === null) return { found: 'identifier not supported' };
  const isThere = await isNumberThere(source, layout.documents, number);
  return judgeMatch(key, who, isThere ? [{ reference: number, names: [], dateOfBirth: null, addresses: [] }] : []);
}

interface Wanted {
  readonly personReference: string;
  readonly part: HoldingPart;
}

async function* fetchFrom({ layout, openSource }: FilesSystem, { personReference, part }: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  // For a live view of records no document is looked at.
  if (part === 'records' && layout.extract === null) return;
  const source = await openSource(asking);
  try {
    if (layout.isIndexed) yield* indexedDocumentsOf(source, personReference, asking);
    if (layout.extract !== null) yield* walkExtract(await openExtract(source, layout.extract.settings), { database: layout.extract.database, personReference });
    if (layout.documents !== null && part === 'everything') yield* documentsOf(source, { ...layout.documents, number: personReference }, asking);
  } finally {
    await source.close();
  }
}

async function check({ layout }: FilesSystem, source: FileSource): Promise<void> {
  if (layout.isIndexed) await checkIndexes(source);
  if (layout.extract !== null) {
    const extract = await openExtract(source, layout.extract.settings);
    for (const table of layout.extract.database.tables) for await (const row of extract.rowsOf(table)) if (Object.keys(row).length > 0) break;
  }
  if (layout.documents !== null) await source.list(layout.documents.folder);
}

/** The collection that is oldest decides: half an extract is an old extract. */
async function freshnessOf(source: FileSource, { extract, expectedEveryDays }: { readonly extract: NonNullable<FilesLayout['extract']>; readonly expectedEveryDays: number }): Promise<Freshness> {
  const opened = await openExtract(source, extract.settings);
  const newest = extract.database.tables.flatMap((table) => opened.filesOf(table).slice(0, 1)).map(({ modifiedAt }) => modifiedAt.getTime());
  return { writtenAt: new Date(Math.min(...newest)), expectedEveryDays };
}
