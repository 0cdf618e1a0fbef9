/** Writes the questions of matching as filters of LDAP; values are encoded by the library and are never part of a filter's text. */
import { AndFilter, EqualityFilter, OrFilter, SubstringFilter } from 'ldapts';
import type { Filter } from 'ldapts';
import { fieldFor } from '../database-description.ts';
import type { TableDescription } from '../database-description.ts';
import type { Block, Criterion } from '../matching/blocks.ts';

/** Null where the directory keeps nothing that any of the questions asks about. */
export function filterFor(table: TableDescription, blocks: readonly Block[]): Filter | null {
  const asked = blocks.flatMap(({ all }) => {
    const criteria = all.map((criterion) => criterionFilter(table, criterion));
    const known = criteria.filter((filter) => filter !== null);
    return known.length === criteria.length && known.length > 0 ? [allOf(known)] : [];
  });
  return asked.length === 0 ? null : anyOf(asked);
}

/** Everybody with this value. */
export function equals(attribute: string, value: string): Filter {
  return new EqualityFilter({ attribute, value });
}

export function allOf(filters: readonly Filter[]): Filter {
  const [only] = filters;
  return only !== undefined && filters.length === 1 ? only : new AndFilter({ filters: [...filters] });
}

function anyOf(filters: readonly Filter[]): Filter {
  const [only] = filters;
  return only !== undefined && filters.length === 1 ? only : new OrFilter({ filters: [...filters] });
}

/** The directory's own rules decide whether case counts; for names they leave it out. */
function criterionFilter(table: TableDescription, { identity, compare, anyOf: values }: Criterion): Filter | null {
  const attribute = fieldFor(table, identity)?.name;
  if (attribute === undefined || values.length === 0) return null;
  if (compare === 'prefix') return anyOf(values.map((initial) => new SubstringFilter({ attribute, initial })));
  const written = identity === 'date of birth' ? values.flatMap((day) => [day, day.replaceAll('-', '')]) : values;
  return anyOf(written.map((value) => equals(attribute, value)));
}
