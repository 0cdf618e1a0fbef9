/** Draws a paper as a born-digital PDF. */
import PDFDocument from 'pdfkit';
import type { Block, Paper } from './paper.ts';

type Doc = InstanceType<typeof PDFDocument>;

const margin = 62;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - 78;

/** The same bytes for the same paper. */
export async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 60, bottom: 60, left: margin, right: margin },
    bufferPages: true,
    info: { Title: paper.title, Author: 'Penhallow Council', CreationDate: new Date(`${paper.writtenOn}T09:00:00Z`) },
  });
  const parts: Uint8Array[] = [];
  doc.on('data', (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => void doc.once('end', resolve).once('error', reject));
  for (const block of paper.blocks) draw(doc, block);
  addFooters(doc, paper.footer);
  doc.end();
  await ended;
  return Buffer.concat(parts);
}

function draw(doc: Doc, block: Block): void {
  switch (block.kind) {
    case 'title':
      doc.font('Helvetica-Bold').fontSize(16).text(block.text, margin, doc.y, { width }).moveDown(0.6);
      return;
    case 'heading':
      if (doc.y > bottom - 60) doc.addPage();
      doc.moveDown(0.4).font('Helvetica-Bold').fontSize(12).text(block.text, margin, doc.y, { width }).moveDown(0.3);
      return;
    case 'paragraph':
      doc.font('Helvetica').fontSize(11).text(block.text, margin, doc.y, { width, lineGap: 3 }).moveDown(0.7);
      return;
    case 'note':
      doc.font('Helvetica-Oblique').fontSize(9.5).text(block.text, margin + 14, doc.y, { width: width - 28, lineGap: 1 }).moveDown(0.6);
      return;
    case 'facts':
      drawTable(doc, { head: [], widths: [0.3, 0.7], rows: block.rows });
      return;
    case 'table':
      drawTable(doc, block);
      return;
  }
}

interface Table {
  readonly head: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

function drawTable(doc: Doc, table: Table): void {
  if (table.head.length > 0) drawRow(doc, table, { cells: table.head, font: 'Helvetica-Bold' });
  for (const cells of table.rows) {
    const isNewPage = drawRow(doc, table, { cells, font: 'Helvetica' });
    if (isNewPage) doc.font('Helvetica');
  }
  doc.x = margin;
  doc.moveDown(0.8);
}

function drawRow(doc: Doc, table: Table, row: { readonly cells: readonly string[]; readonly font: string }): boolean {
  doc.font(row.font).fontSize(10);
  const widths = table.widths.map((share) => share * width - 8);
  const height = Math.max(...row.cells.map((cell, at) => doc.heightOfString(cell, { width: widths[at] ?? 80 })));
  const isNewPage = doc.y + height > bottom;
  if (isNewPage) doc.addPage();
  const top = doc.y;
  let left = margin;
  row.cells.forEach((cell, at) => {
    doc.text(cell, left, top, { width: widths[at] ?? 80 });
    left += (table.widths[at] ?? 0) * width;
  });
  doc.y = top + height + 6;
  doc.moveTo(margin, doc.y - 3).lineTo(margin + width, doc.y - 3).lineWidth(0.4).strokeColor('#888888').stroke();
  return isNewPage;
}

function addFooters(doc: Doc, footer: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at += 1) {
    doc.switchToPage(at);
    doc.font('Helvetica').fontSize(8).text(`${footer} · page ${at + 1} of ${count}`, margin, 795, { width, lineBreak: false, height: 12 });
  }
}
