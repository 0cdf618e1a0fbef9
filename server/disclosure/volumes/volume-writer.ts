/** Draws laid-out pages into one tagged PDF. */

import PDFDocument from 'pdfkit';
import { plainWords } from './blocks.ts';
import type { LaidPage, Piece } from './page-layout.ts';
import { drawColumn, drawContentsLabel, drawLink, drawRowLine, type Target } from './piece-drawing.ts';
import { fontFiles } from './ruler.ts';
import { openStructure, type OpenBlock } from './structure-tree.ts';
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

/** Writes pages as they come. Only one page is held besides the structure that PDF readers need. */
export function createVolumeWriter(facts: VolumeFacts): VolumeWriter {
  const pdf = openPdf(facts);
  const tree = openStructure(pdf);
  const outline = createOutline(pdf);
  let pageIndex = 0;
  return {
    pdf,
    startSection: () => tree.startSection(),
    drawPage: (page) => {
      pdf.addPage({ size: [pageSize.width, pageSize.height], margin: 0 });
      for (const piece of page) {
        const open = tree.openFor(piece);
        outline.note(piece);
        drawPiece(pdf, piece, { open, facts });
        if (piece.isEnd) tree.closeBlock();
      }
      drawFooter(pdf, facts.pageLabels[pageIndex] ?? '');
      pageIndex += 1;
    },
    finish: () => {
      tree.finish();
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
