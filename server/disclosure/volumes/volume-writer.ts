/** Draws laid-out pages into one tagged PDF. */

import PDFDocument from 'pdfkit';
import type { Block } from './blocks.ts';
import { plainWords } from './blocks.ts';
import type { LaidPage, Piece } from './page-layout.ts';
import { drawBullet, drawColumn, drawContentsLabel, drawLink, drawRowLine, type Target } from './piece-drawing.ts';
import { fontFiles } from './ruler.ts';
import { pageMargin, pageSize, textBottom } from './type-sizes.ts';

/** What a volume says of itself. */
export interface VolumeFacts {
  readonly title: string;
  readonly lang: string;
  readonly author: string;
  /** ISO instant of the answer; the same input makes the same bytes. */
  readonly createdAt: string;
  /** Printed at the foot of each page, in order. */
  readonly pageLabels: readonly string[];
  /** Where each link leads; null is a place in this volume. */
  readonly fileOfPlace: Readonly<Record<string, string | null>>;
}

export interface VolumeWriter {
  readonly pdf: PDFKit.PDFDocument;
  startSection(): void;
  drawPage(page: LaidPage): void;
  finish(): void;
}

type Element = PDFKit.PDFStructureElement;

/** A table, list or contents whose parts are separate blocks. */
interface Group {
  readonly key: string;
  readonly element: Element;
}

/** A block that goes on over the page keeps its element, so that it is read as one. */
interface OpenBlock {
  readonly block: Block;
  readonly element: Element;
  readonly parts: readonly Element[];
}

function openPdf(facts: VolumeFacts): PDFKit.PDFDocument {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    tagged: true,
    displayTitle: true,
    lang: facts.lang,
    pdfVersion: '1.7',
    info: { Title: facts.title, Author: facts.author, Creator: 'Fairsight', Producer: 'Fairsight', CreationDate: new Date(facts.createdAt) },
  });
  pdf.registerFont('regular', fontFiles.regular);
  pdf.registerFont('bold', fontFiles.bold);
  return pdf;
}

const groupTags = { 'row': 'Table', 'list-item': 'L', 'contents': 'TOC' } as const;

function groupKey(block: Block): string | null {
  if (block.kind === 'row') return `row ${block.table}`;
  return block.kind === 'list-item' || block.kind === 'contents' ? block.kind : null;
}

function groupTag(block: Block): string {
  return block.kind === 'heading' || block.kind === 'paragraph' ? 'Div' : groupTags[block.kind];
}

function blockTag(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `H${String(block.level)}`;
    case 'paragraph':
      return 'P';
    case 'row':
      return 'TR';
    case 'list-item':
      return 'LI';
    case 'contents':
      return 'TOCI';
  }
}

/** The library's types leave out the scope of a table's header. */
type ElementOptions = PDFKit.Mixins.StructureElementOptions & { readonly scope?: 'Column' | 'Row' };

function addChild(pdf: PDFKit.PDFDocument, parent: Element, tag: string, options: ElementOptions = {}): Element {
  const child = pdf.struct(tag, options);
  parent.add(child);
  return child;
}

/** The elements inside a block that hold its columns. */
function addParts(pdf: PDFKit.PDFDocument, piece: Piece, element: Element): readonly Element[] {
  const { block } = piece;
  switch (block.kind) {
    case 'row':
      return block.cells.map(({ header }) => (header === undefined ? addChild(pdf, element, 'TD') : addChild(pdf, element, 'TH', { scope: header })));
    case 'list-item':
      drawBullet(pdf, addChild(pdf, element, 'Lbl'), piece);
      return [addChild(pdf, element, 'LBody')];
    case 'heading':
    case 'paragraph':
    case 'contents':
      return [element];
  }
}

