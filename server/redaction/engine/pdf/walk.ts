/** The state shared by the parts that walk one page. */
import { PDFName, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import type { Operand, Operation } from './content-tokens.ts';
import type { FontReading } from './fonts.ts';
import type { GraphicsState } from './graphics-state.ts';
import type { IsLayerHidden } from './layers.ts';
import type { PathBuilder } from './path-builder.ts';
import { dictEntry } from './pdf-objects.ts';
import type { Piece, Unrewritable } from './page-content.ts';

/** Operators to write in place of those read, a reason not to rewrite the page, or nothing. */
export type Written = { readonly operators: string } | { readonly problem: Unrewritable } | null;

export interface FontShelf {
  /** Null for a font that is missing or of a kind we do not rewrite. */
  readonly reading: (font: PDFObject | undefined) => FontReading | null;
}

export interface ResourceShelf {
  readonly state: (extGState: PDFObject | undefined) => Written;
  readonly colour: (operation: Operation, resources: PDFDict | null) => Written;
  readonly shading: (shading: PDFObject | undefined) => Written;
}

export interface Walk {
  readonly pieces: Piece[];
  readonly problems: Set<Unrewritable>;
  readonly fonts: FontShelf;
  readonly shelf: ResourceShelf;
  readonly isLayerHidden: IsLayerHidden;
  readonly path: PathBuilder;
  readonly stack: GraphicsState[];
  state: GraphicsState;
  /** One entry for each open marked-content section: does it hide what it holds? */
  readonly sections: boolean[];
  operationCount: number;
}

export const isHidden = (walk: Walk): boolean => walk.sections.includes(true);

/** A number as PDF writes it: no exponent, five decimals at most. */
export const plain = (value: number): string => {
  const rounded = Math.round(value * 1e5) / 1e5;
  return Number.isFinite(rounded) ? rounded.toFixed(5).replace(/\.?0+$/, '') : '0';
};

export function write(walk: Walk, written: string): void {
  walk.pieces.push({ kind: 'state', written });
}

/** The unresolved entry of a resource category, so that its reference can be compared. */
export function raw(resources: PDFDict | null, category: string, name: Operand | undefined): PDFObject | undefined {
  if (resources === null || name?.kind !== 'name') return undefined;
  return dictEntry(resources, category)?.get(PDFName.of(name.value));
}
