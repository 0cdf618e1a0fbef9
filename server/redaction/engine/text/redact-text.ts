/** Takes terms and marked spans out of running text and puts one fixed token in their place. */
import { findTerms } from '../pdf/find-terms.ts';

/** Offsets into the text, UTF-16, `end` exclusive. */
export interface TextMark {
  readonly start: number;
  readonly end: number;
  readonly exemption?: string;
}

export type Segment = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'blank'; readonly exemption: string | null };

export interface TextOrder {
  readonly text: string;
  readonly marks: readonly TextMark[];
  readonly terms: readonly string[];
}

/** The text in pieces. Touching marks become one blank, so that their number tells nothing about the words removed. */
export function redactText({ text, marks, terms }: TextOrder): readonly Segment[] {
  const gone = [...marks, ...spansOfTerms(text, terms)].filter(({ start, end }) => end > start).sort((one, other) => one.start - other.start || other.end - one.end);
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, exemption } of gone) {
    if (end <= at) continue;
    const between = text.slice(at, Math.max(at, start));
    const last = segments.at(-1);
    const joinsLast = last?.kind === 'blank' && between.trim() === '';
    if (!joinsLast) {
      if (between !== '') segments.push({ kind: 'text', text: between });
      segments.push({ kind: 'blank', exemption: exemption ?? null });
    }
    at = Math.max(at, end);
  }
  if (at < text.length) segments.push({ kind: 'text', text: text.slice(at) });
  return segments;
}

function spansOfTerms(text: string, terms: readonly string[]): readonly TextMark[] {
  const characters = [...text];
  let offset = 0;
  const drawn = characters.map((character) => {
    const from = { start: offset, end: offset + character.length };
    offset = from.end;
    return { text: character, from };
  });
  return findTerms(drawn, terms).flatMap(({ places }) => {
    const [first, last] = [places[0], places.at(-1)];
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

/** The token that stands for a blank in plain text: of one length for one label, whatever was removed. */
export const blankToken = (label: string): string => `[${label}]`;

/** The segments as one string, for screens and for files without layout. */
export function asPlainText(segments: readonly Segment[], labelOf: (exemption: string | null) => string): string {
  return segments.map((segment) => (segment.kind === 'text' ? segment.text : blankToken(labelOf(segment.exemption)))).join('');
}
