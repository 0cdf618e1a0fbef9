/** Makes an image written inside a content stream into an ordinary image object. */
import { PDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib';
import type { Operand, Operation } from './content-tokens.ts';

const longKeys: Readonly<Record<string, string>> = {
  BPC: 'BitsPerComponent', CS: 'ColorSpace', D: 'Decode', DP: 'DecodeParms', F: 'Filter', H: 'Height', IM: 'ImageMask', I: 'Interpolate', W: 'Width',
};
const longNames: Readonly<Record<string, string>> = {
  G: 'DeviceGray', RGB: 'DeviceRGB', CMYK: 'DeviceCMYK', I: 'Indexed', AHx: 'ASCIIHexDecode', A85: 'ASCII85Decode', LZW: 'LZWDecode', Fl: 'FlateDecode',
  RL: 'RunLengthDecode', CCF: 'CCITTFaxDecode', DCT: 'DCTDecode',
};

/** Null when the entries are not those of an image. */
export function inlineImage(context: PDFContext, operation: Operation): PDFRawStream | null {
  const written = operation.operands[0];
  if (written?.kind !== 'dictionary' || operation.imageData === undefined) return null;
  const dict = context.obj({ Type: 'XObject', Subtype: 'Image' });
  for (const [key, value] of written.entries) {
    const longKey = longKeys[key] ?? key;
    dict.set(context.obj(longKey), toObject(context, value));
  }
  return PDFRawStream.of(dict, operation.imageData);
}

function toObject(context: PDFContext, operand: Operand): PDFObject {
  switch (operand.kind) {
    case 'number': return context.obj(operand.value);
    case 'name': return context.obj(longNames[operand.value] ?? operand.value);
    case 'string': return context.obj(Array.from(operand.bytes));
    case 'array': return context.obj(operand.items.map((item) => toObject(context, item)));
    case 'dictionary': {
      const dict = context.obj({});
      for (const [key, value] of operand.entries) dict.set(context.obj(key), toObject(context, value));
      return dict;
    }
    case 'keyword': return context.obj(operand.value === 'true');
  }
}
