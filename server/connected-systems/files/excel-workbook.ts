/** Reads the sheets of an Excel workbook (XLSX). */
import { SystemFault } from '../connector.ts';
import { cellCount, childrenNamed, countCells, spreadsheetParts, textWithin, xmlPart } from './spreadsheet-text.ts';
import type { CellCount, Sheet, XmlNode } from './spreadsheet-text.ts';
import type { ZipEntry } from './zip-archive.ts';

type Parts = ReadonlyMap<string, ZipEntry>;

/** @throws SystemFault */
export async function excelSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const parts = await spreadsheetParts(bytes);
  const workbook = await rootOf(parts, 'xl/workbook.xml', 'workbook');
  if (workbook === null) throw new SystemFault('bad-answer', 'a workbook has no list of its sheets');
  const targets = await targetsOf(parts);
  const book: Book = { texts: await sharedTexts(parts), dateStyles: await dateStylesOf(parts), count: cellCount() };
  const sheets: Sheet[] = [];
  for (const listed of childrenNamed(childrenNamed(workbook, 'sheets')[0] ?? workbook, 'sheet')) {
    const sheet = await rootOf(parts, targets.get(listed.attributes['r:id'] ?? '') ?? '', 'worksheet');
    // A chart sheet has no cells; a sheet whose part is missing is a broken workbook.
    sheets.push({ name: listed.attributes['name'] ?? '', isHidden: (listed.attributes['state'] ?? 'visible') !== 'visible', rows: sheet === null ? [] : rowsOf(sheet, book) });
  }
  return sheets;
}

interface Book {
  readonly texts: readonly string[];
  /** Numbers of the cell styles that show a number as a day. */
  readonly dateStyles: ReadonlySet<string>;
  readonly count: CellCount;
}

async function rootOf(parts: Parts, name: string, element: string): Promise<XmlNode | null> {
  return (await xmlPart(parts, name))?.find((node) => node.name === element) ?? null;
}

async function targetsOf(parts: Parts): Promise<ReadonlyMap<string, string>> {
  const root = await rootOf(parts, 'xl/_rels/workbook.xml.rels', 'Relationships');
  const related = root === null ? [] : childrenNamed(root, 'Relationship');
  return new Map(related.map(({ attributes }) => [attributes['Id'] ?? '', partName(attributes['Target'] ?? '')]));
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function sharedTexts(parts: Parts): Promise<readonly string[]> {
  const root = await rootOf(parts, 'xl/sharedStrings.xml', 'sst');
  return root === null ? [] : childrenNamed(root, 'si').map(richText);
}

/** How a word is pronounced in Japanese is no part of it. */
function richText(node: XmlNode): string {
  return node.children.filter(({ name }) => name === 't' || name === 'r').map((child) => (child.name === 't' ? textWithin(child) : childrenNamed(child, 't').map(textWithin).join(''))).join('');
}

const builtInDates: ReadonlySet<number> = new Set([14, 15, 16, 17, 22]);

async function dateStylesOf(parts: Parts): Promise<ReadonlySet<string>> {
  const root = await rootOf(parts, 'xl/styles.xml', 'styleSheet');
  if (root === null) return new Set();
  const formats = new Map(childrenNamed(childrenNamed(root, 'numFmts')[0] ?? root, 'numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode'] ?? '']));
  const styles = childrenNamed(childrenNamed(root, 'cellXfs')[0] ?? root, 'xf').map(({ attributes }) => attributes['numFmtId'] ?? '0');
  return new Set(styles.flatMap((format, at) => (builtInDates.has(Number(format)) || isDateFormat(formats.get(format)) ? [String(at)] : [])));
}

function isDateFormat(code = ''): boolean {
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

function rowsOf(sheet: XmlNode, book: Book): readonly (readonly string[])[] {
  return childrenNamed(sheet, 'sheetData').flatMap((data) => childrenNamed(data, 'row')).map((row) => {
    const cells: string[] = [];
    for (const cell of childrenNamed(row, 'c')) {
      const at = columnOf(cell.attributes['r']) ?? cells.length;
      const text = shown(cell, book);
      countCells(book.count, 1, text.length);
      countCells(book.count, Math.max(0, at - cells.length));
      while (cells.length < at) cells.push('');
      cells[at] = text;
    }
    return cells;
  });
}

/** `AB12` is the twenty-eighth column, 27 counted from nought. Excel ends at 16,384. */
function columnOf(reference = ''): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  const column = [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return Math.min(column, 16_383);
}

/** What the cell showed when it was saved; the formula behind it is left where it is. */
function shown(cell: XmlNode, { texts, dateStyles }: Book): string {
  const value = childrenNamed(cell, 'v').map(textWithin).join('');
  switch (cell.attributes['t']) {
    case 's':
      return texts[Number(value)] ?? '';
    case 'inlineStr':
      return childrenNamed(cell, 'is').map(richText).join('');
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return dateStyles.has(cell.attributes['s'] ?? '') ? dayOf(value) : value;
  }
}

/** Days since the last of 1899, as Excel counts them. */
function dayOf(value: string): string {
  const days = Number(value);
  if (value === '' || !Number.isFinite(days) || days < 61 || days > 2_958_465) return value;
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(days) * 86_400_000).toISOString().slice(0, 10);
}
