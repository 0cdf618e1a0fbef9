/** Runs tesseract compiled to JavaScript, offline, with the language data that comes as a package. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { GreyPage } from './grey-page.ts';

let starting: Promise<Worker> | null = null;

function start(): Promise<Worker> {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng'));
  return createWorker('eng', OEM.LSTM_ONLY, { langPath: join(data, '4.0.0_best_int'), cacheMethod: 'none', gzip: true });
}

/** Tab-separated words, in the form the program of the operating system writes. */
export async function readWithScript({ width, height, grey }: GreyPage): Promise<string> {
  starting ??= start();
  const worker = await starting;
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK });
  const png = Buffer.from(encode({ width, height, data: grey, channels: 1, depth: 8 }));
  const { data } = await worker.recognize(png, {}, { tsv: true, text: false });
  return data.tsv ?? '';
}
