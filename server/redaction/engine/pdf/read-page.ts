/** Walks a page's drawing operators, forms unfolded, into page content; whatever it does not know by name it reports instead of passing on. */
import { PDFStream, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { readOperations, type Operand, type Operation } from './content-tokens.ts';
import { identity, intersection, multiply, union, type Matrix } from './geometry.ts';
import { inlineImage } from './inline-image.ts';
import { layerOf, type IsLayerHidden } from './layers.ts';
import { PathBuilder } from './path-builder.ts';
import { decodedBytes, dictEntry, matrixEntry, nameEntry, rectEntry, resolve } from './pdf-objects.ts';
import type { PageContent, PathPiece } from './page-content.ts';
import { subpathBounds } from './path-shapes.ts';
import { freshState } from './graphics-state.ts';
import { isTextOperator, setText } from './text-operators.ts';
import { isHidden, plain, raw, write, type FontShelf, type ResourceShelf, type Walk, type Written } from './walk.ts';

const maxOperations = 1_500_000;
const maxFormDepth = 12;
const numberStateOperators = new Set(['w', 'J', 'j', 'M', 'i', 'g', 'G', 'rg', 'RG', 'k', 'K']);
const pathOperators = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
const paintOperators = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'n']);
const ignoredOperators = new Set(['BT', 'ET', 'MP', 'DP', 'BX', 'EX', 'ri', 'd0', 'd1']);

export interface PageSource {
  readonly content: Uint8Array;
  readonly resources: PDFDict | null;
  readonly fonts: FontShelf;
  readonly shelf: ResourceShelf;
  readonly isLayerHidden: IsLayerHidden;
}

/** Reads the whole page. The pieces keep the page's own order of drawing. */
export function readPage(source: PageSource): PageContent {
  const walk: Walk = {
    pieces: [], problems: new Set(), fonts: source.fonts, shelf: source.shelf, isLayerHidden: source.isLayerHidden,
    path: new PathBuilder(), stack: [], state: freshState(identity), sections: [], operationCount: 0,
  };
  walkStream(walk, source.content, { resources: source.resources, depth: 0 });
  while (walk.stack.length > 0) restore(walk);
  return { pieces: walk.pieces, unrewritable: [...walk.problems] };
}

/** The stream being walked: what its names mean, and how many forms deep it stands. */
interface Scope {
  readonly resources: PDFDict | null;
  readonly depth: number;
}

function walkStream(walk: Walk, bytes: Uint8Array, scope: Scope): void {
  const floor = walk.stack.length;
  const sectionFloor = walk.sections.length;
  for (const operation of readOperations(bytes)) {
    walk.operationCount += 1;
    if (walk.operationCount > maxOperations) {
      walk.problems.add('content too large');
      return;
    }
    if (operation.operator === 'Q' && walk.stack.length <= floor) continue;
    if (operation.operator === 'EMC' && walk.sections.length <= sectionFloor) continue;
    step(walk, operation, scope);
  }
  while (walk.stack.length > floor) restore(walk);
  walk.sections.length = sectionFloor;
}

function step(walk: Walk, operation: Operation, scope: Scope): void {
  const { operator, operands } = operation;
  const numbers = operands.flatMap((operand) => (operand.kind === 'number' ? [operand.value] : []));
  if (pathOperators.has(operator)) walk.path.add(operator, numbers);
  else if (paintOperators.has(operator)) paint(walk, operator);
  else if (operator === 'W' || operator === 'W*') walk.path.clip(operator);
  else if (isTextOperator(operator)) setText(walk, operation, scope.resources);
  else if (numberStateOperators.has(operator)) write(walk, `${numbers.map(plain).join(' ')} ${operator}`);
  else if (!ignoredOperators.has(operator)) stepOther(walk, operation, scope);
}

function stepOther(walk: Walk, operation: Operation, scope: Scope): void {
  const { operator, operands } = operation;
  const { resources } = scope;
  switch (operator) {
    case 'q': return save(walk);
    case 'Q': return restore(walk);
    case 'cm': return concatenate(walk, operands);
    case 'd': return setDash(walk, operands);
    case 'Do': return drawObject(walk, named(resources, 'XObject', operands[0]), scope);
    case 'BI': return drawInline(walk, operation, resources);
    case 'BDC': return openSection(walk, operands, resources);
    case 'BMC': walk.sections.push(false); return;
    case 'EMC': walk.sections.pop(); return;
    case 'gs': return put(walk, walk.shelf.state(raw(resources, 'ExtGState', operands[0])));
    case 'cs': case 'CS': case 'sc': case 'SC': case 'scn': case 'SCN':
      return put(walk, walk.shelf.colour(operation, resources));
    case 'sh':
      if (!isHidden(walk)) put(walk, walk.shelf.shading(raw(resources, 'Shading', operands[0])));
      return;
    default: walk.problems.add('an unknown operator');
  }
}

