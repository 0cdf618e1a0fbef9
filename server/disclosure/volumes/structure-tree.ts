/** Grows the structure tree that screen readers follow: sections, tables, lists, and blocks that go on over a page. */

import type { Block } from './blocks.ts';
import type { Piece } from './page-layout.ts';
import { drawBullet } from './piece-drawing.ts';

type Element = PDFKit.PDFStructureElement;

/** A table, list or contents whose parts are separate blocks. */
interface Group {
  readonly key: string;
  readonly element: Element;
}

/** A block that goes on over the page keeps its element, so that it is read as one. */
export interface OpenBlock {
  readonly block: Block;
  readonly element: Element;
  readonly parts: readonly Element[];
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

function added(parent: Element, child: Element): Element {
  parent.add(child);
  return child;
}

function cell(pdf: PDFKit.PDFDocument, scope: 'Column' | 'Row' | undefined): Element {
  if (scope === undefined) return pdf.struct('TD');
  const options: ElementOptions = { scope };
  return pdf.struct('TH', options);
}

/** The elements inside a block that hold its columns. */
function addParts(pdf: PDFKit.PDFDocument, piece: Piece, element: Element): readonly Element[] {
  const { block } = piece;
  switch (block.kind) {
    case 'row':
      return block.cells.map(({ header }) => added(element, cell(pdf, header)));
    case 'list-item':
      drawBullet(pdf, added(element, pdf.struct('Lbl')), piece);
      return [added(element, pdf.struct('LBody'))];
    case 'heading':
    case 'paragraph':
    case 'contents':
      return [element];
  }
}

export interface StructureTree {
  startSection(): void;
  /** The element of a piece's block: the one it began with if it goes on from the page before. */
  openFor(piece: Piece): OpenBlock;
  closeBlock(): void;
  finish(): void;
}

export function openStructure(pdf: PDFKit.PDFDocument): StructureTree {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return new GrowingTree(pdf, root);
}

class GrowingTree implements StructureTree {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: Element;
  #section: Element;
  #group: Group | null = null;
  #open: OpenBlock | null = null;

  constructor(pdf: PDFKit.PDFDocument, root: Element) {
    this.#pdf = pdf;
    this.#root = root;
    this.#section = root;
  }

  startSection(): void {
    this.#closeSection();
    this.#section = added(this.#root, this.#pdf.struct('Sect'));
  }

  openFor(piece: Piece): OpenBlock {
    const { block } = piece;
    if (this.#open?.block === block) return this.#open;
    const element = added(this.#parentOf(block), this.#pdf.struct(blockTag(block)));
    this.#open = { block, element, parts: addParts(this.#pdf, piece, element) };
    return this.#open;
  }

  closeBlock(): void {
    this.#open?.element.end();
    this.#open = null;
  }

  finish(): void {
    this.#closeSection();
    this.#root.end();
  }

  #parentOf(block: Block): Element {
    const key = groupKey(block);
    if (key === null || this.#group?.key !== key) this.#closeGroup();
    if (key === null) return this.#section;
    this.#group ??= { key, element: added(this.#section, this.#pdf.struct(groupTag(block))) };
    return this.#group.element;
  }

  #closeGroup(): void {
    this.closeBlock();
    this.#group?.element.end();
    this.#group = null;
  }

  #closeSection(): void {
    this.#closeGroup();
    if (this.#section !== this.#root) this.#section.end();
  }
}
