/** A process of its own for redacting PDFs: its memory, and any crash, end with it. */
import { z } from 'zod';
import { redactPdf } from './pdf/redact-pdf.ts';
import type { RedactionOutcome } from './pdf/redaction-order.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const coordinate = z.number();

/** What the parent sends. Bytes travel through the pipe, so that no opened document lies on a disk. */
export const orderMessage = z.object({
  bytes,
  terms: z.array(z.string()),
  marks: z.array(z.object({ page: z.number(), rect: z.tuple([coordinate, coordinate, coordinate, coordinate]), exemption: z.string().optional() })),
  labels: z.object({ standard: z.string(), byExemption: z.record(z.string(), z.string()) }),
});

export interface WorkerReply {
  readonly outcome: RedactionOutcome | { readonly failed: string };
  readonly residentBytes: number;
}

async function answer(message: unknown): Promise<void> {
  const reply = await outcomeOf(message);
  process.send?.({ outcome: reply, residentBytes: process.memoryUsage().rss } satisfies WorkerReply);
}

async function outcomeOf(message: unknown): Promise<WorkerReply['outcome']> {
  try {
    const { marks, ...order } = orderMessage.parse(message);
    return await redactPdf({ ...order, marks: marks.map(({ page, rect, exemption }) => ({ page, rect, ...(exemption === undefined ? {} : { exemption }) })) });
  } catch (fault) {
    // The kind of fault only: its message could quote the document.
    return { failed: fault instanceof Error ? fault.name : 'unknown fault' };
  }
}

process.on('message', (message) => { void answer(message); });
process.on('disconnect', () => { process.exit(0); });
