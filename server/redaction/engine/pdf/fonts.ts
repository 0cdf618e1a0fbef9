/** Reads what a font's codes mean and how far each moves the pen. */
import { PDFArray, PDFDict, PDFName, PDFNumber, StandardFonts, type PDFFont } from '@cantoo/pdf-lib';
import { baseEncoding, textOfGlyphName } from './encodings.ts';
import { arrayEntry, decodedBytes, dictEntry, entry, nameEntry, numberEntry, resolve, streamEntry } from './pdf-objects.ts';
import { standardFont } from './standard-fonts.ts';
import { readToUnicode } from './to-unicode.ts';

export interface FontReading {
  readonly source: PDFDict;
  readonly codeBytes: 1 | 2;
  /** What a code is said to show; U+FFFD when the font does not say. */
  readonly textOf: (code: number) => string;
  /** Advance in thousandths of the font size. */
  readonly widthOf: (code: number) => number;
  /** Do its codes mean what only the file says they mean (its own program, encoding or table)? */
  readonly hasOwnMeanings: boolean;
}

export const unknownText = '\uFFFD';

/** The reading of a font, or null for a kind we do not rewrite (Type 3, vertical, foreign character maps). */
export function readFont(dict: PDFDict): FontReading | null {
  const subtype = nameEntry(dict, 'Subtype');
  if (subtype === 'Type0') return readComposite(dict);
  if (subtype === 'Type1' || subtype === 'TrueType' || subtype === 'MMType1') return readSimple(dict);
  return null;
}

function claimedText(dict: PDFDict): ReadonlyMap<number, string> {
  const stream = streamEntry(dict, 'ToUnicode');
  const bytes = stream === null ? null : decodedBytes(stream);
  return bytes === null ? new Map<number, string>() : readToUnicode(bytes);
}

function hasProgram(descriptor: PDFDict | null): boolean {
  return descriptor !== null && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => streamEntry(descriptor, key) !== null);
}

function readSimple(dict: PDFDict): FontReading {
  const claimed = claimedText(dict);
  const encoded = encodingOf(dict);
  const descriptor = dictEntry(dict, 'FontDescriptor');
  const widths = arrayEntry(dict, 'Widths').map((width) => (width instanceof PDFNumber ? width.asNumber() : 0));
  const firstChar = numberEntry(dict, 'FirstChar') ?? 0;
  const missingWidth = (descriptor === null ? null : numberEntry(descriptor, 'MissingWidth')) ?? 0;
  const standardWidth = widths.length === 0 ? standardWidths(nameEntry(dict, 'BaseFont') ?? 'Helvetica') : null;
  return {
    source: dict,
    codeBytes: 1,
    textOf: (code) => claimed.get(code) ?? encoded[code] ?? unknownText,
    widthOf: (code) => standardWidth?.(encoded[code] ?? ' ') ?? widths[code - firstChar] ?? missingWidth,
    hasOwnMeanings: claimed.size > 0 || hasProgram(descriptor) || entry(dict, 'Encoding') instanceof PDFDict,
  };
}

/** Code to text by Encoding and Differences alone; a hole is undefined. */
function encodingOf(dict: PDFDict): readonly (string | undefined)[] {
  const encoding = entry(dict, 'Encoding');
  if (!(encoding instanceof PDFDict)) return [...baseEncoding(encoding instanceof PDFName ? encoding.decodeText() : null)];
  const codes: (string | undefined)[] = [...baseEncoding(nameEntry(encoding, 'BaseEncoding'))];
  let code = 0;
  for (const item of arrayEntry(encoding, 'Differences')) {
    if (item instanceof PDFNumber) code = item.asNumber();
    else if (item instanceof PDFName && code < 256) {
      codes[code] = textOfGlyphName(item.decodeText()) ?? undefined;
      code += 1;
    }
  }
  return codes;
}

function readComposite(dict: PDFDict): FontReading | null {
  if (nameEntry(dict, 'Encoding') !== 'Identity-H') return null;
  const descendant = arrayEntry(dict, 'DescendantFonts')[0];
  if (!(descendant instanceof PDFDict)) return null;
  const claimed = claimedText(dict);
  const widths = cidWidths(descendant);
  const defaultWidth = numberEntry(descendant, 'DW') ?? 1000;
  return {
    source: dict,
    codeBytes: 2,
    textOf: (code) => claimed.get(code) ?? unknownText,
    widthOf: (code) => widths.get(code) ?? defaultWidth,
    hasOwnMeanings: true,
  };
}

/** The `W` array: `c [w1 w2 …]` or `first last w`. */
function cidWidths(descendant: PDFDict): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  const items = arrayEntry(descendant, 'W');
  const numberAt = (i: number): number => {
    const item = items[i];
    return item instanceof PDFNumber ? item.asNumber() : 0;
  };
  for (let i = 0; i + 1 < items.length; ) {
    const list = items[i + 1];
    if (list instanceof PDFArray) {
      list.asArray().forEach((raw, k) => {
        const width = resolve(descendant.context, raw);
        if (width instanceof PDFNumber) widths.set(numberAt(i) + k, width.asNumber());
      });
      i += 2;
    } else {
      for (let cid = numberAt(i); cid <= Math.min(numberAt(i + 1), 65_535); cid += 1) widths.set(cid, numberAt(i + 2));
      i += 3;
    }
  }
  return widths;
}

const standardCache = new Map<string, (text: string) => number>();

const standardNames: readonly (readonly [RegExp, StandardFonts])[] = [
  [/courier.*bold.*(obl|ital)/i, StandardFonts.CourierBoldOblique], [/courier.*bold/i, StandardFonts.CourierBold],
  [/courier.*(obl|ital)/i, StandardFonts.CourierOblique], [/courier/i, StandardFonts.Courier],
  [/times.*bold.*ital/i, StandardFonts.TimesRomanBoldItalic], [/times.*bold/i, StandardFonts.TimesRomanBold],
  [/times.*ital/i, StandardFonts.TimesRomanItalic], [/times/i, StandardFonts.TimesRoman], [/symbol/i, StandardFonts.Symbol],
  [/zapf/i, StandardFonts.ZapfDingbats], [/bold.*(obl|ital)/i, StandardFonts.HelveticaBoldOblique], [/bold/i, StandardFonts.HelveticaBold],
  [/obl|ital/i, StandardFonts.HelveticaOblique],
];

/** Widths of the fonts every viewer brings itself, when the file leaves them out. */
function standardWidths(baseFont: string): (text: string) => number {
  const name = standardNames.find(([pattern]) => pattern.test(baseFont))?.[1] ?? StandardFonts.Helvetica;
  const known = standardCache.get(name);
  if (known !== undefined) return known;
  const measure = measuring(standardFont(name));
  standardCache.set(name, measure);
  return measure;
}

function measuring(font: PDFFont): (text: string) => number {
  const widths = new Map<string, number>();
  return (text) => {
    const cached = widths.get(text);
    if (cached !== undefined) return cached;
    let width = 600;
    try {
      width = font.widthOfTextAtSize(text, 1000);
    } catch {
      // A character outside the font: the viewer shows a stand-in of about this width.
    }
    widths.set(text, width);
    return width;
  };
}
