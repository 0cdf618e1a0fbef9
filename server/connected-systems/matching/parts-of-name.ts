/** Takes a name that stands in one field apart, as far as it says where its family name is. */
import type { PersonName } from '../connector.ts';

/** “Family, Given” by its comma; otherwise the last word is taken for the family name, and comparing tries both ways round. */
export function partsOfName(name: string): PersonName {
  const comma = name.indexOf(',');
  if (comma !== -1) return { given: name.slice(comma + 1).trim(), family: name.slice(0, comma).trim() };
  const words = name.trim().split(/\s+/);
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
}
