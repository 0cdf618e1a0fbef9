/** Streams the rows of a file of Singer messages: one JSON message a line, each row under a schema said before it. */
import { z } from 'zod';
import { SystemFault } from '../connector.ts';
import { maxRowBytes, type TableRow } from './table-row.ts';

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('SCHEMA'), stream: z.string().min(1), schema: z.object({ properties: z.record(z.string(), z.unknown()).default({}) }) }),
  z.object({ type: z.literal('RECORD'), stream: z.string().min(1), record: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('STATE') }),
  z.object({ type: z.literal('ACTIVATE_VERSION') }),
]);

type Message = z.infer<typeof message>;

/** The rows with the name of their stream. @throws SystemFault `bad-answer` for a line that is no message, or a row without a schema */
export async function* singerRows(text: AsyncIterable<string>): AsyncGenerator<TableRow, void, undefined> {
  const known = new Set<string>();
  for await (const said of messages(text)) {
    if (said.type === 'SCHEMA') known.add(said.stream);
    if (said.type !== 'RECORD') continue;
    if (!known.has(said.stream)) throw new SystemFault('bad-answer', 'a row came before the schema of its stream');
    yield { table: said.stream, row: Object.fromEntries(Object.entries(said.record).map(([field, value]) => [field, textOf(value)])) };
  }
}

/** The fields that the schemas name, by stream. */
export async function singerColumns(text: AsyncIterable<string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = new Map<string, readonly string[]>();
  for await (const said of messages(text)) if (said.type === 'SCHEMA') columns.set(said.stream, Object.keys(said.schema.properties));
  return columns;
}

async function* messages(text: AsyncIterable<string>): AsyncGenerator<Message, void, undefined> {
  for await (const line of lines(text)) {
    const said = message.safeParse(parsed(line));
    // A message of another kind may say that rows lie elsewhere: leaving it out would leave them out.
    if (!said.success) throw new SystemFault('bad-answer', 'a line is not one of the Singer messages that are read');
    yield said.data;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function* lines(text: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let pending = '';
  for await (const part of text) {
    const found = (pending + part).split('\n');
    pending = found.pop() ?? '';
    for (const line of found) if (line.trim() !== '') yield line;
    if (pending.length > maxRowBytes) throw new SystemFault('too-large', 'a row passed the size limit');
  }
  if (pending.trim() !== '') yield pending;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
