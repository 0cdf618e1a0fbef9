/** Looks things up in a parsed PDF without trusting their shape. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef, PDFStream, decodePDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import type { Matrix, Rect } from './geometry.ts';

/** The object itself, its reference followed. */
export function resolve(context: PDFContext, object: PDFObject | undefined): PDFObject | undefined {
  let found = object;
  for (let hops = 0; found instanceof PDFRef && hops < 32; hops += 1) found = context.lookup(found);
  return found instanceof PDFRef ? undefined : found;
}

export function entry(dict: PDFDict, key: string): PDFObject | undefined {
  return resolve(dict.context, dict.get(PDFName.of(key)));
}

export function dictEntry(dict: PDFDict, key: string): PDFDict | null {
  const found = entry(dict, key);
  if (found instanceof PDFDict) return found;
  return found instanceof PDFStream ? found.dict : null;
}

export function nameEntry(dict: PDFDict, key: string): string | null {
  const found = entry(dict, key);
  return found instanceof PDFName ? found.decodeText() : null;
}

export function numberEntry(dict: PDFDict, key: string): number | null {
  const found = entry(dict, key);
  return found instanceof PDFNumber ? found.asNumber() : null;
}

export function streamEntry(dict: PDFDict, key: string): PDFStream | null {
  const found = entry(dict, key);
  return found instanceof PDFStream ? found : null;
}

/** The items of an array entry, references followed; empty when there is none. */
export function arrayEntry(dict: PDFDict, key: string): readonly (PDFObject | undefined)[] {
  const found = entry(dict, key);
  return found instanceof PDFArray ? found.asArray().map((item) => resolve(dict.context, item)) : [];
}

export function numbersEntry(dict: PDFDict, key: string): readonly number[] {
  return arrayEntry(dict, key).map((item) => (item instanceof PDFNumber ? item.asNumber() : 0));
}

export function matrixEntry(dict: PDFDict, key: string): Matrix | null {
  const [a, b, c, d, e, f] = numbersEntry(dict, key);
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return null;
  return [a, b, c, d, e, f];
}

export function rectEntry(dict: PDFDict, key: string): Rect | null {
  const [x0, y0, x1, y1] = numbersEntry(dict, key);
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return null;
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

/** A stream's bytes with its filters undone, or null when a filter is one we do not undo (images). */
export function decodedBytes(stream: PDFStream): Uint8Array | null {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  try {
    return decodePDFRawStream(stream).decode();
  } catch {
    return null;
  }
}
