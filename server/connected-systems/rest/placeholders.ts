/** Puts values into the `<placeholders>` of a request, so that no value can say more than itself. */
import { SystemFault } from '../connector.ts';

export type Values = Readonly<Record<string, string>>;

/** `<name>`, or `<name?>` where nothing may stand. Names of settings and of values alike. */
const placeholder = /<([A-Za-z_][\w.-]*)(\?)?>/g;

export function placeholdersIn(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].flatMap(([, name = '', mayBeMissing]) => (mayBeMissing === undefined ? [name] : []));
}

/** The text with every value as it is; for what the council wrote itself, such as its own host. @throws SystemFault for a missing value */
export function filled(template: string, values: Values): string {
  return template.replace(placeholder, (_, name: string, mayBeMissing?: string) => valueOf(values, name, mayBeMissing !== undefined));
}

/** A path in which a value is always one segment, or part of one. @throws SystemFault */
export function filledPath(template: string, values: Values): string {
  const path = template.replace(placeholder, (_, name: string, mayBeMissing?: string) => encodeURIComponent(valueOf(values, name, mayBeMissing !== undefined)));
  // Encoding leaves dots as they are, and two of them are a way out of the folder.
  if (path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) throw new SystemFault('bad-answer', 'a value would lead out of its path');
  return path;
}

/** A header, which takes printable ASCII alone. @throws SystemFault */
export function filledHeader(template: string, values: Values): string {
  const header = filled(template, values);
  if (/[^\x20-\x7e]/.test(header)) throw new SystemFault('bad-answer', 'a value cannot be written in a header');
  return header;
}

/** A JSON body: a value between quotation marks is escaped; one that stands alone becomes a JSON string. @throws SystemFault */
export function filledJson(template: string, values: Values): string {
  let json = '';
  let read = 0;
  for (const found of template.matchAll(placeholder)) {
    const [whole, name = '', mayBeMissing] = found;
    const written = JSON.stringify(valueOf(values, name, mayBeMissing !== undefined));
    json += template.slice(read, found.index) + (isWithinQuotes(template, found.index) ? written.slice(1, -1) : written);
    read = found.index + whole.length;
  }
  return json + template.slice(read);
}

function isWithinQuotes(template: string, offset: number): boolean {
  const before = template.slice(0, offset).replaceAll(/\\./g, '');
  return before.split('"').length % 2 === 0;
}

function valueOf(values: Values, name: string, mayBeMissing: boolean): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined && !mayBeMissing) throw new SystemFault('unexpected', 'a placeholder has no value');
  return value ?? '';
}
