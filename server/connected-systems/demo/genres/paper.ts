/** A document before it has a file format: what a genre writer writes and every renderer draws. */

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly widths: readonly number[]; readonly rows: readonly (readonly string[])[] };

export interface Paper {
  readonly title: string;
  /** `YYYY-MM-DD`; also the date written into the file. */
  readonly writtenOn: string;
  readonly footer: string;
  readonly blocks: readonly Block[];
}

/** The words alone, in reading order. */
export function textOf(paper: Paper): string {
  return paper.blocks
    .map((block) => {
      if (block.kind === 'facts') return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n');
      if (block.kind === 'table') return [block.head, ...block.rows].map((cells) => cells.join(' | ')).join('\n');
      return block.text;
    })
    .join('\n\n');
}
