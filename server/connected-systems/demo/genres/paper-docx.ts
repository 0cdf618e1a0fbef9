/** Writes a paper as a Word document. */
import { Document, Footer, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx';
import type { Block, Paper } from './paper.ts';

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export async function docxOf(paper: Paper): Promise<Uint8Array> {
  const document = new Document({
    title: paper.title,
    creator: 'Penhallow Council',
    sections: [{ footers: { default: new Footer({ children: [new Paragraph(paper.footer)] }) }, children: paper.blocks.flatMap(drawn) }],
  });
  return await Packer.toBuffer(document);
}

function drawn(block: Block): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.TITLE })];
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HeadingLevel.HEADING_2 })];
    case 'paragraph':
      return block.text.split('\n').map((text) => new Paragraph({ text, spacing: { after: 120 } }));
    case 'note':
      return [new Paragraph({ text: block.text, indent: { left: 360 }, spacing: { after: 120 } })];
    case 'facts':
      return [table(block.rows, [0.3, 0.7])];
    case 'table':
      return [table([block.head, ...block.rows], block.widths)];
  }
}

function table(rows: readonly (readonly string[])[], widths: readonly number[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map((cells) => new TableRow({
      children: cells.map((cell, at) => new TableCell({ width: { size: (widths[at] ?? 0.2) * 100, type: WidthType.PERCENTAGE }, children: [new Paragraph(cell)] })),
    })),
  });
}
