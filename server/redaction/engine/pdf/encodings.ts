/** Turns a one-byte code of a simple PDF font into the character it is said to show. */

const table = (label: string): readonly string[] => {
  const decoder = new TextDecoder(label);
  return Array.from({ length: 256 }, (_, code) => (code < 32 ? '' : decoder.decode(Uint8Array.of(code))));
};

const bases: Readonly<Record<string, readonly string[]>> = { WinAnsiEncoding: table('windows-1252'), MacRomanEncoding: table('macintosh') };

/** StandardEncoding where it differs from Windows-1252 above the letters. */
const standardUpper: Readonly<Record<number, string>> = {
  39: '’', 96: '‘', 161: '¡', 162: '¢', 163: '£', 164: '⁄', 165: '¥', 166: 'ƒ', 167: '§', 168: '¤', 169: "'", 170: '“', 171: '«', 172: '‹', 173: '›',
  174: 'fi', 175: 'fl', 177: '–', 178: '†', 179: '‡', 180: '·', 182: '¶', 183: '•', 184: '‚', 185: '„', 186: '”', 187: '»', 188: '…', 189: '‰',
  191: '¿', 208: '—', 225: 'Æ', 227: 'ª', 232: 'Ł', 233: 'Ø', 234: 'Œ', 235: 'º', 241: 'æ', 245: 'ı', 248: 'ł', 249: 'ø', 250: 'œ', 251: 'ß',
};

const standard: readonly string[] = Array.from({ length: 256 }, (_, code) => {
  const special = standardUpper[code];
  if (special !== undefined) return special;
  return code >= 32 && code < 127 ? String.fromCharCode(code) : '';
});

/** The 256 characters of a named base encoding; StandardEncoding when the name is unknown or absent. */
export function baseEncoding(name: string | null): readonly string[] {
  return (name === null ? undefined : bases[name]) ?? standard;
}

const accents: Readonly<Record<string, string>> = {
  grave: '\u0300', acute: '\u0301', circumflex: '\u0302', tilde: '\u0303', macron: '\u0304', breve: '\u0306', dotaccent: '\u0307', dieresis: '\u0308',
  ring: '\u030a', hungarumlaut: '\u030b', caron: '\u030c', cedilla: '\u0327', ogonek: '\u0328',
};

const plainNames: Readonly<Record<string, string>> = {
  space: ' ', nbspace: ' ', exclam: '!', quotedbl: '"', numbersign: '#', dollar: '$', percent: '%', ampersand: '&', quotesingle: "'", parenleft: '(',
  parenright: ')', asterisk: '*', plus: '+', comma: ',', hyphen: '-', minus: '-', sfthyphen: '-', period: '.', slash: '/', zero: '0', one: '1', two: '2',
  three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', colon: ':', semicolon: ';', less: '<', equal: '=', greater: '>',
  question: '?', at: '@', bracketleft: '[', backslash: '\\', bracketright: ']', asciicircum: '^', underscore: '_', braceleft: '{', bar: '|',
  braceright: '}', asciitilde: '~', quoteleft: '‘', quoteright: '’', quotedblleft: '“', quotedblright: '”', quotesinglbase: '‚', quotedblbase: '„',
  endash: '–', emdash: '—', bullet: '•', ellipsis: '…', sterling: '£', Euro: '€', degree: '°', section: '§', copyright: '©', registered: '®',
  trademark: '™', fi: 'fi', fl: 'fl', ff: 'ff', ffi: 'ffi', ffl: 'ffl', germandbls: 'ß', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', oslash: 'ø', Oslash: 'Ø',
  lslash: 'ł', Lslash: 'Ł', eth: 'ð', Eth: 'Ð', thorn: 'þ', Thorn: 'Þ', dotlessi: 'ı', aring: 'å', Aring: 'Å',
};

/** The text a glyph name stands for by the Adobe naming rules, or null when the name says nothing (`g17`, `cid23`). */
export function textOfGlyphName(name: string): string | null {
  const plain = plainNames[name];
  if (plain !== undefined) return plain;
  if (/^[A-Za-z]$/.test(name)) return name;
  const hex = /^(?:uni|u)([0-9A-Fa-f]{4,6})$/.exec(name)?.[1];
  if (hex !== undefined) {
    const point = Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : null;
  }
  const accented = /^([A-Za-z])(grave|acute|circumflex|tilde|macron|breve|dotaccent|dieresis|ring|hungarumlaut|caron|cedilla|ogonek)$/.exec(name);
  if (accented !== null) return `${accented[1] ?? ''}${accents[accented[2] ?? ''] ?? ''}`.normalize('NFC');
  const dot = name.indexOf('.');
  return dot > 0 ? textOfGlyphName(name.slice(0, dot)) : null;
}
