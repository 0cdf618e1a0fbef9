/** Builds the new document: fresh pages that hold only what was written for them. */
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, StandardFonts, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import { drawArea, drawBlank, blankFontName } from './draw-blanks.ts';
import { documentFonts, type DocumentFonts } from './font-shelf.ts';
import { upright, type Rect } from './geometry.ts';
import { readLayers, type IsLayerHidden } from './layers.ts';
import type { ImagePiece, PageContent, Unrewritable } from './page-content.ts';
import { decodedBytes, entry, numberEntry, rectEntry } from './pdf-objects.ts';
import { readPage } from './read-page.ts';
import { pageShelf, type PageShelf } from './resource-shelf.ts';
import type { RemovalPlan } from './plan-removal.ts';
import { writePage } from './write-page.ts';

export interface Rebuild {
  readonly source: PDFDocument;
  readonly target: PDFDocument;
  readonly fonts: DocumentFonts;
  readonly isLayerHidden: IsLayerHidden;
  readonly blankFont: PDFRef;
}

export async function startRebuild(flat: Uint8Array): Promise<Rebuild> {
  const source = await PDFDocument.load(flat, { updateMetadata: false, ignoreEncryption: true });
  const target = await PDFDocument.create({ updateMetadata: false });
  const font = await target.embedFont(StandardFonts.Helvetica);
  sayLanguage(source, target);
  return {
    source, target, fonts: documentFonts(source.context, target.context), isLayerHidden: readLayers(source.catalog), blankFont: font.ref,
  };
}

const languageTag = /^[a-z]{2,3}(?:-[a-z]{2,4})?$/i;
const usualLanguage = 'en-GB';

/** A reader aloud needs the language. */
function sayLanguage(source: PDFDocument, target: PDFDocument): void {
  const said = entry(source.catalog, 'Lang');
  const language = said instanceof PDFString || said instanceof PDFHexString ? said.decodeText() : '';
  target.catalog.set(PDFName.of('Lang'), PDFString.of(languageTag.test(language) ? language : usualLanguage));
}

export interface SourcePage {
  readonly page: PDFPage;
  readonly content: PageContent;
  readonly shelf: PageShelf;
  readonly visibleBox: Rect;
}

/** Reads page `number` (from 1) of the source. */
export function readSourcePage(rebuild: Rebuild, number: number): SourcePage {
  const page = rebuild.source.getPage(number - 1);
  const shelf = pageShelf({ from: rebuild.source.context, to: rebuild.target.context });
  const content = readPage({
    content: contentOf(page), resources: page.node.Resources() ?? null, fonts: rebuild.fonts, shelf, isLayerHidden: rebuild.isLayerHidden,
  });
  return { page, content, shelf, visibleBox: visibleBoxOf(page) };
}

function contentOf(page: PDFPage): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const stream of streamsOf(page)) parts.push(stream, Uint8Array.of(10));
  return Buffer.concat(parts);
}

function streamsOf(page: PDFPage): readonly Uint8Array[] {
  const contents = page.node.Contents();
  if (contents === undefined) return [];
  const streams = 'asArray' in contents ? contents.asArray().map((_, i) => contents.lookup(i)) : [contents];
  return streams.flatMap((stream) => {
    const bytes = stream !== undefined && 'getContents' in stream ? decodedBytes(stream as Parameters<typeof decodedBytes>[0]) : null;
    return bytes === null ? [] : [bytes];
  });
}

/** The part of the page a reader sees, in the page's own points. */
export function visibleBoxOf(page: PDFPage): Rect {
  const { x, y, width, height } = page.getMediaBox();
  const media: Rect = upright([x, y, x + width, y + height]);
  const crop = rectEntry(page.node, 'CropBox') ?? media;
  const box: Rect = [Math.max(media[0], crop[0]), Math.max(media[1], crop[1]), Math.min(media[2], crop[2]), Math.min(media[3], crop[3])];
  return box[0] < box[2] && box[1] < box[3] ? box : media;
}

export interface PageRewriting {
  readonly source: SourcePage;
  readonly plan: RemovalPlan;
  /** The cleaned image's new reference; null to leave it out. */
  readonly imageRef: (piece: ImagePiece) => PDFRef | null;
}

/** Adds the page to the target unless something in it cannot be rewritten; then it adds nothing and says what. */
export function rebuildPage(rebuild: Rebuild, { source, plan, imageRef }: PageRewriting): readonly Unrewritable[] {
  const { resources } = source.shelf;
  const fontNames = nameGiver('F');
  const imageNames = nameGiver('I');
  const written = writePage({
    content: source.content, zones: plan.zones, visibleBox: source.visibleBox,
    isRemoved: (glyph) => plan.removed.has(glyph),
    shiftOf: (glyph) => plan.shifts.get(glyph) ?? 0,
    fontName: (font, code) => {
      const ref = rebuild.fonts.use(font, code);
      return fontNames(font, (name) => { setResource(resources, 'Font', { name, ref }); });
    },
    imageName: (piece) => {
      const ref = imageRef(piece);
      return ref === null ? null : imageNames(ref, (name) => { setResource(resources, 'XObject', { name, ref }); });
    },
  });
  if (written.problems.length > 0) return written.problems;
  const drawn = [...plan.blanks.map((blank) => drawBlank(blank, blank.label)), ...plan.areas.map(({ area, label }) => drawArea(area, label))];
  if (drawn.length > 0) setResource(resources, 'Font', { name: blankFontName, ref: rebuild.blankFont });
  addPage(rebuild, source, `q\n${written.stream}\nQ\n${drawn.join('\n')}`);
  return [];
}

function nameGiver(letter: string): (thing: object, onFirst: (name: string) => void) => string {
  const names = new Map<object, string>();
  return (thing, onFirst) => {
    const known = names.get(thing);
    if (known !== undefined) return known;
    const name = `${letter}${String(names.size + 1)}`;
    names.set(thing, name);
    onFirst(name);
    return name;
  };
}

function setResource(resources: PDFDict, category: string, { name, ref }: { readonly name: string; readonly ref: PDFRef }): void {
  const found = resources.get(PDFName.of(category));
  const held = found instanceof PDFDict ? found : resources.context.obj({});
  resources.set(PDFName.of(category), held);
  held.set(PDFName.of(name), ref);
}

function addPage({ target }: Rebuild, { page: source, shelf, visibleBox }: SourcePage, stream: string): void {
  const page = target.addPage([1, 1]);
  const { node } = page;
  node.set(PDFName.of('MediaBox'), target.context.obj([...visibleBox]));
  const turn = source.getRotation().angle;
  if (turn % 360 !== 0) node.set(PDFName.of('Rotate'), target.context.obj(turn));
  const userUnit = numberEntry(source.node, 'UserUnit');
  if (userUnit !== null) node.set(PDFName.of('UserUnit'), target.context.obj(userUnit));
  node.set(PDFName.of('Resources'), shelf.resources);
  node.set(PDFName.of('Contents'), target.context.register(target.context.flateStream(stream)));
}
