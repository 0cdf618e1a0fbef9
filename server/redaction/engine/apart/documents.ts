/** The deeds on documents as the rest of the product calls them: done in a process apart, refused by name when a document takes too much. */
import { documentsApart } from './apart.ts';
import type { DrawOrder } from './deeds.ts';
import type { CheckOutcome } from '../check/check-pdf.ts';
import type { RedactionOrder, RedactionOutcome } from '../pdf/redaction-order.ts';
import type { FrameOutcome, PngOutcome } from '../pdf/render-page.ts';
import type { WordReading } from '../text/read-words.ts';

const apart = documentsApart();

export async function redactPdfApart(order: RedactionOrder): Promise<RedactionOutcome> {
  const answer = await apart.ask('redact', order);
  return 'overrun' in answer ? { redacted: false, why: answer.overrun, places: [] } : answer.outcome;
}

/** A file that cannot be searched to its end is not clean. */
export async function checkPdfApart(bytes: Uint8Array, terms: readonly string[]): Promise<CheckOutcome> {
  const answer = await apart.ask('check', { bytes, terms });
  return 'overrun' in answer ? { clean: false, places: [{ page: null, where: answer.overrun, term: '' }] } : answer.outcome;
}

export async function readWordsApart(bytes: Uint8Array, mediaType: string): Promise<WordReading> {
  const answer = await apart.ask('read', { bytes, mediaType });
  return 'overrun' in answer ? { extracted: false, why: answer.overrun } : answer.outcome;
}

export async function drawPageApart(order: DrawOrder): Promise<PngOutcome> {
  const answer = await apart.ask('draw', order);
  return 'overrun' in answer ? { drawn: false, why: answer.overrun } : answer.outcome;
}

export async function framePageApart(order: DrawOrder): Promise<FrameOutcome> {
  const answer = await apart.ask('frame', order);
  return 'overrun' in answer ? { drawn: false, why: answer.overrun } : answer.outcome;
}
