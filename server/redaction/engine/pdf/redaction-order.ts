/** What an officer asks to have removed from a file, and what came of it. */
import type { Rect } from './geometry.ts';
import type { Unrewritable } from './page-content.ts';

export interface AreaMark {
  /** From 1. */
  readonly page: number;
  /** In unrotated PDF points from the bottom left. */
  readonly rect: Rect;
  readonly exemption?: string;
}

/** What stands in a blank. Neutral exemptions are given one and the same label by the caller. */
export interface BlankLabels {
  readonly standard: string;
  readonly byExemption: Readonly<Record<string, string>>;
  /** For a term removed for one reason of its own. */
  readonly byTerm?: ReadonlyMap<string, string>;
}

export function labelOfTerm(term: string, { standard, byTerm }: BlankLabels): string {
  return byTerm?.get(term) ?? standard;
}

export function labelOfMark({ exemption }: AreaMark, { standard, byExemption }: BlankLabels): string {
  return (exemption === undefined ? undefined : byExemption[exemption]) ?? standard;
}

/** One blank, one label: the standard one where any part asks for it, else that of the first part. */
export function joinedLabel(parts: readonly string[], { standard }: BlankLabels): string {
  return parts.includes(standard) ? standard : parts[0] ?? standard;
}

export const standardLabels: BlankLabels = { standard: 'Withheld', byExemption: {} };

export interface RedactionOrder {
  readonly bytes: Uint8Array;
  readonly terms: readonly string[];
  readonly marks: readonly AreaMark[];
  readonly labels: BlankLabels;
  /** A neutral title for the new file; the old one is never copied. */
  readonly title?: string;
}

/** A place where something that had to go was still found. `page` is null for the document as a whole. */
export interface PlaceFound {
  readonly page: number | null;
  readonly where: string;
  readonly term: string;
}

export type RefusalReason =
  | 'empty file' | 'not readable as a PDF' | 'needs a password' | 'no pages' | 'too many pages' | 'a mark is outside the document' | 'could not be made clean' | Overrun;

/** A document that asked for more than any real one does (endless drawing, or little bytes that become gigabytes), or that ended what opened it. */
export type Overrun = 'took too long' | 'took too much memory' | 'could not be opened safely';

export interface PageOutcome {
  readonly page: number;
  /** `text` stays text; `picture` was replaced by its redacted image with a new text layer. */
  readonly keptAs: 'text' | 'picture';
  readonly because: readonly (Unrewritable | 'scanned' | 'text could not be trusted' | 'failed its check')[];
  readonly blanks: number;
}

export type RedactionOutcome =
  | { readonly redacted: true; readonly pdf: Uint8Array; readonly pages: readonly PageOutcome[] }
  | { readonly redacted: false; readonly why: RefusalReason; readonly places: readonly PlaceFound[] };

export const maxPages = 2_000;
