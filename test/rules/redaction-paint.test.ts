/** Words taken out of a picture are gone from its pixels, whatever boxes a reader drew round their neighbours. */

import { expect } from 'chai';
import type { ReadWord } from '../../server/redaction/engine/ocr/grey-page.ts';
import { closeLine, type PixelBox, type Pixels } from '../../server/redaction/engine/pdf/paint-picture.ts';

const ink = 0;

/** White paper with boxes of one grey each, so that every word's pixels can be told apart. */
function paperWith(...inked: readonly { readonly box: PixelBox; readonly grey: number }[]): Pixels {
  const [width, height] = [400, 60];
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (const { box: [left, top, right, bottom], grey } of inked) {
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) rgba.fill(grey, (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { width, height, rgba };
}

const word = (text: string, box: PixelBox): ReadWord => ({ text, box, confidence: 90, line: '1' });

const has = ({ rgba }: Pixels, grey: number): boolean => rgba.includes(grey);

describe('closing a line of a picture', () => {
  const named: PixelBox = [120, 20, 180, 36];
  const kept: PixelBox = [40, 20, 110, 36];

  it('leaves nothing of a removed word that lies within the box of a word that stays', () => {
    const pixels = paperWith({ box: kept, grey: ink }, { box: named, grey: 77 });
    const wide = word('Rhiannon;', [40, 20, 200, 36]);
    const gone = word('Pearl', named);
    closeLine(pixels, [wide, gone], { removed: new Set([gone]), em: 20 });
    expect(has(pixels, 77)).to.equal(false);
  });

  it('leaves the word that stays', () => {
    const pixels = paperWith({ box: kept, grey: ink }, { box: named, grey: 77 });
    const gone = word('Pearl', named);
    const { words } = closeLine(pixels, [word('Rhiannon;', [40, 20, 200, 36]), gone], { removed: new Set([gone]), em: 20 });
    expect([has(pixels, ink), words.map(({ text }) => text)]).to.deep.equal([true, ['Rhiannon;']]);
  });

  it('takes a word along that lies wholly within a removed one', () => {
    const pixels = paperWith({ box: [130, 20, 150, 36], grey: ink }, { box: named, grey: 77 });
    const gone = word('Pearl', named);
    const { words } = closeLine(pixels, [gone, word('ea', [130, 20, 150, 36])], { removed: new Set([gone]), em: 20 });
    expect([has(pixels, ink), has(pixels, 77), words.length]).to.deep.equal([false, false, 0]);
  });
});
