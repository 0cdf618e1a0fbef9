/** Words break into lines, blocks into pages, an answer into volumes. */

import { expect } from 'chai';
import { words, type Block, type Section } from '../../../server/disclosure/volumes/blocks.ts';
import { breakLines } from '../../../server/disclosure/volumes/line-breaking.ts';
import { layOut, measureSection } from '../../../server/disclosure/volumes/page-layout.ts';
import type { Ruler } from '../../../server/disclosure/volumes/ruler.ts';
import { blankBoxWidth, styleOf, textBottom } from '../../../server/disclosure/volumes/type-sizes.ts';
import { planVolumes } from '../../../server/disclosure/volumes/volume-plan.ts';

/** Every character is as wide as the text is high, so that widths can be counted by eye. */
const squareRuler: Ruler = (text, _face, sizePoints) => [...text].length * sizePoints;
const style = styleOf({ kind: 'paragraph', content: [] });

function lineTexts(text: string, widthInCharacters: number): readonly string[] {
  const lines = breakLines(words(text), { ruler: squareRuler, style, width: widthInCharacters * style.sizePoints });
  return lines.map((line) => line.map((segment) => ('text' in segment ? segment.text : '[]')).join(''));
}

function aSection(paragraphs: number, text = 'word '.repeat(40)): Section {
  const blocks = Array.from({ length: paragraphs }, (): Block => ({ kind: 'paragraph', content: words(text) }));
  return { id: 'section', blocks };
}

describe('breaking words into lines', () => {
  it('fills a line with as many words as fit', () => {
    expect(lineTexts('aa bb cc dd', 5)).to.deep.equal(['aa bb', 'cc dd']);
  });

  it('cuts a word that is longer than the line', () => {
    expect(lineTexts('abcdefgh', 3)).to.deep.equal(['abc', 'def', 'gh']);
  });

  it('drops control characters and marks that turn the direction of text', () => {
    expect(lineTexts('a\u0000b \u202ec', 9)).to.deep.equal(['ab c']);
  });

  it('keeps a full stop beside the blank it follows', () => {
    const box = { label: 'Withheld', alternative: 'Withheld' };
    const [line] = breakLines([{ words: 'told ' }, { box }, { words: '.' }], { ruler: squareRuler, style, width: 480 });
    const [, blank, stop] = line ?? [];
    expect(stop?.x).to.equal((blank?.x ?? 0) + blankBoxWidth);
  });

  it('gives every blank the same width, whatever it is called', () => {
    const widths = ['Withheld', "Someone else's information"].map((label) => breakLines([{ box: { label, alternative: label } }], { ruler: squareRuler, style, width: 480 })[0]?.[0]?.width);
    expect(widths).to.deep.equal([blankBoxWidth, blankBoxWidth]);
  });
});

describe('laying blocks out on pages', () => {
  it('keeps every line above the foot of the page', () => {
    const pieces = [...layOut(aSection(200), squareRuler)].flat();
    const lowest = Math.max(...pieces.map((piece) => piece.y + piece.lineCount * piece.style.leadingPoints));
    expect(lowest).to.be.at.most(textBottom);
  });

  it('loses no line between pages', () => {
    const section = aSection(1, 'word '.repeat(3_000));
    const whole = breakLines(words('word '.repeat(3_000)), { ruler: squareRuler, style, width: 595.28 - 112 }).length;
    const laid = [...layOut(section, squareRuler)].flat().reduce((total, piece) => total + piece.lineCount, 0);
    expect(laid).to.equal(whole);
  });

  it('never leaves a heading alone at the foot', () => {
    const blocks = Array.from({ length: 120 }, (_, index): Block => (index % 2 === 0 ? { kind: 'heading', level: 2, content: words('Heading') } : { kind: 'paragraph', content: words('word '.repeat(60)) }));
    const pages = [...layOut({ id: 'section', blocks }, squareRuler)];
    expect(pages.map((page) => page.at(-1)?.block.kind)).to.not.include('heading');
  });

  it('counts the page on which each place begins', () => {
    const section: Section = { id: 'section', blocks: [...aSection(30).blocks, { kind: 'heading', level: 1, content: words('Here'), place: 'here' }, ...aSection(2).blocks] };
    const { places, pageCount } = measureSection(section, squareRuler);
    expect([places['here'], pageCount]).to.deep.equal([pageCount - 1, pageCount]);
  });

  it('gives a section without words one page', () => {
    expect(measureSection({ id: 'empty', blocks: [] }, squareRuler).pageCount).to.equal(1);
  });
});

describe('cutting an answer into volumes', () => {
  const sections = (...pageCounts: readonly number[]) => pageCounts.map((pageCount, index) => ({ id: `s${String(index)}`, pageCount, places: { [`place-${String(index)}`]: 0 } }));

  it('never passes the most pages a volume may have', () => {
    const plan = planVolumes(sections(40, 333, 7, 150, 149, 2), 150);
    expect(Math.max(...plan.volumes.map((volume) => volume.pageCount))).to.be.at.most(150);
  });

  it('puts every page into exactly one volume', () => {
    const plan = planVolumes(sections(40, 333, 7), 150);
    expect(plan.volumes.reduce((total, volume) => total + volume.pageCount, 0)).to.equal(380);
  });

  it('does not split a document that fits one volume', () => {
    const plan = planVolumes(sections(100, 100), 150);
    expect(plan.volumes.map((volume) => volume.ranges.length)).to.deep.equal([1, 1]);
  });

  it('numbers pages on across volumes', () => {
    const plan = planVolumes(sections(100, 100, 20), 150);
    expect(plan.volumes.map((volume) => volume.firstPage)).to.deep.equal([1, 101]);
  });

  it('finds a place by its volume and its page', () => {
    const plan = planVolumes(sections(100, 100, 20), 150);
    expect(plan.places.get('place-2')).to.deep.equal({ volume: 2, page: 201 });
  });
});
