/** Makes as many different PDFs as wanted that all hide one name: by font, encoding, operators, direction, filter and place. Seeded, so a leak can be made again. */
import { deflateSync } from 'node:zlib';
import { kept, name, pdf, phone, type AdversarialPdf, type Body } from './make-adversarial.ts';

/** A small generator of even numbers between 0 and 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Dice {
  readonly next: () => number;
  readonly one: <T>(list: readonly [T, ...T[]]) => T;
}

function dice(seed: number): Dice {
  const next = seeded(seed);
  return { next, one: (list) => list[Math.floor(next() * list.length)] ?? list[0] };
}

/** Each says the name and the number in another way; `|` parts lines. */
const sentences: readonly [string, ...string[]] = [
  `Seen by ${name} on ${phone} today`, `${name.toUpperCase()} rang from ${phone.replace(' ', '')} at noon`, `It was ${name}'s own number, ${phone}, again`,
  'The neighbour, Marguerite Okonjo-|Tilbury, left 07700|900461 with us', 'Tell M a r g u e r i t e  O k o n j o - T i l b u r y on 0 7 7 0 0 9 0 0 4 6 1 first',
  'Spoke to marguerite  okonjo-tilbury (07700.900.461) and left', 'Margue-|rite Okonjo-Til-|bury, 077-00900461', `To: ${name.replace('-', '\u00ad-')}; ${phone.replace(' ', '\u00a0')}`,
];

const winAnsi = (char: string): number => (char === '\u2019' ? 0x92 : char.charCodeAt(0) & 0xff);

interface VariantFont {
  readonly label: string;
  readonly dict: string;
  readonly more: ReadonlyMap<number, Body>;
  /** The code of a character, as hexadecimal digits. */
  readonly code: (char: string) => string;
}

const hex = (value: number, digits = 2): string => value.toString(16).padStart(digits, '0');
const bases: readonly [string, ...string[]] = ['Helvetica', 'Times-Roman', 'Courier', 'Helvetica-Bold', 'Times-Italic'];
const glyphNames: Readonly<Record<string, string>> = {
  ' ': 'space', '-': 'hyphen', '.': 'period', ',': 'comma', ':': 'colon', ';': 'semicolon', "'": 'quotesingle', '(': 'parenleft', ')': 'parenright', '\u00a0': 'space', '\u00ad': 'hyphen',
  0: 'zero', 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five', 6: 'six', 7: 'seven', 8: 'eight', 9: 'nine',
};

/** Codes in an order of their own, explained by glyph names, and sometimes by a table too. */
function shuffledFont(base: string, text: string, { next, one }: Dice): VariantFont {
  const letters = [...new Set(`${text}${kept}`)].sort(() => next() - 0.5);
  const codeOf = (char: string): number => letters.indexOf(char) + 33;
  const differences = letters.map((char) => `/${glyphNames[char] ?? char}`).join('');
  const hasTable = one([true, false]);
  const rows = letters.map((char) => `<${hex(codeOf(char))}> <${hex(char.charCodeAt(0), 4)}>`).join('\n');
  const table = `begincmap 1 begincodespacerange <00> <FF> endcodespacerange ${String(letters.length)} beginbfchar\n${rows}\nendbfchar endcmap`;
  return {
    label: `${base}, own codes${hasTable ? ' and table' : ''}`, code: (char) => hex(codeOf(char)), more: new Map<number, Body>(hasTable ? [[8, { dict: '', data: table }]] : []),
    dict: `<</Type/Font/Subtype/Type1/BaseFont/${base}/Encoding<</Type/Encoding/Differences[33${differences}]>>${hasTable ? '/ToUnicode 8 0 R' : ''}>>`,
  };
}

function fontFor(text: string, throwing: Dice): VariantFont {
  const base = throwing.one(bases);
  if (throwing.next() < 0.4) return shuffledFont(base, text, throwing);
  const encoding = throwing.one(['/Encoding/WinAnsiEncoding', '/Encoding/MacRomanEncoding', '']);
  const mac = encoding.includes('Mac');
  return { label: `${base}${encoding}`, dict: `<</Type/Font/Subtype/Type1/BaseFont/${base}${encoding}>>`, more: new Map(), code: (char) => hex(mac && char === '\u00a0' ? 0xca : mac && char === '\u00ad' ? 0x2d : winAnsi(char)) };
}

type Show = (codes: readonly string[]) => string;

const literal = (codes: readonly string[]): string => codes.map((code) => `\\${Number.parseInt(code, 16).toString(8).padStart(3, '0')}`).join('');

/** Ways to show one line that begins at the point set before. */
const shows: readonly [readonly [string, Show], ...(readonly [string, Show])[]] = [
  ['one hexadecimal string', (codes) => `<${codes.join('')}> Tj`],
  ['octal escapes', (codes) => `(${literal(codes)}) Tj`],
  ['kerning after each glyph', (codes) => `[${codes.map((code, i) => `<${code}>${String((i % 5) * 12 - 24)}`).join('')}] TJ`],
  ['a string for each glyph', (codes) => codes.map((code) => `<${code}> Tj`).join(' ')],
  ['words apart', (codes) => `[${codes.map((code) => `<${code}>`).join(' ')}] TJ`],
  ['wide letters', (codes) => `2 Tc <${codes.join('')}> Tj 0 Tc`],
  ['narrow type', (codes) => `70 Tz <${codes.join('')}> Tj 100 Tz`],
  ['raised in halves', (codes) => `<${codes.slice(0, 12).join('')}> Tj 0.3 Ts <${codes.slice(12).join('')}> Tj 0 Ts`],
  ['each glyph struck twice', (codes) => codes.map((code) => `<${code}> Tj`).join(' ')],
  ['invisible', (codes) => `3 Tr <${codes.join('')}> Tj 0 Tr`],
  ['stroked', (codes) => `1 Tr 0.3 w <${codes.join('')}> Tj 0 Tr`],
];