/** Writes pages as they come. Only one page is held besides the structure that PDF readers need. */
export function createVolumeWriter(facts: VolumeFacts): VolumeWriter {
  const pdf = openPdf(facts);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const outline = createOutline(pdf);
  let section: Element | null = null;
  let group: Group | null = null;
  let open: OpenBlock | null = null;
  let pageIndex = 0;

  const closeBlock = (): void => {
    open?.element.end();
    open = null;
  };
  const closeGroup = (): void => {
    closeBlock();
    group?.element.end();
    group = null;
  };
  const parentOf = (block: Block, current: Element): Element => {
    const key = groupKey(block);
    if (key === null || group?.key !== key) closeGroup();
    if (key === null) return current;
    group ??= { key, element: addChild(pdf, current, groupTag(block)) };
    return group.element;
  };
  const openFor = (piece: Piece, current: Element): OpenBlock => {
    const { block } = piece;
    if (open?.block === block) return open;
    const element = addChild(pdf, parentOf(block, current), blockTag(block));
    return { block, element, parts: addParts(pdf, piece, element) };
  };
  const startSection = (): void => {
    closeGroup();
    section?.end();
    section = addChild(pdf, root, 'Sect');
  };
  return {
    pdf,
    startSection,
    drawPage: (page) => {
      if (section === null) throw new Error('a page was drawn before its section began');
      pdf.addPage({ size: [pageSize.width, pageSize.height], margin: 0 });
      for (const piece of page) {
        open = openFor(piece, section);
        outline.note(piece);
        drawPiece(pdf, piece, { open, facts });
        if (piece.isEnd) closeBlock();
      }
      drawFooter(pdf, facts.pageLabels[pageIndex] ?? '');
      pageIndex += 1;
    },
    finish: () => {
      closeGroup();
      section?.end();
      root.end();
      pdf.end();
    },
  };
}

interface Place {
  readonly open: OpenBlock;
  readonly facts: VolumeFacts;
}

function targetOf(place: string, facts: VolumeFacts): Target {
  const file = facts.fileOfPlace[place];
  return file === undefined || file === null ? { place } : { place, file };
}

function drawPiece(pdf: PDFKit.PDFDocument, piece: Piece, { open, facts }: Place): void {
  const { block } = piece;
  if (block.kind === 'heading' && block.place !== undefined && piece.isStart) {
    pdf.addNamedDestination(block.place, 'XYZ', pageMargin, piece.y, null);
  }
  if (block.kind === 'contents') {
    const link = drawLink(pdf, { piece, parent: open.element, target: targetOf(block.place, facts), label: plainWords(block.content) });
    if (piece.isEnd) drawContentsLabel(pdf, piece, { element: link, label: block.pageLabel });
    link.end();
    return;
  }
  if (block.kind === 'paragraph' && block.link !== undefined) {
    const target = 'file' in block.link ? { file: block.link.file } : targetOf(block.link.place, facts);
    drawLink(pdf, { piece, parent: open.element, target, label: plainWords(block.content) }).end();
    return;
  }
  if (block.kind === 'row') drawRowLine(pdf, piece);
  for (const [index, column] of piece.columns.entries()) {
    const element = open.parts[index];
    const isHeader = block.kind === 'row' && block.cells[index]?.header !== undefined;
    if (element !== undefined) drawColumn(pdf, column, { element, piece, face: isHeader ? 'bold' : piece.style.face });
  }
}

function drawFooter(pdf: PDFKit.PDFDocument, label: string): void {
  pdf.markContent('Artifact', { type: 'Pagination' });
  pdf.font('regular').fontSize(10).fillColor('#14202B').text(label, pageMargin, textBottom + 8, { lineBreak: false });
  pdf.endMarkedContent();
}

/** Bookmarks, nested by the level of their headings. */
function createOutline(pdf: PDFKit.PDFDocument): { note(piece: Piece): void } {
  const levels: PDFKit.PDFOutline[] = [pdf.outline];
  return {
    note: ({ block, isStart, y }) => {
      if (block.kind !== 'heading' || block.bookmark === undefined || !isStart) return;
      const depth = Math.min(block.level, levels.length);
      const parent = levels[depth - 1] ?? pdf.outline;
      levels.length = depth;
      // The library counts a bookmark's left edge from the right one.
      const spot = { top: y, left: pageSize.width, expanded: false };
      levels.push(parent.addItem(block.bookmark, spot));
    },
  };
}
