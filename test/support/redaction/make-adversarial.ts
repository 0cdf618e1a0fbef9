/** Makes PDFs that hide an invented name in the ways redaction tools miss. */
import { deflateSync } from 'node:zlib';

export const name = 'Marguerite Okonjo-Tilbury';
export const phone = '07700 900461';
export const insuranceNumber = 'QX 41 72 96 B';
export const kept = 'Officer advised that the matter would be logged.';

export interface AdversarialPdf {
  readonly kind: string;
  readonly terms: readonly string[];
  readonly bytes: Uint8Array;
}

export type Body = string | { readonly dict: string; readonly data: string | Uint8Array };

/** The file of these objects. Object 1 is the catalog, 2 the pages, 3 the first page; the rest as numbered by the caller. */
export function pdf(bodies: ReadonlyMap<number, Body>, tail = ''): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let length = 9;
  const push = (buffer: Buffer): void => { parts.push(buffer); length += buffer.length; };
  for (const [number, body] of bodies) {
    offsets.set(number, length);
    if (typeof body === 'string') push(Buffer.from(`${String(number)} 0 obj\n${body}\nendobj\n`, 'latin1'));
    else {
      const data = Buffer.from(typeof body.data === 'string' ? Buffer.from(body.data, 'latin1') : body.data);
      push(Buffer.concat([Buffer.from(`${String(number)} 0 obj\n<<${body.dict}/Length ${String(data.length)}>>\nstream\n`, 'latin1'), data, Buffer.from('\nendstream\nendobj\n')]));
    }
  }
  const size = Math.max(...bodies.keys()) + 1;
  const rows = Array.from({ length: size }, (_, i) => `${String(offsets.get(i) ?? 0).padStart(10, '0')} ${i === 0 ? '65535 f' : offsets.has(i) ? '00000 n' : '00000 f'} \n`);
  const start = length;
  push(Buffer.from(`xref\n0 ${String(size)}\n${rows.join('')}trailer\n<</Size ${String(size)}/Root 1 0 R>>\nstartxref\n${String(start)}\n%%EOF\n${tail}`, 'latin1'));
  return Buffer.concat(parts);
}

interface PageParts {
  readonly content: string;
  readonly resources?: string;
  readonly page?: string;
  readonly catalog?: string;
  readonly more?: ReadonlyMap<number, Body>;
  readonly tail?: string;
}

const font = '/Font<</F1 5 0 R>>';

