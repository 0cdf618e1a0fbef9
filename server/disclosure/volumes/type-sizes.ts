/** The measures of a volume's page, in PDF points. */

import type { Block } from './blocks.ts';

export type Face = 'regular' | 'bold';

export interface TextStyle {
  readonly face: Face;
  readonly sizePoints: number;
  readonly leadingPoints: number;
  /** White space above the block unless it opens a page. */
  readonly abovePoints: number;
}

/** A4, with margins wide enough for a hole punch. */
export const pageSize = { width: 595.28, height: 841.89 } as const;
export const pageMargin = 56;
export const footerHeight = 24;
export const textWidth = pageSize.width - 2 * pageMargin;
export const textBottom = pageSize.height - pageMargin - footerHeight;
export const cellGap = 12;
export const listIndent = 16;
/** Room at the end of a contents line for the longest page number. */
export const pageLabelWidth = 76;

/** One width for every blank, whatever was removed and whatever it is called, so that nothing can be measured. */
export const blankBoxWidth = 190;
export const blankLabelPoints = 9;

const body: TextStyle = { face: 'regular', sizePoints: 12, leadingPoints: 17, abovePoints: 8 };
const cell: TextStyle = { face: 'regular', sizePoints: 11, leadingPoints: 16, abovePoints: 5 };
const headings: Readonly<Record<1 | 2 | 3, TextStyle>> = {
  1: { face: 'bold', sizePoints: 21, leadingPoints: 27, abovePoints: 0 },
  2: { face: 'bold', sizePoints: 15, leadingPoints: 21, abovePoints: 18 },
  3: { face: 'bold', sizePoints: 12, leadingPoints: 17, abovePoints: 14 },
};

export function styleOf(block: Block): TextStyle {
  switch (block.kind) {
    case 'heading':
      return headings[block.level];
    case 'row':
      return cell;
    case 'list-item':
      return { ...body, abovePoints: 3 };
    case 'contents':
      return { ...body, abovePoints: 2 };
    case 'paragraph':
      return body;
  }
}