function put(walk: Walk, written: Written): void {
  if (written === null) return;
  if ('problem' in written) walk.problems.add(written.problem);
  else write(walk, written.operators);
}

function save(walk: Walk): void {
  walk.stack.push({ ...walk.state });
  write(walk, 'q');
}

function restore(walk: Walk): void {
  const state = walk.stack.pop();
  if (state === undefined) return;
  walk.state = state;
  write(walk, 'Q');
}

function moveTo(walk: Walk, matrix: Matrix): void {
  walk.state.pageMatrix = multiply(matrix, walk.state.pageMatrix);
  write(walk, `${matrix.map(plain).join(' ')} cm`);
}

function concatenate(walk: Walk, operands: readonly Operand[]): void {
  const [a, b, c, d, e, f] = operands.map((operand) => (operand.kind === 'number' ? operand.value : 0));
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return;
  moveTo(walk, [a, b, c, d, e, f]);
}

function setDash(walk: Walk, operands: readonly Operand[]): void {
  const [dashes, phase] = operands;
  if (dashes?.kind !== 'array') return;
  const lengths = dashes.items.map((item) => (item.kind === 'number' ? plain(item.value) : '0'));
  write(walk, `[${lengths.join(' ')}] ${phase?.kind === 'number' ? plain(phase.value) : '0'} d`);
}

function paint(walk: Walk, operator: string): void {
  const isPainted = operator !== 'n' && !isHidden(walk);
  const piece = walk.path.finish(isPainted ? operator : 'n', walk.state.pageMatrix);
  if (piece !== null && (isPainted || piece.clip !== null)) walk.pieces.push(piece);
  if (piece !== null && piece.clip !== null) narrowClip(walk, piece);
}

/** Nothing shows through a clip that leaves nothing: it becomes a point. */
function narrowClip({ state }: Walk, { subpaths, pageMatrix }: PathPiece): void {
  const bounds = union(subpaths.map((subpath) => subpathBounds(subpath, pageMatrix)));
  state.clip = state.clip === null ? bounds : intersection(state.clip, bounds) ?? [bounds[0], bounds[1], bounds[0], bounds[1]];
}

function named(resources: PDFDict | null, category: string, name: Operand | undefined): PDFObject | undefined {
  return resources === null ? undefined : resolve(resources.context, raw(resources, category, name));
}

function openSection(walk: Walk, operands: readonly Operand[], resources: PDFDict | null): void {
  const [tag, properties] = operands;
  const isLayer = tag?.kind === 'name' && tag.value === 'OC';
  walk.sections.push(isLayer && walk.isLayerHidden(raw(resources, 'Properties', properties)));
}

function drawInline(walk: Walk, operation: Operation, resources: PDFDict | null): void {
  if (isHidden(walk)) return;
  const image = resources === null ? null : inlineImage(resources.context, operation);
  if (image === null) walk.problems.add('an image we cannot read');
  else walk.pieces.push({ kind: 'image', image, resources, pageMatrix: walk.state.pageMatrix, clip: walk.state.clip });
}

function drawObject(walk: Walk, object: PDFObject | undefined, scope: Scope): void {
  if (!(object instanceof PDFStream) || isHidden(walk) || walk.isLayerHidden(layerOf(object.dict))) return;
  const subtype = nameEntry(object.dict, 'Subtype');
  if (subtype === 'Image') walk.pieces.push({ kind: 'image', image: object, resources: scope.resources, pageMatrix: walk.state.pageMatrix, clip: walk.state.clip });
  else if (subtype === 'Form') drawForm(walk, object, scope);
}

function drawForm(walk: Walk, form: PDFStream, { resources, depth }: Scope): void {
  const bytes = decodedBytes(form);
  if (depth >= maxFormDepth || bytes === null) {
    walk.problems.add('content too large');
    return;
  }
  save(walk);
  moveTo(walk, matrixEntry(form.dict, 'Matrix') ?? identity);
  const box = rectEntry(form.dict, 'BBox');
  if (box !== null) {
    walk.path.add('re', [box[0], box[1], box[2] - box[0], box[3] - box[1]]);
    walk.path.clip('W');
    paint(walk, 'n');
  }
  walkStream(walk, bytes, { resources: dictEntry(form.dict, 'Resources') ?? resources, depth: depth + 1 });
  restore(walk);
}

