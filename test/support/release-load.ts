/** Makes a case as large as wanted, as files in a folder, and releases it through the real redactor, drawer and checker. */

import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, StandardFonts, type PDFFont } from '@cantoo/pdf-lib';
import { encode } from 'fast-png';
import { z } from 'zod';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import type { SourceItem } from '../../server/disclosure/redacted-item.ts';
import type { ReleaseSource } from '../../server/disclosure/release-source.ts';
import { rememberingSource } from '../../server/disclosure/release-source.ts';
import { checkPdfApart, redactPdfApart } from '../../server/redaction/engine/apart/documents.ts';
import { pictureOf } from '../../server/redaction/engine/check/picture-of.ts';
import { withPdf } from '../../server/redaction/engine/pdf/pdfium.ts';
import { newId } from '../../server/platform/ids.ts';
import { anApprovedCase, type Council } from './release.ts';

export interface LoadSize {
  readonly documents: number;
  readonly pagesInDocument: number;
  /** Pages that are pictures have to be read by machine before they can be checked. */
  readonly isScanned?: boolean;
}

const removedName = 'Marguerite Okonjo';
const words = 'the visit was made on Tuesday and the family said that school had gone well since the spring when a worker from the area office called to ask about the move and what would help at home'.split(' ');
const linesOnPage = 38;

function aLine(): string {
  return Array.from({ length: 13 }, () => words[randomInt(words.length)] ?? '').join(' ');
}

/** One mark a page, as in a file with one third party in it. */
export function pageLines(): readonly string[] {
  const lines = Array.from({ length: linesOnPage }, aLine);
  return lines.map((line, index) => (index === 7 ? `${line.slice(0, 30)} ${removedName} said so` : line));
}

export async function textPdf(pages: readonly (readonly string[])[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font: PDFFont = await pdf.embedFont(StandardFonts.Helvetica);
  for (const lines of pages) {
    const page = pdf.addPage([595, 842]);
    for (const [index, line] of lines.entries()) page.drawText(line, { x: 56, y: 780 - index * 19, size: 11, font });
  }
  return pdf.save();
}

/** The same pages as pictures, 150 dots an inch. */
async function scanned(bytes: Uint8Array, pageCount: number): Promise<Uint8Array> {
  const pictures = await withPdf(bytes, (pdf) => Array.from({ length: pageCount }, (_, index) => pictureOf(pdf, index + 1, 150 / 72)));
  if (!pictures.opened) throw new Error('the page could not be drawn');
  const scan = await PDFDocument.create();
  for (const picture of pictures.value) {
    if (picture === null) throw new Error('the page could not be drawn');
    const image = await scan.embedPng(encode({ width: picture.width, height: picture.height, data: picture.grey, channels: 1, depth: 8 }));
    scan.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 });
  }
  return scan.save();
}

/** Writes the documents of a case into a folder: `<n>.pdf` and its text. */
export async function writeLoad(folder: string, { documents, pagesInDocument, isScanned = false }: LoadSize): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let number = 1; number <= documents; number += 1) {
    const pages = Array.from({ length: pagesInDocument }, pageLines);
    const pdf = await textPdf(pages);
    await writeFile(join(folder, `${String(number)}.pdf`), isScanned ? await scanned(pdf, pagesInDocument) : pdf);
    await writeFile(join(folder, `${String(number)}.json`), JSON.stringify(pages.map((lines) => lines.join('\n'))));
  }
}

function loadSource(folder: string, documents: number): Pick<ReleaseSource, 'headings' | 'item'> {
  const ids = Array.from({ length: documents }, (_, index) => String(index + 1));
  return {
    headings: () => Promise.resolve(ids.map((itemId) => ({ itemId, kind: 'document' as const, service: 'Social care', heldOn: `2009-01-${itemId.padStart(4, '0')}` }))),
    item: async (_, itemId) => ({ item: await readLoadItem(folder, itemId), original: () => readFile(join(folder, `${itemId}.pdf`)) }),
  };
}

async function readLoadItem(folder: string, itemId: string): Promise<SourceItem> {
  const pages = z.array(z.string()).parse(JSON.parse(await readFile(join(folder, `${itemId}.json`), 'utf8')));
  const marks = pages.flatMap((text, index) => {
    const startAt = text.indexOf(removedName);
    return startAt < 0 ? [] : [{ id: newId(), page: index + 1, text: { startAt, endAt: startAt + removedName.length }, rect: null, exemption: 'third-party' }];
  });
  return { id: itemId, kind: 'document', mediaType: 'application/pdf', service: 'Social care', heldOn: '2009-03-12', title: `Minutes ${itemId}`, pages, marks, keptWords: [] };
}

/** Releases the load and gives the seconds it took. @throws if anything kept it from being released. */
export async function releaseLoad(council: Council, folder: string, documents: number): Promise<number> {
  const approved = await anApprovedCase(council, [], loadSource(folder, documents));
  const tools = { ...council.tools, source: rememberingSource(approved.source), redactPdf: redactPdfApart, checkPdf: checkPdfApart };
  const { caseId, bundleId } = approved;
  const startedAt = performance.now();
  await beginAnswer(tools, { caseId, bundleId });
  for (;;) {
    const { rows } = await council.admin.query<{ state: string; part: number | null }>(
      "select a.state, (select min(p.part) from release_parts p where p.answer_id = a.id and p.state = 'waiting') as part from answers a where a.case_id = $1",
      [caseId],
    );
    const [answer] = rows;
    if (answer?.state === 'released') return (performance.now() - startedAt) / 1_000;
    if (answer?.state !== 'building' || answer.part === null) throw new Error(`the release ended as ${answer?.state ?? 'nothing'}`);
    await buildAnswer(tools, { caseId, bundleId, part: answer.part, version: 1 }, { signal: new AbortController().signal });
  }
}
