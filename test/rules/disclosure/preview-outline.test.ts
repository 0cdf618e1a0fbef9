/** The preview counts from the marks alone, and must say the same as the answer that is made from the texts. */

import { expect } from 'chai';
import { outlineOf } from '../../../server/disclosure/answer-content.ts';
import { blankKindOf } from '../../../server/disclosure/explanations.ts';
import { outlineOfMarked, releasedItem, removedQuotes, type AcceptedMark, type SourceItem } from '../../../server/disclosure/redacted-item.ts';
import { aSourceItem } from '../../support/release.ts';

const text = 'Seen by Marguerite Okonjo at home.\n\nTold to Marguerite and Ann.';
const release = { number: 4, answerId: 'answer', kindOf: blankKindOf };

let made = 0;
const mark = (page: number, startAt: number, endAt: number, exemption = 'third-party'): AcceptedMark => ({ id: `mark-${String((made += 1))}`, page, text: { startAt, endAt }, rect: null, exemption });
const area: AcceptedMark = { id: 'area', page: 2, text: null, rect: [10, 10, 50, 50], exemption: 'third-party' };

function bothOutlines(item: SourceItem): readonly unknown[] {
  const removed = removedQuotes(item);
  const fromText = outlineOf(releasedItem(item, { ...release, removed }));
  return [outlineOfMarked({ ...item, pageCount: item.pages.length, removed }, release), fromText];
}

describe('an area over words of a page', () => {
  const item = aSourceItem({ pages: [text], marks: [{ ...area, page: 1, covers: [{ startAt: 8, endAt: 25 }, { startAt: 44, endAt: 54 }] }] });
  const released = JSON.stringify(releasedItem(item, { ...release, removed: [] }));

  it('takes the words out of the text', () => expect(released).to.not.match(/Marguerite|Okonjo/));

  it('leaves the words beside it', () => expect(released).to.include('Seen by ').and.include(' and Ann.'));

  it('gives each blank an id of its own', () => expect(new Set(released.match(/"id":"[^"]+"/g)).size).to.equal(2));

  it('makes its words no terms to be sought elsewhere', () => expect(removedQuotes(item)).to.deep.equal([]));
});

describe('the outline of a preview', () => {
  const kinds: readonly (readonly [what: string, item: SourceItem])[] = [
    ['an item without marks', aSourceItem({ pages: [text, text] })],
    ['marks apart', aSourceItem({ pages: [text, text], marks: [mark(1, 8, 25), mark(1, 44, 54), mark(2, 8, 25)] })],
    ['marks that overlap, with two causes', aSourceItem({ pages: [text], marks: [mark(1, 8, 20), mark(1, 12, 25, 'health-harm')] })],
    ['marks side by side', aSourceItem({ pages: [text], marks: [mark(1, 8, 18), mark(1, 18, 25)] })],
    ['a removed name in the title', aSourceItem({ title: 'Visit to Marguerite Okonjo', pages: [text], marks: [mark(1, 8, 25)] })],
    ['an area without text', aSourceItem({ pages: [text, text], marks: [area] })],
    ['an area with words under it', aSourceItem({ pages: [text, text], marks: [{ ...area, covers: [{ startAt: 8, endAt: 25 }, { startAt: 36, endAt: 43 }] }, mark(2, 20, 30)] })],
    ['a record', aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Name: Marguerite Okonjo\nBand: C'], marks: [mark(1, 6, 23)] })],
  ];
  for (const [what, item] of kinds) {
    it(`counts ${what} as the answer does`, () => {
      const [fromMarks, fromText] = bothOutlines(item);
      expect(fromMarks).to.deep.equal(fromText);
    });
  }
});
