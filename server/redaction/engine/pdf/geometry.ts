/** Points, rectangles and affine matrices as PDF writes them. */

/** `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** `[x0, y0, x1, y1]`, lower left and upper right, in unrotated PDF points. */
export type Rect = readonly [number, number, number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** First `first`, then `second`: PDF's own order of writing, `first × second`. */
export function multiply(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

export function apply(matrix: Matrix, x: number, y: number): Point {
  const [a, b, c, d, e, f] = matrix;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** The matrix that undoes this one, or null when it squashes the plane flat. */
export function invert(matrix: Matrix): Matrix | null {
  const [a, b, c, d, e, f] = matrix;
  const det = a * d - b * c;
  if (!Number.isFinite(det) || Math.abs(det) < 1e-12) return null;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

/** The smallest upright rectangle round `rect` once `matrix` has moved it. */
export function boundsOf(matrix: Matrix, rect: Rect): Rect {
  const [x0, y0, x1, y1] = rect;
  return aroundPoints([apply(matrix, x0, y0), apply(matrix, x1, y0), apply(matrix, x0, y1), apply(matrix, x1, y1)]);
}

export function aroundPoints(points: readonly Point[]): Rect {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  return [x0, y0, x1, y1];
}

export function union(rects: readonly Rect[]): Rect {
  return aroundPoints(rects.flatMap(([x0, y0, x1, y1]) => [{ x: x0, y: y0 }, { x: x1, y: y1 }]));
}

export function overlaps(one: Rect, other: Rect): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** What two rectangles have in common; null when that is nothing. */
export function intersection(one: Rect, other: Rect): Rect | null {
  const both: Rect = [Math.max(one[0], other[0]), Math.max(one[1], other[1]), Math.min(one[2], other[2]), Math.min(one[3], other[3])];
  return both[0] < both[2] && both[1] < both[3] ? both : null;
}

/** The share of `inner` (0 to 1) that lies within `outer`; a line without area counts by its length. */
export function shareWithin(inner: Rect, outer: Rect): number {
  return shareAlong([inner[0], inner[2]], [outer[0], outer[2]]) * shareAlong([inner[1], inner[3]], [outer[1], outer[3]]);
}

type Span = readonly [low: number, high: number];

function shareAlong([low, high]: Span, [from, to]: Span): number {
  const length = high - low;
  if (length <= 1e-9) return low >= from && low <= to ? 1 : 0;
  return Math.max(0, Math.min(high, to) - Math.max(low, from)) / length;
}

export function upright(rect: Rect): Rect {
  const [x0, y0, x1, y1] = rect;
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}
