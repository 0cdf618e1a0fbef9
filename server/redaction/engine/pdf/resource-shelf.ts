/** Gathers, for one page, the graphics resources it may keep, under new names. */
import { PDFDict, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import type { Operand, Operation } from './content-tokens.ts';
import { copyColourSpace, copyKeys, type Contexts } from './copy-plain.ts';
import { entry, nameEntry, numberEntry, resolve } from './pdf-objects.ts';
import { plain, raw, type ResourceShelf, type Written } from './walk.ts';

const stateKeys = ['LW', 'LC', 'LJ', 'ML', 'D', 'CA', 'ca', 'BM', 'AIS', 'SA'];
const smoothShadings = new Set([1, 2, 3]);
const deviceNames = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK']);

export interface PageShelf extends ResourceShelf {
  /** The resource categories gathered, to be set on the new page. */
  readonly resources: PDFDict;
}

export function pageShelf(contexts: Contexts): PageShelf {
  const { from, to } = contexts;
  const resources = to.obj({});
  const names = new Map<PDFObject, string>();
  const keep = (category: string, source: PDFObject, make: () => PDFObject | null): string | null => {
    const known = names.get(source);
    if (known !== undefined) return known;
    const copy = make();
    if (copy === null) return null;
    const name = `R${String(names.size + 1)}`;
    names.set(source, name);
    categoryOf(resources, category).set(PDFName.of(name), copy);
    return name;
  };
  const shadingName = (object: PDFObject | undefined): string | null => {
    const dict = resolve(from, object);
    return dict instanceof PDFDict ? keep('Shading', dict, () => copyShading(contexts, dict)) : null;
  };
  return {
    resources,
    state: (object) => {
      const dict = resolve(from, object);
      if (!(dict instanceof PDFDict)) return null;
      if (entry(dict, 'SMask') !== undefined && nameEntry(dict, 'SMask') !== 'None') return { problem: 'a soft mask' };
      if (entry(dict, 'Font') !== undefined) return { problem: 'an unknown operator' };
      const name = keep('ExtGState', dict, () => copyKeys(contexts, dict, stateKeys));
      return name === null ? null : { operators: `/${name} gs` };
    },
    shading: (object) => {
      const name = shadingName(object);
      return name === null ? { problem: 'a mesh shading' } : { operators: `/${name} sh` };
    },
    colour: (operation, source) => setColour(operation, {
      space: (name) => {
        const object = raw(source, 'ColorSpace', name);
        const found = resolve(from, object);
        return found === undefined ? null : keep('ColorSpace', found, () => copyColourSpace(contexts, found));
      },
      isPatternSpace: (name) => isPattern(resolve(from, raw(source, 'ColorSpace', name))),
      pattern: (name) => {
        const dict = resolve(from, raw(source, 'Pattern', name));
        return dict instanceof PDFDict ? keep('Pattern', dict, () => copyPattern(contexts, dict)) : null;
      },
    }),
  };
}

function categoryOf(resources: PDFDict, category: string): PDFDict {
  const found = resources.get(PDFName.of(category));
  if (found instanceof PDFDict) return found;
  const made = resources.context.obj({});
  resources.set(PDFName.of(category), made);
  return made;
}

interface ColourFinder {
  readonly space: (name: Operand) => string | null;
  readonly isPatternSpace: (name: Operand) => boolean;
  readonly pattern: (name: Operand) => string | null;
}

const isPattern = (object: PDFObject | undefined): boolean => object instanceof PDFName && object.decodeText() === 'Pattern';

function setColour({ operator, operands }: Operation, finder: ColourFinder): Written {
  const last = operands.at(-1);
  if (last === undefined) return null;
  if (operator === 'cs' || operator === 'CS') {
    if (last.kind !== 'name') return null;
    if (deviceNames.has(last.value)) return { operators: `/${last.value} ${operator}` };
    if (last.value === 'Pattern' || finder.isPatternSpace(last)) return { operators: `/Pattern ${operator}` };
    const name = finder.space(last);
    return name === null ? { problem: 'a colour space we do not copy' } : { operators: `/${name} ${operator}` };
  }
  if (last.kind === 'name') {
    const name = finder.pattern(last);
    return name === null ? { problem: 'a tiling pattern' } : { operators: `/${name} ${operator}` };
  }
  const numbers = operands.map((operand) => (operand.kind === 'number' ? plain(operand.value) : '0'));
  return { operators: `${numbers.join(' ')} ${operator}` };
}

function copyShading(contexts: Contexts, dict: PDFDict): PDFObject | null {
  if (!smoothShadings.has(numberEntry(dict, 'ShadingType') ?? 0)) return null;
  const space = copyColourSpace(contexts, dict.get(PDFName.of('ColorSpace')));
  if (space === null) return null;
  const copy = copyKeys(contexts, dict, ['ShadingType', 'Coords', 'Domain', 'Function', 'Extend', 'Matrix', 'BBox', 'Background']);
  copy.set(PDFName.of('ColorSpace'), space);
  return copy;
}

/** Only a smooth shading may be a pattern; a tile could draw anything at all. */
function copyPattern(contexts: Contexts, dict: PDFDict): PDFObject | null {
  const type = entry(dict, 'PatternType');
  const shading = entry(dict, 'Shading');
  if (!(type instanceof PDFNumber) || type.asNumber() !== 2 || !(shading instanceof PDFDict)) return null;
  const copied = copyShading(contexts, shading);
  if (copied === null) return null;
  const copy = copyKeys(contexts, dict, ['PatternType', 'Matrix']);
  copy.set(PDFName.of('Shading'), copied);
  return copy;
}
