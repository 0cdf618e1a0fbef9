/** The grid over a page's picture, A1 to J14, for marking an area without drawing. */

export const gridColumns = 10;
export const gridRows = 14;

export interface GridCell {
  /** From 0, from the left. */
  readonly column: number;
  /** From 0, from the top. */
  readonly row: number;
}

/** `C4` or `c 4`; null for what is not a cell of the grid. */
export function cellNamed(name: string): GridCell | null {
  const found = /^\s*([a-j])\s*(1[0-4]|[1-9])\s*$/i.exec(name);
  if (found === null) return null;
  const [, letter = '', number = ''] = found;
  return { column: letter.toUpperCase().charCodeAt(0) - 65, row: Number(number) - 1 };
}

export function cellName({ column, row }: GridCell): string {
  return `${String.fromCharCode(65 + column)}${row + 1}`;
}

/** An area of the picture as shares of its width and height, from the top left. */
export interface PictureArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** `C4 to F5`, `C4-F5`, or one cell alone; null if either end is not a cell. */
export function areaOfCells(text: string): PictureArea | null {
  const [from = '', to = from, ...rest] = text.split(/\s+to\s+|\s*[-–]\s*/i);
  const [one, other] = [cellNamed(from), cellNamed(to)];
  if (one === null || other === null || rest.length > 0) return null;
  return {
    left: Math.min(one.column, other.column) / gridColumns,
    right: (Math.max(one.column, other.column) + 1) / gridColumns,
    top: Math.min(one.row, other.row) / gridRows,
    bottom: (Math.max(one.row, other.row) + 1) / gridRows,
  };
}
