/** Doubts fonts whose table of meanings may lie: then the page is also read as a picture. */
import type { FontReading } from './fonts.ts';
import type { PageContent } from './page-content.ts';

const commonWords = new Set(
  'the and of to in was for that with on is be by as at from this has have had not are were which will would an or it he she his her they their been'.split(' '),
);
/** English has about one of these in three words; a scrambled table has none. */
const commonShare = 0.08;
const fewestWords = 12;

/** Is there text whose claimed meaning nothing confirms? Fonts every viewer brings itself mean what they say. */
export function isSuspectText(content: PageContent): boolean {
  const texts = new Map<FontReading, string[]>();
  for (const piece of content.pieces) {
    if (piece.kind !== 'text') continue;
    const held = texts.get(piece.font) ?? [];
    held.push(piece.glyphs.map(({ text }) => text).join(''));
    texts.set(piece.font, held);
    if (piece.glyphs.some(({ text }) => text.includes('\uFFFD'))) return true;
  }
  return [...texts].some(([font, parts]) => font.hasOwnMeanings && !isPlausible(parts.join(' '), font, content));
}

function isPlausible(text: string, font: FontReading, content: PageContent): boolean {
  const words = text.toLowerCase().split(/[^\p{L}]+/u).filter((word) => word.length >= 2);
  if (words.length >= fewestWords) return words.filter((word) => commonWords.has(word)).length >= commonShare * words.length;
  return isInjective(font, content) && words.every((word) => /[aeiouy0-9]/.test(word) || word.length <= 5);
}

/** Different codes that all mean the same letter are a table that hides something. */
function isInjective(font: FontReading, content: PageContent): boolean {
  const codes = new Map<number, string>();
  for (const piece of content.pieces) if (piece.kind === 'text' && piece.font === font) for (const { code, text } of piece.glyphs) codes.set(code, text);
  return new Set(codes.values()).size >= codes.size * 0.75;
}
