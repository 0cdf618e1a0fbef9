/** Redacts one page: as text wherever that is safe, otherwise as a picture. */
import type { PDFRef } from '@cantoo/pdf-lib';
import type { ImageCleaner } from './clean-image.ts';
import { areasOfTerms, type TermArea } from './find-in-words.ts';
import { boundsOf } from './geometry.ts';
import type { ImagePiece } from './page-content.ts';
import { lookAt, readingDotsPerInch, readWords } from './page-reading.ts';
import { withPdf } from './pdfium.ts';
import { addPicturePage } from './picture-page.ts';
import type { ImageReader } from './read-images.ts';
import { planRemoval, type RemovalPlan } from './plan-removal.ts';
import { readSourcePage, rebuildPage, type Rebuild, type SourcePage } from './rebuild.ts';
import { labelOfTerm, type PageOutcome, type RedactionOrder } from './redaction-order.ts';
import { drawPage } from './render-page.ts';
import { uprightView, type UprightView } from './upright-picture.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

export interface PageTask {
  readonly order: RedactionOrder;
  readonly flat: Uint8Array;
  readonly rebuild: Rebuild;
  readonly images: ImageCleaner;
  readonly reader: ImageReader;
  readonly page: number;
  readonly hasFailed: boolean;
}

type Because = PageOutcome['because'][number];

type Seen = UprightView;

/** More pictures than this on a page are parts of one: they are not read one by one. */
const mostPicturesRead = 40;

export async function redactPage(task: PageTask): Promise<PageOutcome> {
  const source = readSourcePage(task.rebuild, task.page);
  const look = lookAt(source.content, source.visibleBox);
  const because: Because[] = [...source.content.unrewritable];
  if (task.hasFailed) because.push('failed its check');
  if (look.isScanned) because.push('scanned');
  const pictures = picturesOf(source);
  if (pictures.length > mostPicturesRead) because.push('too many pictures');
  const mustBeRead = because.length > 0 || look.hasPictures || look.hasOutlines || look.isSuspect;
  const seen = mustBeRead ? await see(task) : null;
  const readAreas = seen === null ? [] : areasRead(seen, task.order.terms);
  if (look.isSuspect && readAreas.length > 0) because.push('text could not be trusted');
  if (because.length === 0) {
    const plan = planFor(task, source, [...readAreas, ...(await areasInPictures(task, pictures))]);
    const problems = rebuildPage(task.rebuild, { source, plan, imageRef: await cleanImages(task, source, plan) });
    if (problems.length === 0) return { page: task.page, keptAs: 'text', because: [], blanks: plan.blanks.length + plan.areas.length };
    because.push(...problems);
  }
  return asPicture({ task, source, because }, seen ?? (await see(task)));
}

function planFor({ order, page }: PageTask, source: SourcePage, readAreas: readonly TermArea[]): RemovalPlan {
  return planRemoval({
    content: source.content, visibleBox: source.visibleBox, terms: order.terms, marks: order.marks.filter((mark) => mark.page === page),
    labels: order.labels, readAreas: readAreas.map(({ area, term }) => ({ area, label: labelOfTerm(term, order.labels) })),
  });
}

async function see({ flat, page }: PageTask): Promise<Seen> {
  const drawn = await withPdf(flat, (pdf) => drawPage(pdf, page, { dotsPerInch: readingDotsPerInch }));
  if (!drawn.opened || drawn.value === null) throw new Error('A page of an open document could not be drawn');
  return uprightView(drawn.value, await readWords(drawn.value));
}

const areasRead = (seen: Seen, terms: readonly string[]): readonly TermArea[] => [...areasAmong(seen, seen.words, terms), ...areasAmong(seen, seen.aslant, terms)];

const areasAmong = ({ picture }: Seen, words: readonly ReadWord[], terms: readonly string[]): readonly TermArea[] =>
  areasOfTerms(words, terms).map(({ area, term }) => ({ area: boundsOf(picture.toPage, area), term }));

const picturesOf = ({ content }: SourcePage): readonly ImagePiece[] => content.pieces.filter((piece) => piece.kind === 'image');

async function areasInPictures({ reader, order }: PageTask, pictures: readonly ImagePiece[]): Promise<readonly TermArea[]> {
  const areas: TermArea[] = [];
  for (const piece of pictures) areas.push(...(await reader.areasIn(piece, order.terms)));
  return areas;
}

async function cleanImages({ images }: PageTask, { content, visibleBox }: SourcePage, { zones }: RemovalPlan): Promise<(piece: ImagePiece) => PDFRef | null> {
  const refs = new Map<ImagePiece, PDFRef | null>();
  for (const piece of content.pieces) if (piece.kind === 'image') refs.set(piece, await images.clean(piece, zones, visibleBox));
  return (piece) => refs.get(piece) ?? null;
}

interface PictureReasons {
  readonly task: PageTask;
  readonly source: SourcePage;
  readonly because: readonly Because[];
}

/** The text's own glyph places still say where to paint, beside what was read in the picture. */
async function asPicture({ task, source, because }: PictureReasons, seen: Seen): Promise<PageOutcome> {
  const plan = planFor(task, source, areasAmong(seen, seen.aslant, task.order.terms));
  const blanks = await addPicturePage(task.rebuild.target, {
    picture: seen.picture, words: seen.words, terms: task.order.terms, zones: plan.zones, areas: plan.areas, marked: plan.marked, labels: task.order.labels, blankFont: task.rebuild.blankFont,
  });
  return { page: task.page, keptAs: 'picture', because, blanks };
}
