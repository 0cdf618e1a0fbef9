/** Tells rules, boxes and table lines, which may stay, from outlines and bars that may show what was removed. */
import { aroundPoints, apply, type Matrix, type Point, type Rect } from './geometry.ts';
import type { Segment } from './page-content.ts';

export function subpathBounds(subpath: readonly Segment[], matrix: Matrix): Rect {
  return aroundPoints(subpath.flatMap((segment) => pointsOf(segment)).map(({ x, y }) => apply(matrix, x, y)));
}

function pointsOf({ operator, numbers }: Segment): readonly Point[] {
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (operator === 're') return [{ x, y }, { x: x + width, y: y + height }, { x: x + width, y }, { x, y: y + height }];
  const points: Point[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) points.push({ x: numbers[i] ?? 0, y: numbers[i + 1] ?? 0 });
  return points;
}

/** Only straight shapes that reach well beyond every zone they touch may stay: a bar as long as a name tells its length. */
export function isSafeShape(subpath: readonly Segment[], bounds: Rect, touched: readonly Rect[]): boolean {
  const isStraight = subpath[0]?.operator === 're' || (subpath.length <= 6 && subpath.every(({ operator }) => operator === 'm' || operator === 'l' || operator === 'h'));
  return isStraight && touched.every((zone) => !isWithinReach(bounds, zone));
}

function isWithinReach(bounds: Rect, zone: Rect): boolean {
  const height = zone[3] - zone[1];
  const slackAcross = height * 1.5;
  const isSoLong = bounds[0] >= zone[0] - slackAcross && bounds[2] <= zone[2] + slackAcross;
  const isSoHigh = bounds[1] >= zone[1] - height && bounds[3] <= zone[3] + height;
  return isSoLong && isSoHigh;
}
