/** Redacts one page: as text wherever that is safe, otherwise as a picture. */
import type { PDFRef } from '@cantoo/pdf-lib';
import type { ImageCleaner } from './clean-image.ts';
import { wordsOfTerms } from './find-in-words.ts';
import { boundsOf, type Rect } from './geometry.ts';
import type { ImagePiece } from './page-content.ts';
import { lookAt, readingDotsPerInch, readWords } from './page-reading.ts';
import { withPdf } from './pdfium.ts';
import { addPicturePage } from './picture-page.ts';
import { planRemoval, type RemovalPlan } from './plan-removal.ts';
import { readSourcePage, rebuildPage, type Rebuild, type SourcePage } from './rebuild.ts';
import type { PageOutcome, RedactionOrder } from './redaction-order.ts';
import { drawPage, type PagePicture } from './render-page.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

export interface PageTask {
  readonly order: RedactionOrder;
  readonly flat: Uint8Array;
  readonly rebuild: Rebuild;
  readonly images: ImageCleaner;
  readonly page: number;
  readonly hasFailed: boolean;
}

type Because = PageOutcome['because'][number];

interface Seen {
  readonly picture: PagePicture;
  readonly words: readonly ReadWord[];
}

export async function redactPage(task: PageTask): Promise<PageOutcome> {
  const source = readSourcePage(task.rebuild, task.page);
  const look = lookAt(source.content, source.visibleBox);
  const because: Because[] = [...source.content.unrewritable];
  if (task.hasFailed) because.push('failed its check');
  if (look.isScanned) because.push('scanned');
  const mustBeRead = because.length > 0 || look.hasPictures || look.hasOutlines || look.isSuspect;
  const seen = mustBeRead ? await see(task) : null;
  const readAreas = seen === null ? [] : areasRead(seen, task.order.terms);
  if (look.isSuspect && readAreas.length > 0) because.push('text could not be trusted');
  const plan = planFor(task, source, readAreas);
  if (because.length === 0) {
    const problems = rebuildPage(task.rebuild, { source, plan, imageRef: await cleanImages(task, source, plan) });
    if (problems.length === 0) return { page: task.page, keptAs: 'text', because: [], blanks: plan.blanks.length + plan.areas.length };
    because.push(...problems);
  }
  return asPicture({ task, source, because }, seen ?? (await see(task)));
}

function planFor({ order, page }: PageTask, source: SourcePage, readAreas: readonly Rect[]): RemovalPlan {
  return planRemoval({
    content: source.content, visibleBox: source.visibleBox, terms: order.terms, marks: order.marks.filter((mark) => mark.page === page),
    labels: order.labels, readAreas,
  });
}

async function see({ flat, page }: PageTask): Promise<Seen> {
  const drawn = await withPdf(flat, (pdf) => drawPage(pdf, page, { dotsPerInch: readingDotsPerInch }));
  if (!drawn.opened || drawn.value === null) throw new Error('A page of an open document could not be drawn');
  return { picture: drawn.value, words: await readWords(drawn.value) };
}

function areasRead({ picture, words }: Seen, terms: readonly string[]): readonly Rect[] {
  return [...wordsOfTerms(words, terms)].map(({ box }) => boundsOf(picture.toPage, box));
}

async function cleanImages({ images }: PageTask, { content }: SourcePage, { zones }: RemovalPlan): Promise<(piece: ImagePiece) => PDFRef | null> {
  const refs = new Map<ImagePiece, PDFRef | null>();
  for (const piece of content.pieces) if (piece.kind === 'image') refs.set(piece, await images.clean(piece, zones));
  return (piece) => refs.get(piece) ?? null;
}

interface PictureReasons {
  readonly task: PageTask;
  readonly source: SourcePage;
  readonly because: readonly Because[];
}

/** The text's own glyph places still say where to paint, beside what was read in the picture. */
async function asPicture({ task, source, because }: PictureReasons, seen: Seen): Promise<PageOutcome> {
  const plan = planFor(task, source, []);
  const blanks = await addPicturePage(task.rebuild.target, {
    ...seen, terms: task.order.terms, zones: plan.zones, areas: plan.areas, label: task.order.labels.standard, blankFont: task.rebuild.blankFont,
  });
  return { page: task.page, keptAs: 'picture', because, blanks };
}
