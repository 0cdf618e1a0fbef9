/** Streams the rows of a CSV file of any delimiter. A cell is text whatever it begins with: nothing is ever evaluated. */
import { parse } from 'csv-parse';
import { SystemFault } from '../connector.ts';
import { maxRowBytes } from './table-row.ts';
import type { TextRow } from '../read-only-session.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleCharacters = 64 * 1024;

/** The rows under their headings. @throws SystemFault `bad-answer` if it is not CSV, or two columns have one heading */
export async function* csvTable(text: AsyncIterable<string>, delimiter?: string): AsyncGenerator<TextRow, void, undefined> {
  const { sample, iterator } = await sampled(text);
  const parser = parse({
    bom: true,
    columns: headingsOf,
    delimiter: delimiter ?? likelyDelimiter(sample),
    skip_empty_lines: true,
    trim: true,
    max_record_size: maxRowBytes,
  });
  const feeding = feed(rest(sample, iterator), parser);
  try {
    for await (const row of parser) yield textRow(row);
  } catch (cause) {
    // csv-parse quotes the row in its message, which is personal data; only its kind is kept.
    throw cause instanceof SystemFault ? cause : new SystemFault('bad-answer', 'a file is not the CSV it should be');
  } finally {
    parser.destroy();
    await feeding;
  }
}

/** The headings alone. */
export async function csvHeadings(text: AsyncIterable<string>, delimiter?: string): Promise<readonly string[]> {
  const { sample, iterator } = await sampled(text);
  await iterator.return?.();
  const found = delimiter ?? likelyDelimiter(sample);
  const parser = parse({ bom: true, delimiter: found, trim: true, to: 1, skip_empty_lines: true, relax_column_count: true, max_record_size: maxRowBytes });
  parser.end(sample);
  try {
    for await (const row of parser) return headingsOf(row);
  } catch {
    throw new SystemFault('bad-answer', 'a file is not the CSV it should be');
  }
  return [];
}

/** The delimiter that stands as often in every whole line of the sample, outside quotes; a comma where none does. */
export function likelyDelimiter(sample: string): string {
  const lines = unquoted(sample).split(/\r\n|\n|\r/).filter((line) => line !== '');
  const whole = lines.length > 2 ? lines.slice(0, -1) : lines;
  const counts = delimiters.map((delimiter) => {
    const perLine = whole.map((line) => line.split(delimiter).length - 1);
    const [inHeading = 0] = perLine;
    const agreeing = perLine.filter((count) => count === inHeading).length / Math.max(1, perLine.length);
    return { delimiter, score: inHeading === 0 ? 0 : agreeing * 1_000 + inHeading };
  });
  return counts.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

/** What is between quotes may hold any delimiter and any line break. */
function unquoted(sample: string): string {
  return sample.replace(/"[^"]*(?:"|$)/g, '');
}

function headingsOf(cells: unknown): string[] {
  const headings = Array.isArray(cells) ? cells.map((cell) => String(cell).trim()) : [];
  if (headings.length === 0 || headings.includes('')) throw new SystemFault('bad-answer', 'a column has no heading');
  if (new Set(headings).size !== headings.length) throw new SystemFault('bad-answer', 'two columns have one heading');
  return headings;
}

function textRow(row: unknown): TextRow {
  const cells = Object.entries(typeof row === 'object' && row !== null ? row : {});
  return Object.fromEntries(cells.map(([heading, cell]) => [heading, typeof cell === 'string' && cell !== '' ? cell : null]));
}

interface Sampled {
  readonly sample: string;
  readonly iterator: AsyncIterator<string>;
}

async function sampled(text: AsyncIterable<string>): Promise<Sampled> {
  const iterator = text[Symbol.asyncIterator]();
  let sample = '';
  while (sample.length < sampleCharacters) {
    const step = await iterator.next();
    if (step.done === true) break;
    sample += step.value;
  }
  return { sample, iterator };
}

async function* rest(sample: string, iterator: AsyncIterator<string>): AsyncGenerator<string, void, undefined> {
  try {
    yield sample;
    for (;;) {
      const step = await iterator.next();
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function feed(text: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const part of text) {
      if (parser.destroyed) return;
      if (!parser.write(part)) await new Promise<void>((resolve) => void parser.once('drain', resolve).once('close', resolve));
    }
    if (!parser.destroyed) parser.end();
  } catch (fault) {
    parser.destroy(fault instanceof Error ? fault : new SystemFault('unexpected', 'a file could not be read'));
  }
}
