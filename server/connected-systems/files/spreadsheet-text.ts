/** The words of a spreadsheet, sheet by sheet and row by row: what its cells show, never what they would compute. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { SystemFault } from '../connector.ts';
import { readWhole } from './read-whole.ts';
import { unpackingBudget } from './unpacking-limits.ts';
import { openZip } from './zip-archive.ts';
import type { ZipEntry } from './zip-archive.ts';

/** One sheet; a cell that is empty is an empty text. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** An element with what stands in it, in order; text stands under `#text`. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

const maxPartBytes = 24 * 1024 * 1024;
const maxCells = 500_000;
const maxCharacters = 20_000_000;

/** Counts cells over all sheets, empty ones and what stands in them too: neither a row nor a long text that claims to repeat a million times is read. */
export interface CellCount {
  left: number;
  charactersLeft: number;
}

export function cellCount(): CellCount {
  return { left: maxCells, charactersLeft: maxCharacters };
}

/** Before they are made. @throws SystemFault `too-large` */
export function countCells(count: CellCount, cells: number, charactersInEach = 0): void {
  count.left -= cells;
  count.charactersLeft -= cells * charactersInEach;
  if (count.left < 0 || count.charactersLeft < 0) throw new SystemFault('too-large', 'a spreadsheet holds more than is read');
}

/** The parts of a spreadsheet that is a ZIP archive of XML. @throws SystemFault */
export async function spreadsheetParts(bytes: Uint8Array): Promise<ReadonlyMap<string, ZipEntry>> {
  const zip = await openZip(bytes, unpackingBudget());
  if (!zip.opened) throw new SystemFault(zip.why === 'too-large' ? 'too-large' : 'bad-answer', 'a spreadsheet cannot be opened');
  return new Map(zip.entries.map((entry) => [entry.name, entry]));
}

/** Null where the archive has no such part. @throws SystemFault `bad-answer` for XML that declares entities */
export async function xmlPart(parts: ReadonlyMap<string, ZipEntry>, name: string): Promise<readonly XmlNode[] | null> {
  const entry = parts.get(name);
  if (entry === undefined) return null;
  if (entry.unreadable !== null) throw new SystemFault(entry.unreadable === 'too-large' ? 'too-large' : 'bad-answer', 'a part of a spreadsheet cannot be opened');
  const text = new TextDecoder('utf-8').decode(await readWhole(entry.open(), maxPartBytes));
  // Neither format has a document type; whoever writes one wants entities to be expanded.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new SystemFault('bad-answer', 'a part of a spreadsheet declares entities');
  return nodesOf(parser.parse(text) as unknown);
}

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: true, ignoreDeclaration: true, ignorePiTags: true });

const rawNode = z.record(z.string(), z.unknown());
const rawNodes = z.array(rawNode);
const rawAttributes = z.record(z.string(), z.coerce.string());

function nodesOf(raw: unknown): readonly XmlNode[] {
  return rawNodes.parse(raw).map((node) => {
    const [name = ''] = Object.keys(node).filter((key) => key !== ':@');
    if (name === '#text') return { name, attributes: {}, children: [], text: z.coerce.string().parse(node[name]) };
    return { name, attributes: rawAttributes.parse(node[':@'] ?? {}), children: nodesOf(node[name]), text: '' };
  });
}

export function childrenNamed(node: Pick<XmlNode, 'children'>, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === name);
}

export function textWithin(node: Pick<XmlNode, 'children' | 'text'>): string {
  return node.text + node.children.map(textWithin).join('');
}

/** Sheet by sheet; under each, its rows as `heading: cell`, which read well aloud and never begin with a formula. @throws SystemFault `too-large` */
export function textOfSheets(sheets: readonly Sheet[]): string {
  const count = cellCount();
  return sheets.map(({ name, isHidden, rows }) => [`Sheet: ${name}${isHidden ? ' (hidden)' : ''}`, ...rowTexts(rows, count)].join('\n\n')).join('\n\n');
}

/** A long heading is said again in every row: what comes of it is counted. */
function rowTexts(rows: readonly (readonly string[])[], count: CellCount): readonly string[] {
  const [headings = [], ...records] = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (records.length === 0) return headings.filter((cell) => cell.trim() !== '').map((cell, at) => `Column ${at + 1}: ${cell}`);
  return records.map((cells) => cells.flatMap((cell, at) => {
    if (cell.trim() === '') return [];
    const heading = (headings[at] ?? '').trim() || `Column ${at + 1}`;
    countCells(count, 1, heading.length + cell.length);
    return [`${heading}: ${cell}`];
  }).join('\n'));
}