const filters: readonly [readonly [string, (bytes: Buffer) => Body], ...(readonly [string, (bytes: Buffer) => Body])[]] = [
  ['plain', (data) => ({ dict: '', data })],
  ['Flate', (data) => ({ dict: '/Filter/FlateDecode', data: deflateSync(data) })],
  ['hexadecimal', (data) => ({ dict: '/Filter/ASCIIHexDecode', data: `${data.toString('hex')}>` })],
  ['hexadecimal over Flate', (data) => ({ dict: '/Filter[/ASCIIHexDecode/FlateDecode]', data: `${deflateSync(data).toString('hex')}>` })],
  ['run length', (data) => ({ dict: '/Filter/RunLengthDecode', data: runLength(data) })],
];

function runLength(data: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < data.length; at += 128) {
    const run = data.subarray(at, at + 128);
    parts.push(Buffer.from([run.length - 1]), run);
  }
  return Buffer.concat([...parts, Buffer.from([128])]);
}

/** Matrices that turn the lines, with a start at which they stay on the page. */
const turns: readonly [readonly [string, string, number, number], ...(readonly [string, string, number, number])[]] = [
  ['level', '1 0 0 1', 60, 600], ['level', '1 0 0 1', 60, 600], ['upwards', '0 1 -1 0', 300, 60], ['downwards', '0 -1 1 0', 200, 780], ['on its head', '-1 0 0 -1', 560, 400], ['slanted', '.94 .34 -.34 .94', 60, 300],
];

interface Drawing {
  readonly font: VariantFont;
  readonly show: Show;
  readonly isStruckTwice: boolean;
  readonly matrix: string;
}

function drawLines(lines: readonly string[], { font, show, isStruckTwice, matrix }: Drawing, [x, y]: readonly [number, number]): string {
  const [a, b, c, d] = matrix.split(' ').map(Number);
  return lines.map((line, i) => {
    const at = [x - (c ?? 0) * 14 * i, y - (d ?? 1) * 14 * i];
    const codes = [...line].map(font.code);
    const draw = (shift: number): string => `BT /F1 10 Tf ${matrix} ${((at[0] ?? 0) + shift * (a ?? 1)).toFixed(2)} ${((at[1] ?? 0) + shift * (b ?? 0)).toFixed(2)} Tm ${show(codes)} ET`;
    return isStruckTwice ? `${draw(0)}\n${draw(0.3)}` : draw(0);
  }).join('\n');
}

/** Where the drawing stands: on the page, in a form, in a form within a form, or in two streams. */
const places: readonly [string, ...string[]] = ['the page', 'a form', 'a form in a form', 'two streams', 'a marked section'];

export function variant(seed: number): AdversarialPdf {
  const throwing = dice(seed);
  const sentence = throwing.one(sentences);
  const font = fontFor(sentence.replace(/\|/g, ''), throwing);
  const [showing, show] = throwing.one(shows);
  const [filtering, filter] = throwing.one(filters);
  const [turning, matrix, x, y] = throwing.one(turns);
  const [place, rotate] = [throwing.one(places), throwing.one([0, 0, 90, 180, 270])];
  const secret = drawLines(sentence.split('|'), { font, show, isStruckTwice: showing === 'each glyph struck twice', matrix }, [x, y]);
  const last = drawLines([kept], { font, show: shows[0][1], isStruckTwice: false, matrix: '1 0 0 1' }, [60, 100]);
  const fonts = '/Font<</F1 5 0 R>>';
  const form = (content: string, extra = ''): Body => {
    const { dict, data } = asStream(filter(Buffer.from(content, 'latin1')));
    return { dict: `/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<${fonts}${extra}>>${dict}`, data };
  };
  const isForm = place.startsWith('a form');
  const shown = isForm ? '/X1 Do' : place === 'a marked section' ? `/Span <</ActualText(${name})>> BDC ${secret} EMC` : secret;
  const streams = place === 'two streams' ? [`${secret.slice(0, secret.indexOf('ET') + 2)}\n`, `${secret.slice(secret.indexOf('ET') + 2)}\n${last}`] : [`${shown}\n${last}`];
  const xObjects = isForm ? '/XObject<</X1 6 0 R>>' : '';
  const bodies = new Map<number, Body>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'],
    [3, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate ${String(rotate)}/Contents[${streams.map((_, i) => `${String(10 + i)} 0 R`).join(' ')}]/Resources<<${fonts}${xObjects}>>>>`],
    ...streams.map((content, i) => [10 + i, filter(Buffer.from(content, 'latin1'))] as const), [5, font.dict], ...font.more,
    ...(place === 'a form' ? [[6, form(secret)] as const] : place === 'a form in a form' ? [[6, form('/X2 Do', '/XObject<</X2 7 0 R>>')] as const, [7, form(secret)] as const] : []),
  ]);
  return { kind: `${String(seed)}: “${sentence.slice(0, 24)}…”, ${font.label}, ${showing}, ${filtering}, ${turning}, ${place}, turned ${String(rotate)}`, terms: [name, phone], bytes: pdf(bodies) };
}

function asStream(body: Body): Exclude<Body, string> {
  return typeof body === 'string' ? { dict: '', data: body } : body;
}
