/** Takes the pictures out of a PDF, each by itself and without its mask, by a way the product does not use. */
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { withPdf } from '../../../server/redaction/engine/pdf/pdfium.ts';
import { drawPage, type PagePicture } from '../../../server/redaction/engine/pdf/render-page.ts';

/** Every image object of the file, reachable from a page or not. */
export async function imagesIn(file: Uint8Array): Promise<readonly PagePicture[]> {
  const source = await PDFDocument.load(file, { updateMetadata: false });
  const images = source.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image') ? [object] : []));
  const drawn: PagePicture[] = [];
  for (const image of images) drawn.push(await drawBare(source, image));
  return drawn;
}

async function drawBare(source: PDFDocument, image: PDFRawStream): Promise<PagePicture> {
  for (const key of ['SMask', 'Mask']) image.dict.delete(PDFName.of(key));
  const size = (key: string): number => Number(String(image.dict.get(PDFName.of(key))));
  const [width, height] = [size('Width'), size('Height')];
  const page = source.addPage([width, height]);
  page.node.set(PDFName.of('Resources'), source.context.obj({ XObject: { I: image.dict.context.getObjectRef(image) ?? PDFDict.withContext(source.context) } }));
  page.node.set(PDFName.of('Contents'), source.context.register(source.context.stream(`q ${String(width)} 0 0 ${String(height)} 0 0 cm /I Do Q`)));
  const number = source.getPageCount();
  const opened = await withPdf(await source.save({ useObjectStreams: false }), (pdf) => drawPage(pdf, number, { dotsPerInch: 72 }));
  if (!opened.opened || opened.value === null) throw new Error('A picture could not be drawn');
  return opened.value;
}
