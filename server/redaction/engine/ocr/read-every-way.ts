/** Reads the words of a picture whichever way they stand: a scan lies sideways as often as not, and a stamp may. */
import type { GreyPage, ReadWord } from './grey-page.ts';
import { readPicture } from './read-picture.ts';
import { boxBefore, turnPage, type Turn } from './turn-page.ts';

const otherTurns: readonly Turn[] = [90, 270, 180];
/** A word read with less confidence may be another that stands on its side. */
const readConfidence = 30;
/** Upright letters read from their side make words too, but seldom such as these. */
const sureConfidence = 70;
const shortestSureWord = 4;
const likelyConfidence = 55;
const paper = 255;
const ink = 110;
/** Less ink than this share of the picture, beside the words already read, holds no name. */
const inkOfAName = 0.0007;

export interface TurnedWord extends ReadWord {
  /** How the picture is to be turned for the word to stand upright. */
  readonly turn: Turn;
}

/** The words in reading order, those that stand upright first. Boxes are those of the picture as it was given. */
export async function readEveryWay(given: GreyPage): Promise<readonly TurnedWord[]> {
  const page = { ...given, grey: stretched(given.grey) };
  const words: TurnedWord[] = (await readPicture(page)).map((word) => ({ ...word, turn: 0 }));
  let left = words.some(isSure) ? without(page, words.filter(isRead)) : page;
  for (const turn of otherTurns) {
    if (!hasMoreInk(left)) break;
    const found = likely(await readPicture(turnPage(left, turn))).map((word) => ({ ...word, box: boxBefore(word.box, page, turn), line: `${String(turn)}.${word.line}`, turn }));
    left = without(left, found);
    words.push(...found);
  }
  return words;
}

/** The way most of the words stand. */
export function mainTurn(words: readonly TurnedWord[]): Turn {
  const letters = new Map<Turn, number>();
  for (const word of words.filter(isSure)) letters.set(word.turn, (letters.get(word.turn) ?? 0) + word.text.length);
  return [...letters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

const isSure = ({ text, confidence }: ReadWord): boolean => confidence >= sureConfidence && text.replace(/[^\p{L}\p{N}]/gu, '').length >= shortestSureWord;

/** A word of three letters is never higher than it is wide, unless it stands sideways. */
const isRead = ({ text, confidence, box: [left, top, right, bottom] }: ReadWord): boolean => confidence >= readConfidence && (text.length < 3 || right - left > bottom - top);

/** One word that was surely read makes its way of standing a likely one. */
function likely(words: readonly ReadWord[]): readonly ReadWord[] {
  return words.some(isSure) ? words.filter(({ confidence }) => confidence >= likelyConfidence) : [];
}

/** The darkest made black and the lightest white, so that faint print is read like any other. */
function stretched(grey: Uint8Array): Uint8Array {
  let [darkest, lightest] = [255, 0];
  for (const value of grey) {
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  const span = lightest - darkest;
  return span === 0 || span === 255 ? grey : grey.map((value) => Math.round(((value - darkest) * 255) / span));
}

/** The page with these words painted over. */
function without(page: GreyPage, words: readonly ReadWord[]): GreyPage {
  const grey = page.grey.slice();
  for (const { box: [left, top, right, bottom] } of words) {
    for (let y = Math.max(0, top - 2); y < Math.min(page.height, bottom + 2); y += 1) grey.fill(paper, y * page.width + Math.max(0, left - 2), y * page.width + Math.min(page.width, right + 2));
  }
  return { ...page, grey };
}

function hasMoreInk({ grey, width, height }: GreyPage): boolean {
  const enough = inkOfAName * width * height;
  let dark = 0;
  for (const value of grey) {
    if (value < ink) dark += 1;
    if (dark > enough) return true;
  }
  return false;
}
