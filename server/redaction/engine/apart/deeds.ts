/** What is done to a document in a process apart: everything that opens bytes somebody else made. */
import { checkPdf, type CheckOutcome } from '../check/check-pdf.ts';
import { redactPdf } from '../pdf/redact-pdf.ts';
import type { RedactionOrder, RedactionOutcome } from '../pdf/redaction-order.ts';
import { framePage, renderPagePng, type FrameOutcome, type PngOutcome } from '../pdf/render-page.ts';
import { readWords, type WordReading } from '../text/read-words.ts';

export interface CheckOrder {
  readonly bytes: Uint8Array;
  readonly terms: readonly string[];
}

export interface ReadOrder {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface DrawOrder {
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly page: number;
  readonly dotsPerInch: number;
}

/** Orders and outcomes travel between processes: plain data only. */
export interface Deeds {
  readonly redact: { readonly order: RedactionOrder; readonly outcome: RedactionOutcome };
  readonly check: { readonly order: CheckOrder; readonly outcome: CheckOutcome };
  readonly read: { readonly order: ReadOrder; readonly outcome: WordReading };
  readonly frame: { readonly order: DrawOrder; readonly outcome: FrameOutcome };
  readonly draw: { readonly order: DrawOrder; readonly outcome: PngOutcome };
}

export type DeedName = keyof Deeds;

type Doers = { readonly [Name in DeedName]: (order: Deeds[Name]['order']) => Promise<Deeds[Name]['outcome']> };

export const doers: Doers = {
  redact: redactPdf,
  check: ({ bytes, terms }) => checkPdf(bytes, terms),
  read: ({ bytes, mediaType }) => readWords(bytes, mediaType),
  frame: ({ bytes, page, dotsPerInch }) => framePage(bytes, page, dotsPerInch),
  draw: ({ bytes, page, dotsPerInch }) => renderPagePng(bytes, page, dotsPerInch),
};
