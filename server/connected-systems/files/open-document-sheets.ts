/** Reads the sheets of an OpenDocument spreadsheet (ODS). */
import { SystemFault } from '../connector.ts';
import { cellCount, childrenNamed, countCells, spreadsheetParts, textWithin, xmlPart } from './spreadsheet-text.ts';
import type { CellCount, Sheet, XmlNode } from './spreadsheet-text.ts';

/** @throws SystemFault */
export async function openDocumentSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const root = (await xmlPart(await spreadsheetParts(bytes), 'content.xml'))?.find(({ name }) => name === 'office:document-content');
  const body = root === undefined ? [] : childrenNamed(root, 'office:body').flatMap((each) => childrenNamed(each, 'office:spreadsheet'));
  if (body.length === 0) throw new SystemFault('bad-answer', 'a file is not an OpenDocument spreadsheet');
  const hidden = hiddenStyles(root);
  const count = cellCount();
  return body.flatMap((each) => childrenNamed(each, 'table:table')).map((table) => ({
    name: table.attributes['table:name'] ?? '',
    isHidden: hidden.has(table.attributes['table:style-name'] ?? ''),
    rows: rowsWithin(table).flatMap((row) => repeatedRows(row, count)),
  }));
}

function hiddenStyles(root: XmlNode | undefined): ReadonlySet<string> {
  const styles = root === undefined ? [] : childrenNamed(root, 'office:automatic-styles').flatMap((each) => childrenNamed(each, 'style:style'));
  const hidden = styles.filter((style) => childrenNamed(style, 'style:table-properties').some(({ attributes }) => attributes['table:display'] === 'false'));
  return new Set(hidden.map(({ attributes }) => attributes['style:name'] ?? ''));
}

const groups: ReadonlySet<string> = new Set(['table:table-row-group', 'table:table-header-rows', 'table:table-rows']);

function rowsWithin(node: XmlNode): readonly XmlNode[] {
  return node.children.flatMap((child) => (child.name === 'table:table-row' ? [child] : groups.has(child.name) ? rowsWithin(child) : []));
}

/** The last row of a sheet often repeats a million times and is empty: an empty row is given once. */
function repeatedRows(row: XmlNode, count: CellCount): readonly (readonly string[])[] {
  const cells = row.children.flatMap((cell) => repeatedCells(cell, count));
  while (cells.at(-1) === '') cells.pop();
  const times = cells.length === 0 ? 1 : timesOf(row, 'table:number-rows-repeated');
  countCells(count, times - 1, cells.reduce((characters, cell) => characters + cell.length, 0));
  countCells(count, (cells.length - 1) * (times - 1));
  return Array.from({ length: times }, () => cells);
}

function repeatedCells(cell: XmlNode, count: CellCount): readonly string[] {
  if (cell.name !== 'table:table-cell' && cell.name !== 'table:covered-table-cell') return [];
  const text = childrenNamed(cell, 'text:p').map(paragraph).join('\n');
  const times = timesOf(cell, 'table:number-columns-repeated');
  // The empty columns to the right of the last word are thousands; a few hundred keep their places.
  const kept = text === '' ? Math.min(times, 300) : times;
  countCells(count, kept, text.length);
  return Array.from({ length: kept }, () => text);
}

function paragraph(node: XmlNode): string {
  return node.children.map((child) => (child.name === 'text:s' ? ' '.repeat(Math.min(100, timesOf(child, 'text:c'))) : child.name === 'text:tab' ? '\t' : child.name === 'text:line-break' ? '\n' : child.name === '#text' ? child.text : paragraph(child))).join('') || textWithin(node);
}

function timesOf(node: XmlNode, attribute: string): number {
  const times = Number(node.attributes[attribute] ?? '1');
  return Number.isInteger(times) && times > 0 ? times : 1;
}
