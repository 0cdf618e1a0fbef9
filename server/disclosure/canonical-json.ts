/** Writes JSON in the one canonical byte form of RFC 8785, so that anyone can compute the same hash. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Keys in order of their UTF-16 code units, no spaces, numbers and strings as ECMAScript writes them.
 *  @throws TypeError for what JSON cannot say: numbers that are not finite, and halves of surrogate pairs. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('canonical JSON has finite numbers alone');
  if (typeof value === 'string') return canonicalText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${canonicalText(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}

function canonicalText(text: string): string {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) throw new TypeError('canonical JSON has whole characters alone');
  return JSON.stringify(text);
}

/** Text in which half a character, as broken records hold them, is replaced by the sign for an unknown one. */
export function wholeCharacters(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
