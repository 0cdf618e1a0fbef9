/** Reads a PDF content stream into operators with their operands. */

export type Operand =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'string'; readonly bytes: Uint8Array }
  | { readonly kind: 'array'; readonly items: readonly Operand[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, Operand> }
  | { readonly kind: 'keyword'; readonly value: string };

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
  /** Only for `BI`: the bytes between `ID` and `EI`. */
  readonly imageData?: Uint8Array;
}

const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;
const delimiters = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));
const isRegular = (byte: number): boolean => !isSpace(byte) && !delimiters.has(byte);
const maxNesting = 64;

/** A cursor over one stream; the parser is linear in its length. */
interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Every operation in order. Damaged parts are skipped, as a viewer would. */
export function* readOperations(bytes: Uint8Array): Generator<Operation> {
  const cursor: Cursor = { bytes, at: 0 };
  let operands: Operand[] = [];
  for (;;) {
    const next = readOperand(cursor, 0);
    if (next === null) return;
    if (next.kind !== 'keyword' || isLiteral(next.value)) {
      operands.push(next);
      continue;
    }
    if (next.value === 'BI') yield readInlineImage(cursor);
    else yield { operator: next.value, operands };
    operands = [];
  }
}

const isLiteral = (word: string): boolean => word === 'true' || word === 'false' || word === 'null';

function skipSpace(cursor: Cursor): void {
  const { bytes } = cursor;
  for (;;) {
    const byte = bytes[cursor.at];
    if (byte === undefined) return;
    if (byte === 0x25) while (cursor.at < bytes.length && bytes[cursor.at] !== 10 && bytes[cursor.at] !== 13) cursor.at += 1;
    else if (isSpace(byte)) cursor.at += 1;
    else return;
  }
}

function readOperand(cursor: Cursor, depth: number): Operand | null {
  skipSpace(cursor);
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) return null;
  switch (byte) {
    case 0x28: return { kind: 'string', bytes: readLiteralString(cursor) };
    case 0x2f: return { kind: 'name', value: readName(cursor) };
    case 0x3c:
      if (cursor.bytes[cursor.at + 1] === 0x3c) return readDictionary(cursor, depth);
      return { kind: 'string', bytes: readHexString(cursor) };
    case 0x5b: return readArray(cursor, depth);
    default: return readWord(cursor);
  }
}

function readWord(cursor: Cursor): Operand {
  const start = cursor.at;
  while (cursor.at < cursor.bytes.length && isRegular(cursor.bytes[cursor.at] ?? 0)) cursor.at += 1;
  if (cursor.at === start) cursor.at += 1;
  const word = latin(cursor.bytes.subarray(start, cursor.at));
  const first = word.charCodeAt(0);
  const looksNumeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (looksNumeric) {
    const value = Number.parseFloat(word.replace(/^[+-]*(?=[+-])/, ''));
    return { kind: 'number', value: Number.isFinite(value) ? value : 0 };
  }
  return { kind: 'keyword', value: word };
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function readName(cursor: Cursor): string {
  const start = cursor.at + 1;
  cursor.at = start;
  while (cursor.at < cursor.bytes.length && isRegular(cursor.bytes[cursor.at] ?? 0)) cursor.at += 1;
  return latin(cursor.bytes.subarray(start, cursor.at)).replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function readLiteralString(cursor: Cursor): Uint8Array {
  const { bytes } = cursor;
  const out: number[] = [];
  let open = 1;
  cursor.at += 1;
  while (cursor.at < bytes.length) {
    const byte = bytes[cursor.at] ?? 0;
    cursor.at += 1;
    if (byte === 0x5c) readEscape(cursor, out);
    else if (byte === 0x29 && (open -= 1) === 0) break;
    else {
      if (byte === 0x28) open += 1;
      out.push(byte);
    }
  }
  return Uint8Array.from(out);
}

function readEscape(cursor: Cursor, out: number[]): void {
  const byte = cursor.bytes[cursor.at] ?? 0;
  cursor.at += 1;
  const isOctal = (value: number | undefined): value is number => value !== undefined && value >= 48 && value <= 55;
  if (isOctal(byte)) {
    let value = byte - 48;
    for (let more = 0; more < 2; more += 1) {
      const digit = cursor.bytes[cursor.at];
      if (!isOctal(digit)) break;
      value = value * 8 + digit - 48;
      cursor.at += 1;
    }
    out.push(value & 255);
  } else if (byte === 13) {
    if (cursor.bytes[cursor.at] === 10) cursor.at += 1;
  } else if (byte !== 10) {
    out.push(escapes[String.fromCharCode(byte)] ?? byte);
  }
}

function hexValue(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function readHexString(cursor: Cursor): Uint8Array {
  const digits: number[] = [];
  cursor.at += 1;
  while (cursor.at < cursor.bytes.length) {
    const byte = cursor.bytes[cursor.at] ?? 0;
    cursor.at += 1;
    if (byte === 0x3e) break;
    const value = hexValue(byte);
    if (value >= 0) digits.push(value);
  }
  if (digits.length % 2 === 1) digits.push(0);
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => (digits[2 * i] ?? 0) * 16 + (digits[2 * i + 1] ?? 0));
}

function readArray(cursor: Cursor, depth: number): Operand {
  const items: Operand[] = [];
  cursor.at += 1;
  while (depth < maxNesting) {
    skipSpace(cursor);
    if (cursor.bytes[cursor.at] === 0x5d) {
      cursor.at += 1;
      break;
    }
    const item = readOperand(cursor, depth + 1);
    if (item === null) break;
    items.push(item);
  }
  return { kind: 'array', items };
}

function readDictionary(cursor: Cursor, depth: number): Operand {
  const entries = new Map<string, Operand>();
  cursor.at += 2;
  while (depth < maxNesting) {
    skipSpace(cursor);
    if (cursor.bytes[cursor.at] === 0x3e) {
      cursor.at += 2;
      break;
    }
    const key = readOperand(cursor, depth + 1);
    if (key === null) break;
    if (key.kind !== 'name') continue;
    const value = readOperand(cursor, depth + 1);
    if (value !== null) entries.set(key.value, value);
  }
  return { kind: 'dictionary', entries };
}

function readInlineImage(cursor: Cursor): Operation {
  const entries = new Map<string, Operand>();
  for (;;) {
    const key = readOperand(cursor, 0);
    if (key === null || (key.kind === 'keyword' && key.value === 'ID')) break;
    if (key.kind !== 'name') continue;
    const value = readOperand(cursor, 0);
    if (value !== null) entries.set(key.value, value);
  }
  cursor.at += 1;
  const start = cursor.at;
  const end = endOfImage(cursor.bytes, start);
  cursor.at = Math.min(end + 3, cursor.bytes.length);
  return { operator: 'BI', operands: [{ kind: 'dictionary', entries }], imageData: cursor.bytes.slice(start, end) };
}

function endOfImage(bytes: Uint8Array, start: number): number {
  for (let i = start; i + 2 < bytes.length; i += 1) {
    const after = bytes[i + 3];
    if (isSpace(bytes[i] ?? 0) && bytes[i + 1] === 0x45 && bytes[i + 2] === 0x49 && (after === undefined || isSpace(after))) return i;
  }
  return bytes.length;
}
