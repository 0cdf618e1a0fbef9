/** Reads and writes the table by which a font says what its codes mean. */
import { readOperations, type Operand } from './content-tokens.ts';

const utf16 = new TextDecoder('utf-16be');
const maxRange = 65_536;

function codeOf(operand: Operand | undefined): number | null {
  if (operand?.kind !== 'string' || operand.bytes.length > 4) return null;
  return operand.bytes.reduce((code, byte) => code * 256 + byte, 0);
}

const textOf = (operand: Operand | undefined): string | null => (operand?.kind === 'string' ? utf16.decode(operand.bytes) : null);

/** Code to text, as the font's ToUnicode stream claims it. The claim may be false: see `font-trust.ts`. */
export function readToUnicode(bytes: Uint8Array): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  for (const { operator, operands } of readOperations(bytes)) {
    if (operator === 'endbfchar') readChars(operands, map);
    if (operator === 'endbfrange') readRanges(operands, map);
  }
  return map;
}

function readChars(operands: readonly Operand[], map: Map<number, string>): void {
  for (let i = 0; i + 1 < operands.length; i += 2) {
    const code = codeOf(operands[i]);
    const text = textOf(operands[i + 1]);
    if (code !== null && text !== null) map.set(code, text);
  }
}

function readRanges(operands: readonly Operand[], map: Map<number, string>): void {
  for (let i = 0; i + 2 < operands.length; i += 3) {
    const low = codeOf(operands[i]);
    const high = codeOf(operands[i + 1]);
    const target = operands[i + 2];
    if (low === null || high === null || high - low > maxRange) continue;
    for (let code = low; code <= high; code += 1) {
      const text = target?.kind === 'array' ? textOf(target.items[code - low]) : stepped(textOf(target), code - low);
      if (text !== null) map.set(code, text);
    }
  }
}

function stepped(text: string | null, step: number): string | null {
  if (text === null || text === '') return text;
  const last = text.length - 1;
  return text.slice(0, last) + String.fromCharCode((text.charCodeAt(last) + step) & 0xffff);
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
const utf16Hex = (text: string): string => Array.from({ length: text.length }, (_, i) => hex(text.charCodeAt(i), 4)).join('');

/** A fresh table with only the codes still in use, so that none stands for what was removed. */
export function writeToUnicode(entries: ReadonlyMap<number, string>, codeBytes: 1 | 2): string {
  const digits = codeBytes * 2;
  const rows = [...entries].sort(([a], [b]) => a - b).map(([code, text]) => `<${hex(code, digits)}> <${utf16Hex(text)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100);
    blocks.push(`${String(block.length)} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    `1 begincodespacerange <${hex(0, digits)}> <${'F'.repeat(digits)}> endcodespacerange`,
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
