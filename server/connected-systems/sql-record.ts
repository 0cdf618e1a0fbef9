/** Turns one row of a described table into an item. */
import type { PersonNamed, RecordField, RecordItem } from './connector.ts';
import type { FieldDescription, TableDescription } from './database-description.ts';
import type { TextRow } from './read-only-session.ts';

/** The row as a resident may read it: labelled fields alone, empty ones left out. */
export function recordFrom(table: TableDescription, collection: string, row: TextRow): RecordItem {
  const keys = table.fields.filter(({ isPrimaryKey }) => isPrimaryKey === true).map(({ name }) => row[name] ?? '');
  const heldOnField = table.fields.find(({ isHeldOn }) => isHeldOn === true);
  return {
    kind: 'record',
    reference: `${table.name}/${keys.join('/')}`,
    collection,
    title: table.title ?? table.name,
    heldOn: heldOnField === undefined ? null : (row[heldOnField.name]?.slice(0, 10) ?? null),
    fields: table.fields.flatMap((field) => shownField(field, row)),
    peopleNamed: table.fields.flatMap((field) => personIn(field, row)),
    attachments: [],
  };
}

function shownField(field: FieldDescription, row: TextRow): readonly RecordField[] {
  const value = row[field.name] ?? '';
  if (field.label === undefined || value === '') return [];
  return [{ label: field.label, value: shownValue(field, value) }];
}

function shownValue(field: FieldDescription, value: string): string {
  if (field.shownAs === 'pounds') return `£${value.replace(/\B(?=(\d{3})+(?=\.|$))/g, ',')}`;
  return field.shownAs === 'day' ? dayInWords(value.slice(0, 10)) : value;
}

function dayInWords(day: string): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return words.format(new Date(`${day}T00:00:00Z`));
}

function personIn(field: FieldDescription, row: TextRow): readonly PersonNamed[] {
  const name = row[field.name] ?? '';
  if (field.named === undefined || name === '') return [];
  const { role, relationField } = field.named;
  const relation = relationField === undefined ? null : row[relationField];
  return [{ name, role, ...(typeof relation === 'string' ? { relation } : {}) }];
}
