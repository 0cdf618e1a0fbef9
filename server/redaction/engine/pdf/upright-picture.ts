/** Turns the picture of a page, and the words read in it, so that most of them stand upright. */
import { invert, multiply, type Matrix } from './geometry.ts';
import type { PagePicture } from './render-page.ts';
import { mainTurn, type TurnedWord } from '../ocr/read-every-way.ts';
import { boxAfter, turnPixels, turnedSize, type Turn } from '../ocr/turn-page.ts';

export interface UprightView {
  readonly picture: PagePicture;
  /** Their boxes are those of the turned picture. */
  readonly words: readonly TurnedWord[];
  /** Words that stand another way than most, such as those of a stamp. */
  readonly aslant: readonly TurnedWord[];
}

export function uprightView(picture: PagePicture, read: readonly TurnedWord[]): UprightView {
  const turn = mainTurn(read);
  const moved = read.map((word) => ({ ...word, box: boxAfter(word.box, picture, turn) }));
  const isUpright = (word: TurnedWord): boolean => word.turn === turn;
  return { picture: turned(picture, turn), words: moved.filter(isUpright), aslant: moved.filter((word) => !isUpright(word)) };
}

function turned(picture: PagePicture, turn: Turn): PagePicture {
  if (turn === 0) return picture;
  const toPixels = multiply(picture.toPixels, turning(picture, turn));
  const [pointsWide, pointsHigh] = turn === 180 ? [picture.pointsWide, picture.pointsHigh] : [picture.pointsHigh, picture.pointsWide];
  return {
    ...turnedSize(picture, turn), pointsWide, pointsHigh, toPixels, toPage: invert(toPixels) ?? picture.toPage,
    rgba: turnPixels(picture.rgba, picture, { turn, bytesPerPixel: 4 }),
  };
}

function turning({ width, height }: PagePicture, turn: Turn): Matrix {
  switch (turn) {
    case 0: return [1, 0, 0, 1, 0, 0];
    case 90: return [0, 1, -1, 0, height, 0];
    case 180: return [-1, 0, 0, -1, width, height];
    case 270: return [0, -1, 1, 0, 0, width];
  }
}
