/** Gathers path construction operators into subpaths until one paints them. */
import type { Matrix } from './geometry.ts';
import type { PathPiece, Segment } from './page-content.ts';

const operandCounts: Readonly<Record<Segment['operator'], number>> = { m: 2, l: 2, c: 6, v: 4, y: 4, h: 0, re: 4 };

const isSegmentOperator = (operator: string): operator is Segment['operator'] => operator in operandCounts;

export class PathBuilder {
  private subpaths: Segment[][] = [];
  private clipRule: 'W' | 'W*' | null = null;

  add(operator: string, numbers: readonly number[]): void {
    if (!isSegmentOperator(operator) || numbers.length < operandCounts[operator]) return;
    const segment: Segment = { operator, numbers: numbers.slice(0, operandCounts[operator]) };
    const current = this.subpaths.at(-1);
    if (operator === 'm' || operator === 're') this.subpaths.push([segment]);
    else if (current === undefined) return;
    else if (current[0]?.operator === 're') this.subpaths.push([{ operator: 'm', numbers: current[0].numbers.slice(0, 2) }, segment]);
    else current.push(segment);
  }

  clip(rule: 'W' | 'W*'): void {
    this.clipRule = rule;
  }

  /** The finished path, or null when nothing was built; the builder is empty again. */
  finish(paint: string, pageMatrix: Matrix): PathPiece | null {
    const piece: PathPiece = { kind: 'path', subpaths: this.subpaths, paint, clip: this.clipRule, pageMatrix };
    this.subpaths = [];
    this.clipRule = null;
    return piece.subpaths.length === 0 ? null : piece;
  }
}
