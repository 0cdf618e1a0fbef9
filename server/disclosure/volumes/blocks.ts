/** The pieces a volume is laid out from, already worded: what the composers write and the layout reads. */

/** Words, or the box that stands in place of what is left out. */
export type Inline = { readonly words: string } | { readonly box: BlankBox };

export interface BlankBox {
  readonly label: string;
  /** Read aloud in place of the box. */
  readonly alternative: string;
}

export type Inlines = readonly Inline[];

/** A place inside this set of volumes, or a file beside them. */
export type LinkTarget = { readonly place: string } | { readonly file: string };

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly content: Inlines;
  /** The name by which links reach this heading. */
  readonly place?: string;
  /** Its words in the bookmarks; nested by level. */
  readonly bookmark?: string;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly content: Inlines;
  readonly link?: LinkTarget;
}

export interface ListItemBlock {
  readonly kind: 'list-item';
  readonly content: Inlines;
}

/** One row of a table. Rows that follow one another with the same columns are one table. */
export interface RowBlock {
  readonly kind: 'row';
  readonly table: string;
  readonly cells: readonly CellContent[];
}

export interface CellContent {
  readonly content: Inlines;
  /** Share of the text width. */
  readonly share: number;
  readonly header?: 'Column' | 'Row';
}

/** One line of the contents, with the page it leads to. */
export interface ContentsBlock {
  readonly kind: 'contents';
  readonly content: Inlines;
  readonly pageLabel: string;
  readonly place: string;
}

export type Block = HeadingBlock | ParagraphBlock | ListItemBlock | RowBlock | ContentsBlock;

/** What begins on a new page: the letter, the contents, one document. */
export interface Section {
  readonly id: string;
  readonly blocks: readonly Block[];
}

export function words(text: string): Inlines {
  return [{ words: text }];
}

/** The plain words of a block, for bookmarks. */
export function plainWords(content: Inlines): string {
  return content.map((inline) => ('words' in inline ? inline.words : inline.box.label)).join('').trim();
}
