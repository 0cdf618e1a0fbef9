/** Redacts a file and tells which parts of a secret can still be got out of it. */
import { checkPdf } from '../../../server/redaction/engine/check/check-pdf.ts';
import { readPdf } from '../../../server/redaction/engine/pdf/read-pdf.ts';
import { redactPdf } from '../../../server/redaction/engine/pdf/redact-pdf.ts';
import { standardLabels } from '../../../server/redaction/engine/pdf/redaction-order.ts';
import { kept, type AdversarialPdf } from './make-adversarial.ts';

export interface Leaks {
  readonly survived: readonly string[];
  /** Text that had to stay is still there as text. */
  readonly isRestKept: boolean;
  readonly keptAs: readonly ('text' | 'picture')[];
}

/** Parts a reader would know the whole by, and that chance does not spell. */
const telling = ['marguerite', 'okonjo', 'tilbury', '07700900461', '900461'];
const plain = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

/** @throws Error when the file is refused: none of these should be. */
export async function leaksOf({ kind, bytes, terms }: AdversarialPdf): Promise<Leaks> {
  const outcome = await redactPdf({ bytes, terms, marks: [], labels: standardLabels });
  if (!outcome.redacted) throw new Error(`refused: ${kind}: ${outcome.why} ${JSON.stringify(outcome.places)}`);
  const reading = await readPdf(outcome.pdf);
  if (!reading.read) throw new Error(`unreadable: ${kind}: ${reading.why}`);
  const text = plain(reading.pages.map((page) => page.text).join(' '));
  const backwards = [...text].reverse().join('');
  const checked = (await checkPdf(outcome.pdf, terms)).places.map(({ term, where }) => `${term} in ${where}`);
  return {
    survived: [...checked, ...telling.filter((part) => text.includes(part) || backwards.includes(part))],
    isRestKept: text.includes(plain(kept)), keptAs: outcome.pages.map(({ keptAs }) => keptAs),
  };
}
