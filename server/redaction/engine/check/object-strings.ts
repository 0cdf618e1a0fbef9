/** Collects every readable string of a PDF's objects, wherever it hides: values, names, keys, and text inside streams. */
import { inflateRawSync, inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFStream, PDFString, decodePDFRawStream, type PDFObject } from '@cantoo/pdf-lib';

export interface FoundString {
  readonly where: string;
  readonly text: string;
}

export interface FoundBytes {
  readonly where: string;
  readonly bytes: Uint8Array;
}

export interface ObjectContents {
  readonly strings: readonly FoundString[];
  readonly streams: readonly FoundBytes[];
}

/** Walks every object the file names, reachable from a page or not. */
export async function readObjects(file: Uint8Array): Promise<ObjectContents> {
  const document = await PDFDocument.load(file, { updateMetadata: false, ignoreEncryption: true, throwOnInvalidObject: false });
  const strings: FoundString[] = [];
  const streams: FoundBytes[] = [];
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    const where = `object ${String(ref.objectNumber)}`;
    gather(object, where, strings);
    if (object instanceof PDFStream) streams.push({ where, bytes: streamBytes(object) });
  }
  const { Info, ID, Encrypt } = document.context.trailerInfo;
  for (const part of [Info, ID, Encrypt]) if (part !== undefined) gather(part, 'the trailer', strings);
  return { strings, streams };
}

function streamBytes(stream: PDFStream): Uint8Array {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  try {
    return decodePDFRawStream(stream).decode();
  } catch {
    return stream.getContents();
  }
}

function gather(root: PDFObject, where: string, strings: FoundString[]): void {
  const waiting: PDFObject[] = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next instanceof PDFString || next instanceof PDFHexString) {
      strings.push({ where: `text in ${where}`, text: next.decodeText() });
      strings.push({ where: `text in ${where}`, text: Buffer.from(next.asBytes()).toString('latin1').replace(/\0/g, '') });
    } else if (next instanceof PDFName) strings.push({ where: `a name in ${where}`, text: next.decodeText() });
    else if (next instanceof PDFArray) waiting.push(...next.asArray());
    else if (next instanceof PDFStream) waiting.push(next.dict);
    else if (next instanceof PDFDict) {
      for (const [key, value] of next.entries()) waiting.push(key, value);
    }
  }
}

/** Every stream that can be carved from the raw file, so that earlier revisions and orphans are read too. */
export function carveStreams(file: Uint8Array): readonly FoundBytes[] {
  const raw = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const found: FoundBytes[] = [];
  for (let at = raw.indexOf('stream'); at >= 0; at = raw.indexOf('stream', at + 6)) {
    if (raw.subarray(at - 3, at).toString('latin1') === 'end') continue;
    let start = at + 6;
    if (raw[start] === 13) start += 1;
    if (raw[start] === 10) start += 1;
    const end = raw.indexOf('endstream', start);
    if (end < 0) break;
    const bytes = inflated(raw.subarray(start, end));
    if (bytes !== null) found.push({ where: `bytes at ${String(at)}`, bytes });
    at = end;
  }
  return found;
}

const zlibFlush = { finishFlush: 2 };

function inflated(bytes: Uint8Array): Uint8Array | null {
  for (const inflate of [inflateSync, inflateRawSync]) {
    try {
      return inflate(bytes, zlibFlush);
    } catch {
      // Not this kind of compression: the bytes themselves are searched with the whole file.
    }
  }
  return null;
}

/** The strings a stream shows or sets, joined in the order they stand: literal, octal, hexadecimal and UTF-16. One pass, whatever the bytes. */
export function stringsInStream(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const parts: string[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '(') {
      const end = endOfLiteral(source, at);
      parts.push(fromLiteral(source.slice(at + 1, end)));
      at = end;
    } else if (char === '<') {
      const end = source.indexOf('>', at);
      const inside = end < 0 || end - at > longestLiteral ? '' : source.slice(at + 1, end);
      if (!/^[0-9A-Fa-f\s]+$/.test(inside)) continue;
      parts.push(fromHex(inside.replace(/\s+/g, '')));
      at = end;
    } else if (char === 'T' && /^(?:[dDm*])$/.test(source[at + 1] ?? '')) parts.push(' ');
  }
  return parts.join('');
}

const longestLiteral = 65_536;

/** Where the string that opens at `start` closes, brackets within it counted. */
function endOfLiteral(source: string, start: number): number {
  let open = 0;
  const limit = Math.min(source.length, start + longestLiteral);
  for (let at = start; at < limit; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '(') open += 1;
    else if (char === ')' && (open -= 1) === 0) return at;
  }
  return start + 1;
}

const fromLiteral = (literal: string): string =>
  literal.replace(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))).replace(/\\([\s\S])/g, '$1').replace(/\0/g, '');

function fromHex(hex: string): string {
  const bytes = Buffer.from(hex.length % 2 === 1 ? `${hex}0` : hex, 'hex');
  const isWide = bytes.length % 2 === 0 && bytes.length > 1 && bytes.every((byte, i) => i % 2 === 1 || byte === 0 || byte === 0xfe);
  return isWide ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1').replace(/\0/g, '');
}
