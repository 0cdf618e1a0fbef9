/** Streams the rows of a CSV index. A cell is text whatever it begins with: nothing is ever evaluated. */
import { parse } from 'csv-parse';
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';
import { documentFile } from './folder-file.ts';

export type CsvRow<Column extends string> = Readonly<Record<Column, string>>;

const maxRowBytes = 256 * 1024;

/** @throws SystemFault `bad-answer` if the file is not CSV or lacks a column */
export async function* csvRows<Column extends string>(
  folder: string,
  index: { readonly file: string; readonly columns: readonly Column[] },
  asking: Asking,
): AsyncGenerator<CsvRow<Column>, void, undefined> {
  const file = await documentFile(folder, index.file);
  const parser = parse({ bom: true, columns: true, skip_empty_lines: true, trim: true, max_record_size: maxRowBytes });
  const source = file.open(asking);
  const feeding = feed(source, parser);
  try {
    for await (const row of parser) yield checkedRow(row, index.columns);
  } catch (cause) {
    // csv-parse quotes the row in its message, which is personal data; only its kind is kept.
    throw cause instanceof SystemFault ? cause : new SystemFault('bad-answer', `${index.file} is not the CSV it should be`);
  } finally {
    parser.destroy();
    await feeding;
  }
}

async function feed(source: AsyncIterable<Uint8Array>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const part of source) {
      if (parser.destroyed) return;
      if (!parser.write(part)) await new Promise<void>((resolve) => void parser.once('drain', resolve).once('close', resolve));
    }
    if (!parser.destroyed) parser.end();
  } catch (fault) {
    parser.destroy(fault instanceof Error ? fault : new SystemFault('unexpected', 'a file could not be read'));
  }
}

function checkedRow<Column extends string>(row: unknown, columns: readonly Column[]): CsvRow<Column> {
  const cells = new Map<string, unknown>(typeof row === 'object' && row !== null ? Object.entries(row) : []);
  const checked: Partial<Record<Column, string>> = {};
  for (const column of columns) {
    const cell = cells.get(column);
    if (typeof cell !== 'string') throw new SystemFault('bad-answer', `an index lacks the column ${column}`);
    checked[column] = cell;
  }
  return checked as CsvRow<Column>;
}
