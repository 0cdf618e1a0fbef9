/** Holds the fonts of a document: read once, rewritten once, with only the codes still in use explained. */
import { PDFDict, PDFName, PDFNumber, PDFString, type PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { copyKeys } from './copy-plain.ts';
import { readFont, unknownText, type FontReading } from './fonts.ts';
import { arrayEntry, decodedBytes, dictEntry, entry, nameEntry, numberEntry, resolve, streamEntry } from './pdf-objects.ts';
import { writeToUnicode } from './to-unicode.ts';
import type { FontShelf } from './walk.ts';

const descriptorKeys = [
  'Type', 'FontName', 'Flags', 'FontBBox', 'ItalicAngle', 'Ascent', 'Descent', 'Leading', 'CapHeight', 'XHeight', 'StemV', 'StemH', 'AvgWidth', 'MaxWidth',
  'MissingWidth', 'FontWeight',
];

export interface DocumentFonts extends FontShelf {
  /** The new font's reference; `code` is counted as still in use. */
  readonly use: (font: FontReading, code: number) => PDFRef;
  /** Writes every font used. To be called once, after the last page. */
  readonly finish: () => void;
}

export function documentFonts(from: PDFContext, to: PDFContext): DocumentFonts {
  const readings = new Map<PDFObject, FontReading | null>();
  const used = new Map<FontReading, { readonly ref: PDFRef; readonly codes: Set<number> }>();
  return {
    reading: (object) => {
      const dict = resolve(from, object);
      if (!(dict instanceof PDFDict)) return null;
      let reading = readings.get(dict);
      if (reading === undefined) {
        reading = readFont(dict);
        readings.set(dict, reading);
      }
      return reading;
    },
    use: (font, code) => {
      let held = used.get(font);
      if (held === undefined) {
        held = { ref: to.nextRef(), codes: new Set() };
        used.set(font, held);
      }
      held.codes.add(code);
      return held.ref;
    },
    finish: () => {
      for (const [font, { ref, codes }] of used) to.assign(ref, writeFont(to, font, codes));
    },
  };
}

function writeFont(to: PDFContext, font: FontReading, codes: ReadonlySet<number>): PDFDict {
  const from = font.source.context;
  const copy = copyKeys({ from, to }, font.source, ['Type', 'Subtype', 'BaseFont', 'FirstChar', 'LastChar', 'Widths']);
  if (font.codeBytes === 1) keepUsedWidths(to, copy, codes);
  const encoding = copyEncoding(to, font.source, codes);
  if (encoding !== null) copy.set(PDFName.of('Encoding'), encoding);
  const descriptor = copyDescriptor(to, dictEntry(font.source, 'FontDescriptor'));
  if (descriptor !== null) copy.set(PDFName.of('FontDescriptor'), descriptor);
  const descendant = arrayEntry(font.source, 'DescendantFonts')[0];
  if (descendant instanceof PDFDict) copy.set(PDFName.of('DescendantFonts'), to.obj([to.register(copyDescendant(to, descendant))]));
  const meanings = new Map([...codes].map((code) => [code, font.textOf(code)] as const).filter(([, text]) => text !== unknownText));
  if (font.codeBytes === 2 || streamEntry(font.source, 'ToUnicode') !== null) {
    copy.set(PDFName.of('ToUnicode'), to.register(to.flateStream(writeToUnicode(meanings, font.codeBytes))));
  }
  return copy;
}

/** Widths of letters that are no longer used would still tell which letters there were. */
function keepUsedWidths(to: PDFContext, copy: PDFDict, codes: ReadonlySet<number>): void {
  const widths = arrayEntry(copy, 'Widths');
  if (widths.length === 0) return;
  const first = numberEntry(copy, 'FirstChar') ?? 0;
  copy.set(PDFName.of('Widths'), to.obj(widths.map((width, i) => (codes.has(first + i) && width instanceof PDFNumber ? width.asNumber() : 0))));
}

/** Many programs number letters in the order they first used them: the names of unused codes would spell what is gone. */
function usedDifferences(encoding: PDFDict, codes: ReadonlySet<number>): (number | PDFName)[] {
  const used: (number | PDFName)[] = [];
  let code = 0;
  for (const item of arrayEntry(encoding, 'Differences')) {
    if (item instanceof PDFNumber) code = item.asNumber();
    if (!(item instanceof PDFName)) continue;
    if (codes.has(code)) used.push(code, item);
    code += 1;
  }
  return used;
}

function copyEncoding(to: PDFContext, source: PDFDict, codes: ReadonlySet<number>): PDFObject | null {
  const encoding = entry(source, 'Encoding');
  if (encoding instanceof PDFName) return encoding.clone();
  if (!(encoding instanceof PDFDict)) return null;
  const copy = copyKeys({ from: source.context, to }, encoding, ['Type', 'BaseEncoding']);
  const differences = usedDifferences(encoding, codes);
  if (differences.length > 0) copy.set(PDFName.of('Differences'), to.obj(differences));
  return copy;
}

function copyDescriptor(to: PDFContext, descriptor: PDFDict | null): PDFRef | null {
  if (descriptor === null) return null;
  const copy = copyKeys({ from: descriptor.context, to }, descriptor, descriptorKeys);
  for (const key of ['FontFile', 'FontFile2', 'FontFile3']) {
    const program = streamEntry(descriptor, key);
    const bytes = program === null ? null : decodedBytes(program);
    if (program === null || bytes === null) continue;
    const stream = to.flateStream(bytes);
    for (const [name, value] of copyKeys({ from: descriptor.context, to }, program.dict, ['Length1', 'Length2', 'Length3', 'Subtype']).entries()) {
      stream.dict.set(name, value);
    }
    copy.set(PDFName.of(key), to.register(stream));
  }
  return to.register(copy);
}

function copyDescendant(to: PDFContext, source: PDFDict): PDFDict {
  const copy = copyKeys({ from: source.context, to }, source, ['Type', 'Subtype', 'BaseFont', 'DW', 'W']);
  copy.set(PDFName.of('CIDSystemInfo'), to.obj({ Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 }));
  const map = entry(source, 'CIDToGIDMap');
  const stream = streamEntry(source, 'CIDToGIDMap');
  const bytes = stream === null ? null : decodedBytes(stream);
  if (bytes !== null) copy.set(PDFName.of('CIDToGIDMap'), to.register(to.flateStream(bytes)));
  else if (map instanceof PDFName) copy.set(PDFName.of('CIDToGIDMap'), PDFName.of(nameEntry(source, 'CIDToGIDMap') ?? 'Identity'));
  const descriptor = copyDescriptor(to, dictEntry(source, 'FontDescriptor'));
  if (descriptor !== null) copy.set(PDFName.of('FontDescriptor'), descriptor);
  return copy;
}
