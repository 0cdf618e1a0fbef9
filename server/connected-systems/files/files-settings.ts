/** What a connection says of files, wherever they lie: which layout they have, and how they are written. */
import { z } from 'zod';
import type { ConnectionContext } from '../connections/connector-kind.ts';
import type { FilesLayout } from './files-system.ts';
import { isEncoding } from './text-encoding.ts';

const pattern = z.string().min(1).regex(/^[^/\\]+$/, 'a pattern names files, not folders');
const files = z.union([
  pattern.transform((named) => ({ named, take: 'all' as const })),
  z.strictObject({ named: pattern, take: z.enum(['all', 'newest']).default('all') }),
]);

/** Part of the settings of both kinds. */
export const layoutSettings = {
  /** The described tables as CSV files or Singer lines. */
  extract: z.strictObject({
    files: z.record(z.string(), files).default({}),
    delimiter: z.string().length(1).optional(),
    encoding: z.string().refine(isEncoding, 'an encoding is named as utf-8 or windows-1252').optional(),
  }).optional(),
  /** One folder for each person, called after the system's own number. */
  documents: z.strictObject({ folder: z.string().default(''), collection: z.string().min(1) }).optional(),
  /** Two CSV files, people.csv and documents.csv, say who there is and which document is about whom. */
  index: z.literal(true).optional(),
  /** An extract older than this is said to be. */
  expected_every_days: z.number().int().positive().optional(),
};

type LayoutSettings = z.infer<z.ZodObject<typeof layoutSettings>>;

/** @throws RangeError naming what does not fit together */
export function layoutFrom({ extract, documents, index, expected_every_days: expectedEveryDays }: LayoutSettings, { description, tables }: ConnectionContext): FilesLayout {
  if (extract === undefined && documents === undefined && index === undefined) throw new RangeError('the files need a layout: extract, documents or index');
  if (index !== undefined && (extract !== undefined || documents !== undefined)) throw new RangeError('files with an index have no other layout');
  if (extract !== undefined && tables === null) throw new RangeError('an extract needs its tables described');
  const unknown = Object.keys(extract?.files ?? {}).find((name) => tables?.tables.every((table) => table.name !== name));
  if (unknown !== undefined) throw new RangeError(`there is no collection called ${unknown}`);
  const keyless = extract === undefined ? undefined : tables?.tables.find(({ shownUnder, fields }) => shownUnder !== undefined && !fields.some(({ isPrimaryKey }) => isPrimaryKey === true));
  if (keyless !== undefined) throw new RangeError(`${keyless.name} needs a primary key, so that a row can be told from another`);
  if (documents !== undefined && description.collections.every(({ key }) => key !== documents.collection)) throw new RangeError(`there is no part called ${documents.collection}`);
  return {
    isIndexed: index === true,
    extract: extract === undefined || tables === null ? null : { settings: plainExtract(extract), database: tables },
    documents: documents ?? null,
    expectedEveryDays: expectedEveryDays ?? null,
  };
}

function plainExtract({ files: named, delimiter, encoding }: NonNullable<LayoutSettings['extract']>) {
  return { files: named, ...(delimiter === undefined ? {} : { delimiter }), ...(encoding === undefined ? {} : { encoding }) };
}
