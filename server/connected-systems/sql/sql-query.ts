/** A statement whose values travel beside it, never inside. */
import { SystemFault } from '../connector.ts';

/** A list is one value where a database takes lists. */
export type SqlValue = string | readonly string[];

export interface SqlQuery {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Keeps a value for the statement that is being written and gives its placeholder. */
export type Bind = (value: SqlValue) => string;

/** Writes one statement. Values have to be bound in the order in which their placeholders stand: some databases only count. */
export function writeQuery(placeholder: (at: number) => string, write: (bind: Bind) => string): SqlQuery {
  const values: SqlValue[] = [];
  const text = write((value) => placeholder(values.push(value)));
  return { text, values };
}

/** `x in (?, ?)`, for databases that take no lists. Nothing is in an empty list. */
export function inList(column: string, values: readonly string[], bind: Bind): string {
  return values.length === 0 ? '1 = 0' : `${column} in (${values.map((value) => bind(value)).join(', ')})`;
}

/** `(x like ? escape '!' or …)`. `special` are the characters that mean something in a pattern, beside the escape itself. */
export function likeAnyOf(column: string, { beginnings, special }: { readonly beginnings: readonly string[]; readonly special: RegExp }, bind: Bind): string {
  const patterns = beginnings.map((beginning) => `${beginning.replace(/!/g, '!!').replace(special, '!$&')}%`);
  return patterns.length === 0 ? '1 = 0' : `(${patterns.map((pattern) => `${column} like ${bind(pattern)} escape '!'`).join(' or ')})`;
}

/** A name between quotes that are doubled within it. @throws SystemFault for a name that no table has */
export function quoted(name: string, open: string, close = open): string {
  if (name === '' || name.includes('\0')) throw new SystemFault('bad-answer', 'a name that no table or column has');
  return `${open}${name.replaceAll(close, close + close)}${close}`;
}
