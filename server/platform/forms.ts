/** Reads what was posted: fields become typed values by one schema, or a list of problems that keeps every word. */

import type { z } from 'zod';
import { InvalidForm } from './errors.ts';

/** What was posted, as text. A field sent once is a string; sent several times, a list. */
export type Posted = Readonly<Record<string, string | readonly string[]>>;

/** How to reach a person safely, as the question of it names the answers: a page that shows them stays open on a screen that others share. */
const onlyTyped = ['email', 'phone', 'post'];

const neverKept = new Set(['_csrf', ...onlyTyped]);

/** Keeps text and lists of text; anything nested or odd is dropped before any schema sees it. */
export function postedFields(body: unknown): Posted {
  if (typeof body !== 'object' || body === null) return {};
  const fields: Record<string, string | readonly string[]> = Object.create(null) as Record<string, string | readonly string[]>;
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') fields[name] = withoutNul(value);
    else if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string')) fields[name] = value.map(withoutNul);
  }
  return fields;
}

/** PostgreSQL takes text with any character but this one. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}

/** What to show again: everything but the token, and what tells where a person is. */
export function keptFields(posted: Posted): Posted {
  return Object.fromEntries(Object.entries(posted).filter(([name]) => !neverKept.has(name)));
}

/** Whether something was sent that is not shown again, so that the person has to be told. */
export function mustTypeAgain(posted: Posted): boolean {
  return onlyTyped.some((name) => textOf(posted, name).trim() !== '');
}

/** One field as text; several values are joined by nothing: the last one counts. */
export function textOf(posted: Posted, name: string): string {
  const value = posted[name];
  if (value === undefined) return '';
  return typeof value === 'string' ? value : (value.at(-1) ?? '');
}

export function listOf(posted: Posted, name: string): readonly string[] {
  const value = posted[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/**
 * The typed form. Messages of the schema are keys of the language files.
 * @throws InvalidForm with one key for each field that has a problem.
 */
export function readForm<T>(schema: z.ZodType<T>, posted: Posted): T {
  const read = schema.safeParse(posted);
  if (read.success) return read.data;
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    problems[field] ??= issue.message;
  }
  throw new InvalidForm(problems);
}
