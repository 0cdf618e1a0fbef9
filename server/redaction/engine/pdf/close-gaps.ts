/** Gives every removed run the same width, so that what stays cannot be measured to learn what went. */
/** Widths of a blank in ems, the first that fits on the page. They never depend on what was removed. */
const blankEms = [8, 6, 4, 3, 2];
/** A wider gap than this is a column or a tab, whose place says nothing about the words before it. */
const columnEms = 3;
const wordSpaceEms = 0.28;

/** A glyph, or a word of a picture, where it stands along its line. */
export interface Placed<T> {
  readonly item: T;
  readonly isSpace: boolean;
  readonly from: number;
  readonly to: number;
  /** Height of the type. */
  readonly em: number;
}

export interface LineBlank<T> {
  /** Where it begins along the line. */
  readonly from: number;
  readonly width: number;
  readonly em: number;
  /** The removed items it stands for, in order. */
  readonly items: readonly T[];
}

export interface Closed<T> {
  /** How far each kept item moves along the line. */
  readonly shifts: ReadonlyMap<T, number>;
  /** Spaces beside a blank, which go with it. */
  readonly swallowed: ReadonlySet<T>;
  readonly blanks: readonly LineBlank<T>[];
}

export interface LineToClose<T> {
  /** In order along the line. */
  readonly placed: readonly Placed<T>[];
  readonly removed: ReadonlySet<T>;
  /** How far along the line text may reach. */
  readonly limit: number;
  /** Each item is a whole word, so a space stands between any two. */
  readonly isWords?: boolean;
}

/** Null when nothing of the line is removed: then nothing moves. */
export function closeGaps<T>({ placed, removed, limit, isWords = false }: LineToClose<T>): Closed<T> | null {
  if (!placed.some(({ item }) => removed.has(item))) return null;
  const parts = partsOf(placed, removed);
  let closed = layOut(parts, blankEms[0] ?? 8, isWords);
  for (const ems of blankEms.slice(1)) {
    if (closed.end <= limit) break;
    closed = layOut(parts, ems, isWords);
  }
  return closed;
}

type Part<T> =
  | { readonly kind: 'kept'; readonly placed: Placed<T> }
  | { readonly kind: 'gone'; readonly run: readonly Placed<T>[]; readonly swallowed: readonly T[] };

/** Runs of removed items with the spaces round them, and the kept items between. */
function partsOf<T>(all: readonly Placed<T>[], removed: ReadonlySet<T>): readonly Part<T>[] {
  const parts: Part<T>[] = [];
  let run: Placed<T>[] = [];
  let spaces: Placed<T>[] = [];
  const flush = (): void => {
    if (run.length === 0) for (const placed of spaces) parts.push({ kind: 'kept', placed });
    else parts.push({ kind: 'gone', run, swallowed: spaces.map(({ item }) => item) });
    run = [];
    spaces = [];
  };
  for (const placed of all) {
    if (removed.has(placed.item)) {
      const last = run.at(-1);
      if (last !== undefined && placed.from - last.to > columnEms * placed.em) flush();
      run.push(placed);
    } else if (placed.isSpace) spaces.push(placed);
    else {
      flush();
      parts.push({ kind: 'kept', placed });
    }
  }
  flush();
  return parts;
}

interface Pen<T> {
  /** Where the next thing goes. */
  at: number;
  /** The last original item, kept or gone. */
  before: Placed<T> | null;
  beforeAt: number;
  isAfterBlank: boolean;
  readonly isWords: boolean;
}

function layOut<T>(parts: readonly Part<T>[], ems: number, isWords: boolean): Closed<T> & { readonly end: number } {
  const shifts = new Map<T, number>();
  const swallowed = new Set<T>();
  const blanks: LineBlank<T>[] = [];
  const first = parts[0];
  const start = first === undefined ? 0 : first.kind === 'kept' ? first.placed.from : (first.run[0]?.from ?? 0);
  const pen: Pen<T> = { isWords, at: start, before: null, beforeAt: start, isAfterBlank: false };
  for (const part of parts) {
    if (part.kind === 'gone') {
      for (const item of part.swallowed) swallowed.add(item);
      blanks.push(putBlank(part.run, pen, ems));
    } else shifts.set(part.placed.item, putItem(part.placed, pen) - part.placed.from);
  }
  return { shifts, swallowed, blanks, end: pen.at };
}

function putBlank<T>(run: readonly Placed<T>[], pen: Pen<T>, ems: number): LineBlank<T> {
  const first = run[0];
  const from = first === undefined ? pen.at : afterGap(first, pen);
  const em = Math.max(...run.slice(0, 50).map((placed) => placed.em));
  pen.at = from + ems * em;
  pen.before = run.at(-1) ?? null;
  pen.isAfterBlank = true;
  return { from, width: ems * em, em, items: run.map(({ item }) => item) };
}

/** A blank follows the words before it directly, unless it opens a column of its own. */
function afterGap<T>(first: Placed<T>, pen: Pen<T>): number {
  if (pen.before === null) return pen.at;
  return first.from - pen.before.to > columnEms * first.em ? Math.max(first.from, pen.at) : pen.at;
}

function putItem<T>(placed: Placed<T>, pen: Pen<T>): number {
  const { before } = pen;
  const at = before === null ? pen.at : nextPlace(placed, before, pen);
  pen.beforeAt = at;
  pen.before = placed;
  pen.isAfterBlank = false;
  pen.at = at + (placed.to - placed.from);
  return at;
}

function nextPlace<T>(placed: Placed<T>, before: Placed<T>, pen: Pen<T>): number {
  const gap = placed.from - before.to;
  if (gap > columnEms * placed.em) return Math.max(placed.from, pen.at + wordSpaceEms * placed.em);
  if (pen.isAfterBlank) return pen.at;
  // A second stroke of the same letter (drawn bold) keeps its small offset.
  if (gap < -0.3 * placed.em) return pen.beforeAt + (placed.from - before.from);
  // Justified spaces stretch with the length of what went, so each becomes a plain one.
  const isWordGap = pen.isWords || (gap > 0.12 * placed.em && !before.isSpace && !placed.isSpace);
  return isWordGap ? pen.at + wordSpaceEms * placed.em : pen.at;
}
