/** Reads one line of a file of JSON lines, and says in a sentence which line cannot be read. */

import type { z } from 'zod';

/** @throws Error naming the line, and the field where it has one; never the content, which may be about somebody. */
export function readJsonLine<T>(line: string, { schema, lineNumber }: { readonly schema: z.ZodType<T>; readonly lineNumber: number }): T {
  const read = schema.safeParse(jsonOf(line, lineNumber));
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  const what = field === '' ? 'it is not one JSON object' : `${field} is missing or of the wrong kind`;
  throw new Error(`Line ${String(lineNumber)} cannot be read: ${what}.`, { cause: read.error });
}

function jsonOf(line: string, lineNumber: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`Line ${String(lineNumber)} is not JSON.`, { cause });
  }
}
