/** Makes PDFs in which an invented name stands only in the pixels of a picture. */
import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { withPdf } from '../../../server/redaction/engine/pdf/pdfium.ts';
import { drawPage, toGrey, type PagePicture } from '../../../server/redaction/engine/pdf/render-page.ts';
import { kept, last, name, onePage, pdf, phone, show, type AdversarialPdf, type Body } from './make-adversarial.ts';

type Pixels = Pick<PagePicture, 'width' | 'height' | 'rgba'>;

interface Paper {
  readonly wide: number;
  readonly high: number;
  readonly dotsPerInch?: number;
}

const helvetica = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';

/** Lines of type as a camera would see them; sizes in points. */
export async function pictureOf(lines: readonly string[], { wide, high, dotsPerInch = 150 }: Paper): Promise<Pixels> {
  const content = lines.map((line, i) => show(line, high - 20 - i * 18, 12)).join('');
  const file = pdf(new Map<number, Body>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [3, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${String(wide)} ${String(high)}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>`], [4, { dict: '', data: content }], [5, helvetica],
  ]));
  const drawn = await withPdf(file, (opened) => drawPage(opened, 1, { dotsPerInch }));
  if (!drawn.opened || drawn.value === null) throw new Error('The lines could not be drawn');
  return drawn.value;
}

const greyImage = ({ width, height }: Pixels, extra = ''): string => `/Type/XObject/Subtype/Image/Width ${String(width)}/Height ${String(height)}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode${extra}`;
const grey = (pixels: Pixels, extra = ''): Body => ({ dict: greyImage(pixels, extra), data: deflateSync(toGrey(pixels)) });
const even = (pixels: Pixels, value: number, extra = ''): Body => ({ dict: greyImage(pixels, extra), data: deflateSync(Buffer.alloc(pixels.width * pixels.height, value)) });
const photograph = ({ width, height, rgba }: Pixels): Body => ({
  dict: `/Type/XObject/Subtype/Image/Width ${String(width)}/Height ${String(height)}/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode`, data: jpeg.encode({ width, height, data: rgba }, 85).data,
});

const withPicture = (content: string, picture: Body, more: readonly (readonly [number, Body])[] = []): Uint8Array =>
  onePage({ content: `${content}\n${last}`, resources: '/XObject<</I 6 0 R/J 7 0 R>>', more: new Map<number, Body>([[6, picture], ...more]) });

/** The second page shows the first page's picture turned and larger. */
function sharedPhotograph(pixels: Pixels): Uint8Array {
  const page = (content: number): string => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${String(content)} 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>>>`;
  return pdf(new Map<number, Body>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>'], [3, page(4)], [4, { dict: '', data: `q 270 0 0 60 60 600 cm /I Do Q ${last}` }], [5, helvetica],
    [6, photograph(pixels)], [7, page(8)], [8, { dict: '', data: `q 0 400 -89 0 400 200 cm /I Do Q ${last}` }],
  ]));
}

/** Faint grey on white, as a carbon copy. */
const faint = (pixels: Pixels): Pixels => ({ ...pixels, rgba: pixels.rgba.map((value, i) => (i % 4 === 3 ? 255 : 249 + Math.round(value / 42.5))) });

/** One file for each way a picture can hold what nobody looks for. */
export async function makePicturedPdfs(): Promise<readonly AdversarialPdf[]> {
  const strip = await pictureOf([`Seen by ${name}`, `on ${phone}, the gate was open`], { wide: 270, high: 60 });
  const sheet = await pictureOf(['Caller said the tenant keeps the back gate unlocked', `Seen by ${name} on ${phone}`, kept], { wide: 360, high: 240 });
  const at = 'q 270 0 0 60 60 600 cm /I Do Q';
  const scan = (matrix: string, page: string): Uint8Array => onePage({ content: `q ${matrix} cm /I Do Q`, page, resources: '/XObject<</I 6 0 R>>', more: new Map<number, Body>([[6, photograph(sheet)]]) });
  const dot: Pixels = { width: 1, height: 1, rgba: new Uint8Array(4) };
  const made: readonly (readonly [string, Uint8Array])[] = [
    ['a scan that lies on its side', scan('0 360 -240 0 240 0', '/MediaBox[0 0 240 360]')],
    ['a scan that stands on its head', scan('-360 0 0 -240 360 240', '/MediaBox[0 0 360 240]')],
    ['a photograph shared by two pages, turned on the second', sharedPhotograph(strip)],
    ['a picture shown too small to be read', withPicture('q 90 0 0 20 60 600 cm /I Do Q', grey(strip))],
    ['a picture hidden by its mask', withPicture(at, grey(strip, '/SMask 7 0 R'), [[7, even(strip, 0)]])],
    ['letters that are the mask of an even colour', withPicture(at, even(dot, 0, '/SMask 7 0 R'), [[7, grey(strip, '/Decode[1 0]')]])],
    ['an alternate of an empty picture', withPicture(at, even(strip, 255, '/Alternates[<</Image 7 0 R/DefaultForPrinting true>>]'), [[7, grey(strip)]])],
    ['a picture beneath another', withPicture(`${at} q 300 0 0 90 50 590 cm /J Do Q`, grey(strip), [[7, even(dot, 255)]])],
    ['a picture cropped on the page', withPicture(`q 60 600 270 24 re W n ${at} Q`, grey(strip))],
    ['a picture faint beyond reading', withPicture(at, grey(faint(strip)))],
    ['pixels written into the page itself', withPicture(`q 270 0 0 60 60 600 cm BI /W ${String(strip.width)} /H ${String(strip.height)} /BPC 8 /CS /G /F /AHx ID ${Buffer.from(toGrey(strip)).toString('hex')}> EI Q`, even(dot, 0))],
  ];
  return made.map(([kind, bytes]) => ({ kind, terms: [name, phone], bytes }));
}

/** A sheet scanned finer than anything is read whole, and covered on its page. */
export async function largeCoveredScan(): Promise<Uint8Array> {
  const scan = await pictureOf([`Seen by ${name}`, kept], { wide: 600, high: 520, dotsPerInch: 730 });
  return withPicture('q 500 0 0 430 40 300 cm /I Do Q 1 g 30 290 520 450 re f 0 g', grey(scan));
}
