/** Draws the words, blanks and links of one piece, each inside its structure element. */

import { type LinkTarget } from './blocks.ts';
import type { Segment } from './line-breaking.ts';
import type { Column, Piece } from './page-layout.ts';
import { blankLabelPoints, pageMargin, textWidth, type Face } from './type-sizes.ts';

type Pdf = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

/** A place in this file, a place in another file, or another file. */
export type Target = LinkTarget | { readonly place: string; readonly file: string };

const ink = '#14202B';
const linkColour = '#0B5A8A';
const blankFill = '#EEF1F3';
const blankEdge = '#5B6873';
const hairline = '#C3CDD3';

interface Drawn {
  readonly element: Element;
  readonly piece: Piece;
  readonly face: Face;
  readonly colour?: string;
}

interface Placed {
  readonly segment: Segment;
  readonly x: number;
  readonly y: number;
  /** A space after the words keeps them apart from the next line or blank when read aloud or copied. */
  readonly isFollowed: boolean;
}

function placedSegments(column: Column, piece: Piece): readonly Placed[] {
  return column.lines.flatMap((line, lineIndex) =>
    line.map((segment, index) => ({
      segment,
      x: column.x + segment.x,
      y: piece.y + lineIndex * piece.style.leadingPoints,
      isFollowed: isFollowedBySpace(line, index) || (index === line.length - 1 && !(piece.isEnd && lineIndex === column.lines.length - 1)),
    })),
  );
}

function isFollowedBySpace(line: readonly Segment[], index: number): boolean {
  const [segment, next] = [line[index], line[index + 1]];
  return segment !== undefined && next !== undefined && next.x - (segment.x + segment.width) > 0.5;
}

/** Stretches of words become one marked content; each blank an element of its own with its spoken text. */
export function drawColumn(pdf: Pdf, column: Column, drawn: Drawn): void {
  let stretch: Placed[] = [];
  const drawStretch = (): void => {
    const ready = stretch;
    stretch = [];
    if (ready.length > 0) drawn.element.add(() => drawWords(pdf, ready, drawn));
  };
  for (const placed of placedSegments(column, drawn.piece)) {
    if ('text' in placed.segment) {
      stretch.push(placed);
      continue;
    }
    drawStretch();
    const { alternative } = placed.segment.box;
    const span = pdf.struct('Span', { alt: alternative });
    drawn.element.add(span);
    span.add(() => drawBlank(pdf, placed, drawn.piece));
    span.end();
  }
  drawStretch();
}

function drawWords(pdf: Pdf, stretch: readonly Placed[], { piece, face, colour = ink }: Drawn): void {
  pdf.font(face).fontSize(piece.style.sizePoints).fillColor(colour);
  for (const { segment, x, y, isFollowed } of stretch) {
    if ('text' in segment) pdf.text(isFollowed ? `${segment.text} ` : segment.text, x, y, { lineBreak: false });
  }
}

/** The box has one width; a label too long for it is set smaller. */
function drawBlank(pdf: Pdf, { segment, x, y }: Placed, { style }: Piece): void {
  if (!('box' in segment)) return;
  const height = style.leadingPoints - 3;
  pdf.save();
  // Square corners: round ones are curves, and the gate has a page of curves read by machine, in case they are letters.
  pdf.lineWidth(0.75).rect(x + 0.5, y - 0.5, segment.width - 1, height).fillAndStroke(blankFill, blankEdge);
  pdf.restore();
  const room = segment.width - 10;
  const wide = pdf.font('bold').fontSize(blankLabelPoints).widthOfString(segment.box.label);
  const size = wide > room ? (blankLabelPoints * room) / wide : blankLabelPoints;
  pdf.fontSize(size).fillColor(ink).text(segment.box.label, x + 5, y + (height - size * 1.2) / 2, { lineBreak: false });
}

interface LinkDrawing {
  readonly piece: Piece;
  readonly parent: Element;
  readonly target: Target;
  /** Said by a screen reader for the link as a whole. */
  readonly label: string;
}

/** The caller ends the element, on this page: readers look for an annotation on the page its element was closed on. */
export function drawLink(pdf: Pdf, { piece, parent, target, label }: LinkDrawing): Element {
  const element = pdf.struct('Link');
  parent.add(element);
  for (const column of piece.columns) {
    drawColumn(pdf, column, { element, piece, face: piece.style.face, colour: linkColour });
    const height = column.lines.length * piece.style.leadingPoints;
    annotate(pdf, { x: column.x, y: piece.y, width: column.width, height }, { element, target, label });
  }
  return element;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Annotation {
  readonly element: Element;
  readonly target: Target;
  readonly label: string;
}

/** Only jumps inside the answer and to its own files; never a web address and never an action that runs something. */
function annotate(pdf: Pdf, { x, y, width, height }: Area, { element, target, label }: Annotation): void {
  // A boxed String is how the library tells text from a PDF name.
  const text = (value: string): string => Object(value) as string;
  const file = 'file' in target ? { F: text(target.file), NewWindow: true } : {};
  const place = 'place' in target ? { D: text(target.place) } : { D: [0, 'Fit'] };
  const action = pdf.ref({ S: 'file' in target ? 'GoToR' : 'GoTo', ...file, ...place });
  action.end(undefined);
  const options = { Subtype: 'Link', A: action, Contents: text(label), structParent: element };
  pdf.annotate(x, y, width, height, options);
}

export function drawContentsLabel(pdf: Pdf, piece: Piece, { element, label }: { readonly element: Element; readonly label: string }): void {
  const y = piece.y + (piece.lineCount - 1) * piece.style.leadingPoints;
  element.add(() => {
    pdf.font('regular').fontSize(piece.style.sizePoints).fillColor(ink);
    const x = pageMargin + textWidth - pdf.widthOfString(label);
    pdf.text(label, x, y, { lineBreak: false });
  });
}

/** The dot before an entry of a list. */
export function drawBullet(pdf: Pdf, label: Element, { y, style }: Piece): void {
  label.add(() => {
    pdf.font('regular').fontSize(style.sizePoints).fillColor(ink).text('\u2022 ', pageMargin + 4, y, { lineBreak: false });
  });
}

/** A hairline above each row; decoration, so an artifact. */
export function drawRowLine(pdf: Pdf, piece: Piece): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.moveTo(pageMargin, piece.y - 3).lineTo(pageMargin + textWidth, piece.y - 3).lineWidth(0.5).strokeColor(hairline).stroke();
  pdf.endMarkedContent();
}
