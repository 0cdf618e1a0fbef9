/** Follows the text operators and places every glyph on the page. */
import type { PDFDict } from '@cantoo/pdf-lib';
import type { Operand, Operation } from './content-tokens.ts';
import { identity, multiply, type Matrix } from './geometry.ts';
import type { Glyph, TextPiece } from './page-content.ts';
import { isHidden, raw, type Walk } from './walk.ts';

const operators = new Set(['BT', 'Tf', 'Tc', 'Tw', 'Tz', 'TL', 'Ts', 'Tr', 'Td', 'TD', 'Tm', 'T*', 'Tj', 'TJ', "'", '"']);

export const isTextOperator = (operator: string): boolean => operators.has(operator);

const numberOf = (operand: Operand | undefined): number => (operand?.kind === 'number' ? operand.value : 0);

/** Applies one text operator; those that show text add a piece. */
export function setText(walk: Walk, { operator, operands }: Operation, resources: PDFDict | null): void {
  const { state } = walk;
  const first = numberOf(operands[0]);
  switch (operator) {
    case 'BT': state.textMatrix = state.lineMatrix = identity; return;
    case 'Tf':
      state.font = walk.fonts.reading(raw(resources, 'Font', operands[0]));
      state.size = numberOf(operands[1]);
      return;
    case 'Tc': state.charSpace = first; return;
    case 'Tw': state.wordSpace = first; return;
    case 'Tz': state.stretch = first / 100; return;
    case 'TL': state.leading = first; return;
    case 'Ts': state.rise = first; return;
    case 'Tr': state.mode = first; return;
    default: moveOrShow(walk, operator, operands);
  }
}

function moveOrShow(walk: Walk, operator: string, operands: readonly Operand[]): void {
  const { state } = walk;
  const [first, second] = [numberOf(operands[0]), numberOf(operands[1])];
  switch (operator) {
    case 'Td': return nextLine(walk, first, second);
    case 'TD': state.leading = -second; return nextLine(walk, first, second);
    case 'T*': return nextLine(walk, 0, -state.leading);
    case 'Tm': {
      const [a, b, c, d, e, f] = operands.map(numberOf);
      if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return;
      state.textMatrix = state.lineMatrix = [a, b, c, d, e, f];
      return;
    }
    case 'Tj': return show(walk, operands.slice(0, 1));
    case 'TJ': return show(walk, operands[0]?.kind === 'array' ? operands[0].items : []);
    case "'": nextLine(walk, 0, -state.leading); return show(walk, operands.slice(0, 1));
    case '"':
      state.wordSpace = first;
      state.charSpace = second;
      nextLine(walk, 0, -state.leading);
      return show(walk, operands.slice(2, 3));
    default: return;
  }
}

function nextLine(walk: Walk, x: number, y: number): void {
  walk.state.textMatrix = walk.state.lineMatrix = multiply([1, 0, 0, 1, x, y], walk.state.lineMatrix);
}

function show(walk: Walk, items: readonly Operand[]): void {
  const { state } = walk;
  const { font } = state;
  if (font === null) {
    if (items.length > 0 && !isHidden(walk)) walk.problems.add('a font of drawn glyphs');
    return;
  }
  if (state.mode >= 4 && !isHidden(walk)) walk.problems.add('text used as a clip');
  const glyphs: Glyph[] = [];
  const placed = multiply(state.textMatrix, state.pageMatrix);
  let x = 0;
  for (const item of items) {
    if (item.kind === 'number') x -= (item.value / 1000) * state.size * state.stretch;
    if (item.kind !== 'string') continue;
    for (let i = 0; i + font.codeBytes <= item.bytes.length; i += font.codeBytes) {
      const code = font.codeBytes === 1 ? (item.bytes[i] ?? 0) : (item.bytes[i] ?? 0) * 256 + (item.bytes[i + 1] ?? 0);
      const advance = (font.widthOf(code) / 1000) * state.size * state.stretch;
      glyphs.push(placeGlyph(walk, placed, { code, text: font.textOf(code), start: x, advance }));
      const isSpace = font.codeBytes === 1 && code === 32;
      x += advance + (state.charSpace + (isSpace ? state.wordSpace : 0)) * state.stretch;
    }
  }
  if (glyphs.length > 0 && !isHidden(walk)) walk.pieces.push(pieceOf(walk, font, glyphs));
  state.textMatrix = multiply([1, 0, 0, 1, x, 0], state.textMatrix);
}

type Bare = Pick<Glyph, 'code' | 'text' | 'start' | 'advance'>;

/** Written out in numbers, because a page has thousands of these. */
function placeGlyph({ state }: Walk, [a, b, c, d, e, f]: Matrix, bare: Bare): Glyph {
  const { start, advance, code, text } = bare;
  const bottom = state.rise - state.size * 0.2;
  const height = state.size * 0.95;
  const x = a * start + c * bottom + e;
  const y = b * start + d * bottom + f;
  const [alongX, alongY, upX, upY] = [a * advance, b * advance, c * height, d * height];
  return {
    code, text, start, advance,
    origin: { x: a * start + c * state.rise + e, y: b * start + d * state.rise + f },
    box: [
      x + Math.min(0, alongX) + Math.min(0, upX), y + Math.min(0, alongY) + Math.min(0, upY),
      x + Math.max(0, alongX) + Math.max(0, upX), y + Math.max(0, alongY) + Math.max(0, upY),
    ],
  };
}

function pieceOf({ state }: Walk, font: TextPiece['font'], glyphs: readonly Glyph[]): TextPiece {
  return {
    kind: 'text', font, size: state.size, stretch: state.stretch, rise: state.rise, mode: state.mode,
    textMatrix: state.textMatrix, pageMatrix: state.pageMatrix, glyphs,
  };
}