export function onePage({ content, resources = '', page = '/MediaBox[0 0 595 842]', catalog = '', more = new Map(), tail = '' }: PageParts): Uint8Array {
  return pdf(new Map<number, Body>([
    [1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`], [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [3, `<</Type/Page/Parent 2 0 R${page}/Contents 4 0 R/Resources<<${font}${resources}>>>>`],
    [4, { dict: '', data: content }], [5, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'], ...more,
  ]), tail);
}

export const show = (text: string, y = 780, x = 60): string => `BT /F1 11 Tf 1 0 0 1 ${String(x)} ${String(y)} Tm (${text}) Tj ET\n`;
export const last = show(kept, 700);

function oneGlyphEach(): string {
  const text = `Seen by ${name}.`;
  const glyphs = [...text].map((char, i) => `1 0 0 1 ${String(60 + i * 8)} 780 Tm ${i % 3 === 0 ? `<${char.charCodeAt(0).toString(16).padStart(2, '0')}>` : i % 3 === 1 ? `(\\${char.charCodeAt(0).toString(8).padStart(3, '0')})` : `[(${char})-40]`} ${i % 3 === 2 ? 'TJ' : 'Tj'}`);
  return `BT /F1 11 Tf ${glyphs.reverse().join('\n')} ET\n${last}`;
}

/** Codes 1, 2, 3 … drawn as the letters, while the font's table claims every one of them is an x. */
function lyingFont(): Uint8Array {
  const text = `Seen by ${name} on Tuesday`;
  const letters = [...new Set(text)];
  const names: Readonly<Record<string, string>> = { ' ': 'space', '-': 'hyphen' };
  const differences = letters.map((letter) => `/${names[letter] ?? letter}`).join('');
  const codes = [...text].map((letter) => (letters.indexOf(letter) + 1).toString(16).padStart(2, '0')).join('');
  const table = `begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <01> <${letters.length.toString(16).padStart(2, '0')}> [${letters.map(() => '<0078>').join('')}] endbfrange endcmap`;
  return onePage({
    content: `BT /F2 14 Tf 1 0 0 1 60 780 Tm <${codes}> Tj ET\n${last}`,
    resources: '',
    more: new Map<number, Body>([
      [5, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'],
      [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>'],
      [6, `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1${differences}]>>/ToUnicode 7 0 R>>`],
      [7, { dict: '', data: table }],
    ]),
  });
}

function withEarlierRevision(): Uint8Array {
  const first = Buffer.from(onePage({ content: show(`Seen by ${name}.`) + last }));
  const body = Buffer.from(`4 0 obj\n<</Length ${String(last.length)}>>\nstream\n${last}\nendstream\nendobj\n`, 'latin1');
  const start = first.length + body.length;
  const previous = first.lastIndexOf('xref\n0');
  const tail = `xref\n4 1\n${String(first.length).padStart(10, '0')} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev ${String(previous)}>>\nstartxref\n${String(start)}\n%%EOF\n% ${name}\n`;
  return Buffer.concat([first, body, Buffer.from(tail, 'latin1')]);
}

const secret = `Seen by ${name}, ${phone}.`;
const form = (content: string, extra = ''): Body => ({ dict: `/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<${font}${extra}>>`, data: content });
const utf16 = (text: string): string => `FEFF${[...text].map((char) => char.charCodeAt(0).toString(16).padStart(4, '0')).join('')}`;

/** One file for each way of hiding. The numbers in the names are only for order. */
export function makeAdversarialPdfs(): readonly AdversarialPdf[] {
  const terms = [name, phone, insuranceNumber];
  const made: readonly (readonly [string, Uint8Array])[] = [
    ['glyph by glyph, backwards, in hexadecimal and octal', onePage({ content: oneGlyphEach() })],
    ['white, tiny, beyond the page, clipped away', onePage({ content: `1 g ${show(secret, 760)}0 g BT /F1 0.1 Tf 60 740 Td (${secret}) Tj ET ${show(secret, 900)} q 0 0 10 10 re W n ${show(secret, 720)} Q ${last}` })],
    ['a hidden layer that bears the name', onePage({
      content: `/OC /L1 BDC ${show(secret, 760)} EMC ${last}`, resources: '/Properties<</L1 6 0 R>>', catalog: `/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>`,
      more: new Map<number, Body>([[6, `<</Type/OCG/Name(${name})>>`]]),
    })],
    ['form fields, shown and hidden', onePage({
      content: last, page: '/MediaBox[0 0 595 842]/Annots[6 0 R]', catalog: '/AcroForm<</Fields[6 0 R]/DA(/F1 11 Tf)>>',
      more: new Map<number, Body>([[6, `<</Type/Annot/Subtype/Widget/FT/Tx/T(who)/TU(${name})/V(${name})/DV(${name})/Rect[60 600 300 620]/F 4/P 3 0 R/AP<</N 7 0 R>>>>`], [7, form(`BT /F1 11 Tf 2 4 Td (${name}) Tj ET`)]]),
    })],
    ['an earlier revision and junk after the end', withEarlierRevision()],
    ['forms within forms, drawn twice at other sizes', onePage({
      content: `q 1 0 0 1 0 0 cm /X1 Do Q q .5 0 0 .5 20 20 cm /X1 Do Q ${last}`, resources: '/XObject<</X1 6 0 R>>',
      more: new Map<number, Body>([[6, form('/X2 Do', '/XObject<</X2 7 0 R>>')], [7, form(show(secret))]]),
    })],
    ['a tiling pattern that draws text', onePage({
      content: `/Pattern cs /P1 scn 0 0 595 120 re f 0 g ${last}`, resources: '/Pattern<</P1 6 0 R>>',
      more: new Map<number, Body>([[6, { dict: `/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 60]/XStep 300/YStep 60/Resources<<${font}>>`, data: show(secret, 20, 10) }]]),
    })],
    ['a turned page, a large unit, slanted text', onePage({ content: `BT /F1 11 Tf .866 .5 -.5 .866 100 400 Tm (${secret}) Tj ET ${last}`, page: '/MediaBox[0 0 595 842]/CropBox[40 40 560 800]/Rotate 90/UserUnit 2' })],
    ['a font whose table lies', lyingFont()],
    ['an unused form, an orphan, a thumbnail', onePage({
      content: last, resources: '/XObject<</X9 6 0 R>>', page: '/MediaBox[0 0 595 842]/Thumb 8 0 R',
      more: new Map<number, Body>([[6, form(show(secret))], [7, { dict: '/Filter/FlateDecode', data: deflateSync(Buffer.from(secret)) }], [8, { dict: '/Width 8/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray', data: name.slice(0, 8) }]]),
    })],
    ['broken over lines, in capitals, spaced and unspaced', onePage({
      content: `${show('The neighbour was Marguerite Okonjo-', 780)}${show('Tilbury and MARGUERITE OKONJO-TILBURY rang', 766)}${show('from 07700\\240900\\240461 with QX417296B and 0 7 7 0 0 9 0 0 4 6 1', 752)}${last}`,
    })],
    ['strings inside marked content, comments and old keys', onePage({
      content: `% ${name}\n/Span <</ActualText <${utf16(name)}>>> BDC ${show('Seen by her', 760)} EMC ${last}`, catalog: `/PieceInfo<</X<</Private(${name})>>>>/Lang(${name})`,
    })],
    ['an inline image beside the text', onePage({ content: `${show(secret)}q 40 0 0 10 60 640 cm BI /W 4 /H 1 /BPC 8 /CS /G ID abcd EI Q ${last}` })],
    ['a fixed-width table with the name in a cell', onePage({ content: `${show(name, 760)}${show('Tuesday', 760, 320)}${show(phone, 745)}${show('Wednesday', 745, 320)}0.5 w 60 758 m 500 758 l S ${last}` })],
  ];
  return made.map(([kind, bytes]) => ({ kind, terms, bytes }));
}
