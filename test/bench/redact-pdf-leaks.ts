/** Hostile and generated PDFs from which nothing removed could be got out again, and how many pages kept their text as text. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adversarialFiles, adversarialFolder } from '../support/redaction/adversarial-files.ts';
import { makeAdversarialPdfs, type AdversarialPdf } from '../support/redaction/make-adversarial.ts';
import { variant } from '../support/redaction/pdf-variants.ts';
import { makePicturedPdfs } from '../support/redaction/pictured-pdfs.ts';
import { leaksOf } from '../support/redaction/what-leaks.ts';
import type { Figure } from './figure.ts';

const generated = 250;
const textShareAimed = 0.95;

export async function measure(): Promise<readonly Figure[]> {
  const written = adversarialFiles.map(({ file, terms, feature }): AdversarialPdf => ({ kind: feature, terms, bytes: readFileSync(join(adversarialFolder, file)) }));
  const files = [...written, ...makeAdversarialPdfs(), ...(await makePicturedPdfs())];
  const variants = Array.from({ length: generated }, (_, seed) => variant(seed));
  let [clean, textPages, pages] = [0, 0, 0];
  for (const file of files) if ((await leaksOf(file)).survived.length === 0) clean += 1;
  for (const file of variants) {
    const { survived, keptAs, isRestKept } = await leaksOf(file);
    if (survived.length === 0) clean += 1;
    pages += keptAs.length;
    textPages += isRestKept ? keptAs.filter((kind) => kind === 'text').length : 0;
  }
  const tried = files.length + variants.length;
  return [
    { name: 'redact-pdf-leaks', value: clean, unit: 'files clean', limit: tried, ratio: clean / tried, leaking: tried - clean },
    { name: 'redact-pdf-text', value: textPages / pages, unit: 'share of pages kept as text', limit: textShareAimed, ratio: textPages / pages / textShareAimed },
  ];
}
