/** An extract: files that a system writes for others to read, one or more for each described table. */
import { SystemFault } from '../connector.ts';
import type { DatabaseDescription, FieldDescription, TableDescription } from '../database-description.ts';
import type { TextRow } from '../read-only-session.ts';
import { csvHeadings, csvTable } from './csv-table.ts';
import { isNameLike } from './file-source.ts';
import type { FileSource, SourceEntry } from './file-source.ts';
import { endingOf } from './media-types.ts';
import { singerColumns, singerRows } from './singer-lines.ts';
import { decodedText } from './text-encoding.ts';

export interface ExtractSettings {
  /** By collection: which names its files have; its own name with any ending where it is not said. */
  readonly files: Readonly<Record<string, { readonly named: string; readonly take: 'all' | 'newest' }>>;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/** The files of one asking, listed once. */
export interface Extract {
  /** The newest first. @throws SystemFault `bad-answer` where a collection has none: no file is not the same as no rows */
  filesOf(table: TableDescription): readonly SourceEntry[];
  /** Days are written `YYYY-MM-DD`, however the file writes them. */
  rowsOf(table: TableDescription): AsyncGenerator<TextRow, void, undefined>;
  columnsOf(table: TableDescription): Promise<readonly string[]>;
}

export async function openExtract(source: FileSource, settings: ExtractSettings): Promise<Extract> {
  const entries = (await source.list('')).filter(({ kind }) => kind === 'file');
  const filesOf = (table: TableDescription): readonly SourceEntry[] => {
    const { named, take } = settings.files[table.name] ?? { named: `${table.name}.*`, take: 'all' };
    const found = entries.filter(({ name }) => isNameLike(name, named)).toSorted((one, other) => other.modifiedAt.getTime() - one.modifiedAt.getTime() || (one.name < other.name ? 1 : -1));
    if (found.length === 0) throw new SystemFault('bad-answer', `the extract has no file of ${table.name}`);
    return take === 'newest' ? found.slice(0, 1) : found;
  };
  const text = ({ path }: SourceEntry): AsyncGenerator<string, void, undefined> => decodedText(source.open(path), settings.encoding);
  return {
    filesOf,
    columnsOf: async (table) => {
      const [newest] = filesOf(table);
      if (newest === undefined) return [];
      return isSinger(newest) ? ((await singerColumns(text(newest))).get(table.name) ?? []) : await csvHeadings(text(newest), settings.delimiter);
    },
    async *rowsOf(table) {
      for (const file of filesOf(table)) {
        const rows = isSinger(file) ? ofStream(singerRows(text(file)), table.name) : withAllColumns(csvTable(text(file), settings.delimiter), table);
        for await (const row of rows) yield withDays(table, row);
      }
    },
  };
}

const singerEndings: ReadonlySet<string> = new Set(['jsonl', 'ndjson', 'singer', 'json']);

function isSinger({ name }: SourceEntry): boolean {
  return singerEndings.has(endingOf(name));
}

async function* ofStream(rows: ReturnType<typeof singerRows>, stream: string): AsyncGenerator<TextRow, void, undefined> {
  for await (const { table, row } of rows) if (table === stream) yield row;
}

/** A described column that is gone would leave its values out of every answer in silence. */
async function* withAllColumns(rows: AsyncIterable<TextRow>, table: TableDescription): AsyncGenerator<TextRow, void, undefined> {
  let isChecked = false;
  for await (const row of rows) {
    const missing = isChecked ? undefined : table.fields.find(({ name, isDecided }) => isDecided !== true && !(name in row));
    if (missing !== undefined) throw new SystemFault('bad-answer', `the extract of ${table.name} lacks the column ${missing.name}`);
    isChecked = true;
    yield row;
  }
}

function withDays({ fields }: TableDescription, row: TextRow): TextRow {
  const days = fields.filter(isDay).flatMap(({ name }) => (row[name] === undefined || row[name] === null ? [] : [[name, asDay(row[name])] as const]));
  return days.length === 0 ? row : { ...row, ...Object.fromEntries(days) };
}

function isDay({ identity, shownAs, isHeldOn }: FieldDescription): boolean {
  return identity === 'date of birth' || shownAs === 'day' || isHeldOn === true;
}

/** `22/11/2026`, `22.11.2026` and `20261122` become `2026-11-22`; whatever else is written stays as it is. */
export function asDay(written: string): string {
  const [, date, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T].*)?$/.exec(written) ?? [];
  if (date !== undefined && month !== undefined && year !== undefined) return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return /^\d{8}$/.test(written) ? `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6)}` : written;
}

/** Columns that nobody described, and described ones that are gone, as `collection.column`. */
export async function driftOf(extract: Extract, { tables }: DatabaseDescription): Promise<{ readonly unknown: readonly string[]; readonly gone: readonly string[] }> {
  const [unknown, gone]: [string[], string[]] = [[], []];
  for (const table of tables) {
    const there = await extract.columnsOf(table);
    const described = table.fields.flatMap(({ name, isDecided }) => (isDecided === true ? [] : [name]));
    unknown.push(...there.filter((column) => !described.includes(column)).map((column) => `${table.name}.${column}`));
    gone.push(...described.filter((column) => !there.includes(column)).map((column) => `${table.name}.${column}`));
  }
  return { unknown, gone };
}
