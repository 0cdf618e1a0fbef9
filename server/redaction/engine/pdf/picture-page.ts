/** Replaces a page by its redacted picture with a text layer made from what is still to be read in it. */
import { deflateSync } from 'node:zlib';
import { PDFName, StandardFonts, type PDFDocument, type PDFRef } from '@cantoo/pdf-lib';
import jpeg from 'jpeg-js';
import { drawArea, drawBlank, blankFontName } from './draw-blanks.ts';
import { wordsOfTerms } from './find-in-words.ts';
import { boundsOf, overlaps, shareWithin, type Rect } from './geometry.ts';
import { closeLine, emOf, paintBox, type PaintedBlank } from './paint-picture.ts';
import type { LabelledArea } from './plan-removal.ts';
import { joinedLabel, labelOfTerm, type BlankLabels } from './redaction-order.ts';
import { toGrey, type PagePicture } from './render-page.ts';
import { standardFont } from './standard-fonts.ts';
import { plain } from './walk.ts';
import type { ReadWord } from '../ocr/grey-page.ts';

const jpegQuality = 72;

export interface PictureTask {
  /** Its pixels are painted over. */
  readonly picture: PagePicture;
  readonly words: readonly ReadWord[];
  readonly terms: readonly string[];
  /** Everything that must go, in the page's own points. */
  readonly zones: readonly Rect[];
  /** Marks that show a box of their own. */
  readonly areas: readonly LabelledArea[];
  /** Every area marked or read, to label the words within it. */
  readonly marked: readonly LabelledArea[];
  readonly labels: BlankLabels;
  readonly blankFont: PDFRef;
}

/** Adds the page upright, as it is shown, and says how many blanks it has. */
export async function addPicturePage(target: PDFDocument, task: PictureTask): Promise<number> {
  const { picture } = task;
  const pixelZones = task.zones.map((zone) => boundsOf(picture.toPixels, zone));
  const spelt = wordsOfTerms(task.words, task.terms);
  const removed = new Set(spelt.keys());
  for (const word of task.words) if (pixelZones.some((zone) => shareWithin(word.box, zone) >= 0.25)) removed.add(word);
  for (const zone of pixelZones) paintBox(picture, zone, [255, 255, 255]);
  const labelOf = wordLabels(task, spelt);
  const em = emOf(task.words);
  const lines = wordLines(task.words).map((line) => closeLine(picture, line, { removed, em }));
  const blanks = lines.flatMap((line) => line.blanks);
  const image = await embedPicture(target, picture);
  const page = target.addPage([picture.pointsWide, picture.pointsHigh]);
  const scale = picture.pointsWide / picture.width;
  const bare = task.areas.filter(({ area }) => !touchesBlank(boundsOf(picture.toPixels, area), blanks));
  const parts = [
    `q ${plain(picture.pointsWide)} 0 0 ${plain(picture.pointsHigh)} 0 0 cm /I1 Do Q`,
    textLayer(lines.flatMap((line) => line.words), scale, picture.pointsHigh),
    ...blanks.map((blank) => drawBlank({ at: { x: blank.left * scale, y: picture.pointsHigh - blank.baseline * scale }, direction: { x: 1, y: 0 }, width: blank.width * scale, em: blank.em * scale }, joinedLabel(blank.words.map(labelOf), task.labels))),
    ...bare.map(({ area, label }) => drawArea(onShownPage(picture, area, scale), label)),
  ];
  const { context } = target;
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { [blankFontName]: task.blankFont }, XObject: { I1: image } }));
  page.node.set(PDFName.of('Contents'), context.register(context.flateStream(parts.join('\n'))));
  return blanks.length + bare.length;
}

/** A mark's own label before that of the term a word spells. */
function wordLabels({ picture, marked, labels }: PictureTask, spelt: ReadonlyMap<ReadWord, string>): (word: ReadWord) => string {
  const areas = marked.map(({ area, label }) => ({ box: boundsOf(picture.toPixels, area), label }));
  return (word) => {
    const mark = areas.find(({ box }) => shareWithin(word.box, box) >= 0.25);
    const term = spelt.get(word);
    return mark?.label ?? (term === undefined ? labels.standard : labelOfTerm(term, labels));
  };
}

const greySlack = 24;
const fewColoured = 0.004;

/** Grey pages, as most scans are, keep sixteen even greys: sharper for letters and smaller than a photograph's format. */
async function embedPicture(target: PDFDocument, picture: PagePicture): Promise<PDFRef> {
  const { width, height, rgba } = picture;
  if (isColoured(picture)) return (await target.embedJpg(jpeg.encode({ width, height, data: rgba }, jpegQuality).data)).ref;
  const grey = toGrey(picture).map((value) => Math.round(value / 17) * 17);
  const { context } = target;
  // Node's own compression: the PDF library's takes a second for each page.
  return context.register(context.stream(deflateSync(grey), { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'FlateDecode' }));
}

function isColoured({ rgba, width, height }: PagePicture): boolean {
  let coloured = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]];
    if (Math.abs(red - green) > greySlack || Math.abs(green - blue) > greySlack) coloured += 1;
  }
  return coloured > fewColoured * width * height;
}

function wordLines(words: readonly ReadWord[]): readonly (readonly ReadWord[])[] {
  const lines = new Map<string, ReadWord[]>();
  for (const word of words) {
    const line = lines.get(word.line);
    if (line === undefined) lines.set(word.line, [word]);
    else line.push(word);
  }
  return [...lines.values()];
}

function touchesBlank(zone: Rect, blanks: readonly PaintedBlank[]): boolean {
  return blanks.some(({ left, baseline, width, em }) => overlaps(zone, [left, baseline - em, left + width, baseline + em * 0.3]));
}

function onShownPage(picture: PagePicture, area: Rect, scale: number): Rect {
  const [x0, y0, x1, y1] = boundsOf(picture.toPixels, area);
  return [x0 * scale, picture.pointsHigh - y1 * scale, x1 * scale, picture.pointsHigh - y0 * scale];
}

const helvetica = standardFont(StandardFonts.Helvetica);

/** Invisible words laid over the picture's own, so that it can be searched and read out. */
function textLayer(words: readonly ReadWord[], scale: number, pageHeight: number): string {
  const shown = words.flatMap(({ text, box: [left, top, right, bottom] }) => {
    const plainText = text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, '-').replace(/[^\x20-\x7e]/g, '');
    const height = (bottom - top) * scale;
    const width = helvetica.widthOfTextAtSize(plainText, height);
    if (plainText === '' || width <= 0) return [];
    const stretch = (((right - left) * scale) / width) * 100;
    const written = plainText.replace(/[\\()]/g, '\\$&');
    return [`/${blankFontName} ${plain(height)} Tf ${plain(stretch)} Tz 1 0 0 1 ${plain(left * scale)} ${plain(pageHeight - bottom * scale)} Tm (${written} ) Tj`];
  });
  return `BT 3 Tr 0 Ts\n${shown.join('\n')}\nET`;
}
