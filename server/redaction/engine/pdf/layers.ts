/** Decides which optional-content layers a reader sees when the file is opened. */
import { PDFArray, PDFDict, PDFName, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import { dictEntry, entry, nameEntry, resolve } from './pdf-objects.ts';

export type IsLayerHidden = (layer: PDFObject | undefined) => boolean;

/** Answers by the default configuration only; a layer that nobody sees is not part of what was reviewed. */
export function readLayers(catalog: PDFDict): IsLayerHidden {
  const properties = dictEntry(catalog, 'OCProperties');
  const config = properties === null ? null : dictEntry(properties, 'D');
  if (config === null) return () => false;
  const off = refsOf(config, 'OFF');
  const on = refsOf(config, 'ON');
  const isOffByDefault = nameEntry(config, 'BaseState') === 'OFF';
  const isGroupOff = (ref: PDFObject | undefined): boolean =>
    ref instanceof PDFRef && (off.has(ref.tag) || (isOffByDefault && !on.has(ref.tag)));
  return (layer) => {
    if (isGroupOff(layer)) return true;
    const dict = resolve(catalog.context, layer);
    if (!(dict instanceof PDFDict) || nameEntry(dict, 'Type') !== 'OCMD') return false;
    return isMembershipHidden(dict, isGroupOff);
  };
}

function refsOf(dict: PDFDict, key: string): ReadonlySet<string> {
  const found = entry(dict, key);
  const refs = found instanceof PDFArray ? found.asArray() : [];
  return new Set(refs.flatMap((ref) => (ref instanceof PDFRef ? [ref.tag] : [])));
}

function isMembershipHidden(dict: PDFDict, isOff: (ref: PDFObject | undefined) => boolean): boolean {
  const raw = dict.get(PDFName.of('OCGs'));
  const found = resolve(dict.context, raw);
  const groups: readonly (PDFObject | undefined)[] = found instanceof PDFArray ? found.asArray() : [raw];
  if (groups.length === 0) return false;
  switch (nameEntry(dict, 'P')) {
    case 'AllOn': return groups.some(isOff);
    case 'AnyOff': return !groups.some(isOff);
    case 'AllOff': return !groups.every(isOff);
    default: return groups.every(isOff);
  }
}

/** The layer a form or image names for itself. */
export function layerOf(dict: PDFDict): PDFObject | undefined {
  return dict.get(PDFName.of('OC'));
}

