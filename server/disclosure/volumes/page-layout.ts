/** Lays blocks out on pages, without drawing them: the same layout counts the pages and places the words. */

import type { Block, Section } from './blocks.ts';
import { breakLines, type Line } from './line-breaking.ts';
import type { Ruler } from './ruler.ts';
import { cellGap, listIndent, pageLabelWidth, pageMargin, styleOf, textBottom, textWidth, type TextStyle } from './type-sizes.ts';

/** One column of a block: a paragraph has one, a table row several. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
}

/** The part of a block that stands on one page. */
export interface Piece {
  readonly block: Block;
  readonly style: TextStyle;
  readonly y: number;
  readonly columns: readonly Column[];
  readonly lineCount: number;
  /** False where the block goes on from the page before. */
  readonly isStart: boolean;
  /** False where the block goes on over the page. */
  readonly isEnd: boolean;
}

export type LaidPage = readonly Piece[];

function columnBoxes(block: Block): readonly { readonly x: number; readonly width: number }[] {
  switch (block.kind) {
    case 'row': {
      let x = pageMargin;
      return block.cells.map(({ share }) => {
        const box = { x, width: share * textWidth - cellGap };
        x += share * textWidth;
        return box;
      });
    }
    case 'list-item':
      return [{ x: pageMargin + listIndent, width: textWidth - listIndent }];
    case 'contents':
      return [{ x: pageMargin, width: textWidth - pageLabelWidth }];
    case 'heading':
    case 'paragraph':
      return [{ x: pageMargin, width: textWidth }];
  }
}

function columnsOf(block: Block, style: TextStyle, ruler: Ruler): readonly Column[] {
  return columnBoxes(block).map((box, index) => {
    const cell = block.kind === 'row' ? block.cells[index] : undefined;
    const cellStyle = cell?.header === undefined ? style : { ...style, face: 'bold' as const };
    const content = block.kind === 'row' ? (cell?.content ?? []) : block.content;
    return { ...box, lines: breakLines(content, { ruler, style: cellStyle, width: box.width }) };
  });
}

/** A heading is never left alone at the foot of a page. */
const linesKeptWithHeading = 2;
const bodyLeading = 17;

/** How many of the lines left can stand above the foot of the page. */
function linesThatFit(block: Block, lines: { readonly left: number; readonly leading: number; readonly top: number }): number {
  const fitting = Math.floor((textBottom - lines.top) / lines.leading);
  if (block.kind === 'heading') {
    const needed = lines.left * lines.leading + linesKeptWithHeading * bodyLeading;
    return lines.top + needed <= textBottom ? lines.left : 0;
  }
  // One line alone at the foot, or left for the next page, reads badly.
  if (fitting >= lines.left) return lines.left;
  return lines.left - fitting === 1 ? Math.max(0, fitting - 1) : fitting === 1 ? 0 : fitting;
}

function slice(columns: readonly Column[], from: number, to: number): readonly Column[] {
  return columns.map((column) => ({ ...column, lines: column.lines.slice(from, to) }));
}

/** The pages of one section, one at a time. A section without words still has one page. */
export function* layOut(section: Section, ruler: Ruler): Generator<LaidPage> {
  let page: Piece[] = [];
  let y: number = pageMargin;
  for (const block of section.blocks) {
    const style = styleOf(block);
    const columns = columnsOf(block, style, ruler);
    const total = Math.max(0, ...columns.map((column) => column.lines.length));
    let done = 0;
    while (done < total) {
      const top = page.length === 0 ? pageMargin : y + (done === 0 ? style.abovePoints : 0);
      const fitting = linesThatFit(block, { left: total - done, leading: style.leadingPoints, top });
      const lineCount = page.length === 0 ? Math.max(1, fitting) : fitting;
      if (lineCount === 0) {
        yield page;
        page = [];
        continue;
      }
      const next = done + lineCount;
      page.push({ block, style, y: top, columns: slice(columns, done, next), lineCount, isStart: done === 0, isEnd: next === total });
      y = top + lineCount * style.leadingPoints;
      done = next;
    }
  }
  yield page;
}

export interface SectionMeasure {
  readonly id: string;
  readonly pageCount: number;
  /** Page of the section, from 0, on which each named place begins. */
  readonly places: Readonly<Record<string, number>>;
}

/** Counts a section's pages and finds its places; holds one page at a time. */
export function measureSection(section: Section, ruler: Ruler): SectionMeasure {
  const places: Record<string, number> = {};
  let pageCount = 0;
  for (const page of layOut(section, ruler)) {
    for (const { block, isStart } of page) {
      if (block.kind === 'heading' && block.place !== undefined && isStart) places[block.place] = pageCount;
    }
    pageCount += 1;
  }
  return { id: section.id, pageCount, places };
}
