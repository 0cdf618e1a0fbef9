/** Hashes each page of a PDF by what it draws: its contents, fonts and pictures, whatever numbers their objects have. */

import { createHash } from 'node:crypto';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFStream, type PDFObject } from '@cantoo/pdf-lib';

/** What belongs to the page itself; links and structure lead to other pages, and are covered by the file's hash. */
const drawnKeys = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Resources', 'Contents'];

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    // Each part is preceded by its length, so that no two lists of parts can read alike.
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
}

interface Known {
  readonly pdf: PDFDocument;
  readonly byReference: Map<string, string>;
}

function hashOf(object: PDFObject | undefined, known: Known): string {
  if (object === undefined) return digest('none');
  if (object instanceof PDFRef) return hashOfReference(object, known);
  if (object instanceof PDFStream) {
    const contents = object instanceof PDFRawStream ? object.contents : object.getContents();
    return digest('stream', hashOf(object.dict, known), contents);
  }
  if (object instanceof PDFArray) return digest('array', ...object.asArray().map((entry) => hashOf(entry, known)));
  if (object instanceof PDFDict) {
    const entries = object.entries().map(([key, value]): [string, PDFObject] => [key.asString(), value]);
    const kept = entries.filter(([key]) => key !== '/Parent' && key !== '/Length').sort(([a], [b]) => (a < b ? -1 : 1));
    return digest('dictionary', ...kept.flatMap(([key, value]) => [key, hashOf(value, known)]));
  }
  return digest('value', object.toString());
}

/** Fonts and pictures are shared by many pages and hashed once. A loop ends at the object it began with. */
function hashOfReference(reference: PDFRef, known: Known): string {
  const name = reference.toString();
  const seen = known.byReference.get(name);
  if (seen !== undefined) return seen;
  known.byReference.set(name, digest('loop'));
  const hash = hashOf(known.pdf.context.lookup(reference), known);
  known.byReference.set(name, hash);
  return hash;
}

/** SHA-256 in hex for each page, in order. @throws if the bytes are no PDF. */
export async function pageHashesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const known: Known = { pdf, byReference: new Map() };
  return pdf.getPages().map((page) => digest('page', ...drawnKeys.flatMap((key) => [key, hashOf(page.node.get(PDFName.of(key)), known)])));
}
