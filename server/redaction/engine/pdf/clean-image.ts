/** Redraws a picture from what it shows, with marked areas painted over: nothing it hid (metadata, masked pixels, alternates) comes along. */
import { PDFDocument, PDFName, PDFObjectCopier, type PDFRef, type PDFStream } from '@cantoo/pdf-lib';
import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { boundsOf, intersection, invert, overlaps, type Rect } from './geometry.ts';
import type { ImagePiece } from './page-content.ts';
import { paintBox, type PixelBox, type Pixels } from './paint-picture.ts';
import { entry, nameEntry, numberEntry } from './pdf-objects.ts';
import { withPdf } from './pdfium.ts';
import { drawPage } from './render-page.ts';

const maxSide = 2400;
const jpegQuality = 82;
const removedColour = [238, 241, 243] as const;

export interface ImageCleaner {
  /** The new image, or null when it cannot be drawn at all. */
  readonly clean: (piece: ImagePiece, zones: readonly Rect[], visibleBox: Rect) => Promise<PDFRef | null>;
}

/** Cleans pictures into `target`; one drawn many times and touched by no zone is kept once. */
export function imageCleaner(target: PDFDocument): ImageCleaner {
  const untouched = new Map<PDFStream, Promise<PDFRef | null>>();
  return {
    clean: (piece, zones, visibleBox) => {
      const boxes = [...boxesWithin(piece, zones), ...unseenBoxes(piece, visibleBox)];
      if (boxes.length > 0) return redraw(target, piece.image, boxes);
      const known = untouched.get(piece.image) ?? redraw(target, piece.image, []);
      untouched.set(piece.image, known);
      return known;
    },
  };
}

/** The zones in the unit square of the image. */
function boxesWithin(piece: ImagePiece, zones: readonly Rect[]): readonly Rect[] {
  const toUnit = invert(piece.pageMatrix);
  if (toUnit === null) return [];
  return zones.map((zone) => boundsOf(toUnit, zone)).filter((box) => overlaps(box, [0, 0, 1, 1]));
}

/** Edges of pictures lie a little beyond what clips them. */
const edgeSlack = 0.01;

/** What is cropped away or lies beyond the page, in the unit square: nobody saw it, so nobody reviewed it. */
function unseenBoxes({ pageMatrix, clip }: ImagePiece, visibleBox: Rect): readonly Rect[] {
  const toUnit = invert(pageMatrix);
  if (toUnit === null) return [];
  const seen = clip === null ? visibleBox : intersection(clip, visibleBox);
  if (seen === null) return [[0, 0, 1, 1]];
  const [x0, y0, x1, y1] = boundsOf(toUnit, seen);
  const around: readonly Rect[] = [[0, 0, x0 - edgeSlack, 1], [x1 + edgeSlack, 0, 1, 1], [0, 0, 1, y0 - edgeSlack], [0, y1 + edgeSlack, 1, 1]];
  return around.filter((box) => box[0] < box[2] && box[1] < box[3]);
}

async function redraw(target: PDFDocument, image: PDFStream, boxes: readonly Rect[]): Promise<PDFRef | null> {
  const pixels = await drawAlone(image);
  if (pixels === null) return null;
  for (const box of boxes) paintBox(pixels, toPixelBox(box, pixels), removedColour);
  if (isStencil(image)) return stencilOf(target, pixels, boxes);
  const isSeeThrough = clearHidden(pixels);
  const filter = filterOf(image);
  if (!isSeeThrough && (filter.includes('DCTDecode') || filter.includes('JPXDecode') || pixels.width * pixels.height > 1_500_000)) {
    return (await target.embedJpg(jpeg.encode({ width: pixels.width, height: pixels.height, data: pixels.rgba }, jpegQuality).data)).ref;
  }
  return (await target.embedPng(encodePng({ width: pixels.width, height: pixels.height, data: pixels.rgba, channels: 4, depth: 8 }))).ref;
}

const toPixelBox = ([x0, y0, x1, y1]: Rect, { width, height }: Pixels): PixelBox => [x0 * width, (1 - y1) * height, x1 * width, (1 - y0) * height];

const isStencil = (image: PDFStream): boolean => String(entry(image.dict, 'ImageMask')) === 'true';

function filterOf(image: PDFStream): string {
  return nameEntry(image.dict, 'Filter') ?? String(entry(image.dict, 'Filter') ?? '');
}

/** Draws the image alone on an empty page, at its own size; null when it cannot be drawn at all. */
export async function drawAlone(image: PDFStream): Promise<Pixels | null> {
  const [wide, high] = [numberEntry(image.dict, 'Width') ?? 0, numberEntry(image.dict, 'Height') ?? 0];
  if (wide < 1 || high < 1) return null;
  const scale = Math.min(1, maxSide / Math.max(wide, high));
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  const alone = await PDFDocument.create({ updateMetadata: false });
  const copy = alone.context.register(PDFObjectCopier.for(image.dict.context, alone.context).copy(image));
  const page = alone.addPage([width, height]);
  page.node.set(PDFName.of('Resources'), alone.context.obj({ XObject: { I: copy } }));
  page.node.set(PDFName.of('Contents'), alone.context.register(alone.context.stream(`q ${String(width)} 0 0 ${String(height)} 0 0 cm /I Do Q`)));
  const drawn = await withPdf(await alone.save({ useObjectStreams: false }), (pdf) => drawPage(pdf, 1, { dotsPerInch: 72, background: 0x00000000 }));
  return drawn.opened ? drawn.value : null;
}

/** Blacks out what is fully transparent, because its colour would still be in the file. Is anything see-through? */
function clearHidden({ rgba }: Pixels): boolean {
  let isSeeThrough = false;
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at + 3] === 255) continue;
    isSeeThrough = true;
    if (rgba[at + 3] === 0) rgba.fill(0, at, at + 3);
  }
  return isSeeThrough;
}

/** A stencil takes its colour from the page, so it must stay a stencil; inside a box nothing is painted. */
function stencilOf(target: PDFDocument, pixels: Pixels, boxes: readonly Rect[]): PDFRef {
  const { width, height, rgba } = pixels;
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height).fill(0xff);
  const areas = boxes.map((box) => toPixelBox(box, pixels));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isGone = areas.some(([left, top, right, bottom]) => x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1);
      const at = y * rowBytes + (x >> 3);
      if (!isGone && (rgba[(y * width + x) * 4 + 3] ?? 0) >= 128) bits[at] = (bits[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  const { context } = target;
  return context.register(context.flateStream(bits, { Type: 'XObject', Subtype: 'Image', ImageMask: true, Width: width, Height: height, BitsPerComponent: 1 }));
}
