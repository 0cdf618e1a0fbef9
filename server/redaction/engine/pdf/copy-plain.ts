/** Copies graphics parameters into the new document: numbers, names and functions only, never text, metadata or anything unknown. */
import { PDFArray, PDFBool, PDFDict, PDFName, PDFNumber, PDFStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import { decodedBytes, numberEntry, resolve } from './pdf-objects.ts';

const functionKeys = ['FunctionType', 'Domain', 'Range', 'Size', 'BitsPerSample', 'Order', 'Encode', 'Decode', 'C0', 'C1', 'N', 'Functions', 'Bounds'];
const maxDepth = 12;

export interface Contexts {
  readonly from: PDFContext;
  readonly to: PDFContext;
}

/** Null when some part is of a kind that is not copied. */
export function copyPlain(contexts: Contexts, object: PDFObject | undefined, depth = 0): PDFObject | null {
  const found = resolve(contexts.from, object);
  if (found === undefined || depth > maxDepth) return null;
  if (found instanceof PDFNumber || found instanceof PDFName || found instanceof PDFBool) return found.clone();
  if (found instanceof PDFArray) return copyArray(contexts, found, depth);
  if (found instanceof PDFStream || found instanceof PDFDict) return copyFunction(contexts, found);
  return null;
}

function copyArray(contexts: Contexts, array: PDFArray, depth: number): PDFArray | null {
  const copies: PDFObject[] = [];
  for (const item of array.asArray()) {
    const copy = copyPlain(contexts, item, depth + 1);
    if (copy === null) return null;
    copies.push(copy);
  }
  const out = PDFArray.withContext(contexts.to);
  copies.forEach((copy) => { out.push(copy); });
  return out;
}

function copyFunction(contexts: Contexts, found: PDFStream | PDFDict): PDFObject | null {
  const dict = found instanceof PDFStream ? found.dict : found;
  if (numberEntry(dict, 'FunctionType') === null) return null;
  const copy = copyKeys(contexts, dict, functionKeys);
  if (!(found instanceof PDFStream)) return copy;
  const bytes = decodedBytes(found);
  if (bytes === null) return null;
  const stream = contexts.to.flateStream(bytes);
  for (const [key, value] of copy.entries()) stream.dict.set(key, value);
  return contexts.to.register(stream);
}

/** A new dictionary with only the named keys that can be copied. */
export function copyKeys(contexts: Contexts, dict: PDFDict, keys: readonly string[]): PDFDict {
  const copy = contexts.to.obj({});
  for (const key of keys) {
    const value = copyPlain(contexts, dict.get(PDFName.of(key)));
    if (value !== null) copy.set(PDFName.of(key), value);
  }
  return copy;
}

const deviceOf: Readonly<Record<number, string>> = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' };
const deviceNames = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK']);

/** A colour space without names of inks or profiles in it; null when it cannot be said that plainly. */
export function copyColourSpace(contexts: Contexts, object: PDFObject | undefined): PDFObject | null {
  const found = resolve(contexts.from, object);
  if (found instanceof PDFName) return deviceNames.has(found.decodeText()) ? found.clone() : null;
  if (!(found instanceof PDFArray)) return null;
  const items = found.asArray().map((item) => resolve(contexts.from, item));
  const [family, second, third, fourth] = items;
  if (!(family instanceof PDFName)) return null;
  switch (family.decodeText()) {
    case 'DeviceGray': case 'CalGray': return PDFName.of('DeviceGray');
    case 'DeviceRGB': case 'CalRGB': return PDFName.of('DeviceRGB');
    case 'DeviceCMYK': return PDFName.of('DeviceCMYK');
    case 'ICCBased': return second instanceof PDFStream ? deviceName(numberEntry(second.dict, 'N')) : null;
    case 'Separation': case 'DeviceN': return copyInks(contexts, [second, third, fourth]);
    default: return null;
  }
}

const deviceName = (count: number | null): PDFName | null => {
  const name = deviceOf[count ?? 0];
  return name === undefined ? null : PDFName.of(name);
};

function copyInks(contexts: Contexts, [inks, alternate, tint]: readonly (PDFObject | undefined)[]): PDFObject | null {
  const count = inks instanceof PDFArray ? inks.size() : 1;
  const space = copyColourSpace(contexts, alternate);
  const transform = copyPlain(contexts, tint);
  if (space === null || transform === null) return null;
  const names = Array.from({ length: count }, (_, i) => `Ink${String(i + 1)}`);
  return contexts.to.obj([PDFName.of('DeviceN'), contexts.to.obj(names), space, transform]);
}
