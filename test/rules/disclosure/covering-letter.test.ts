/** The letter holds everything Article 15 asks for, and says all that is left out. */

import { expect } from 'chai';
import { scheduleOf } from '../../../server/disclosure/answer-content.ts';
import { LetterLacksPart, letterPartNames, requireWholeLetter, writeLetter, type CoveringLetter, type LetterPartName } from '../../../server/disclosure/covering-letter.ts';
import { aBlank, aDocument, anAnswer, aRecord, englishWords, neutral, someLetterFacts, thirdParty } from '../../support/answers.ts';

const whole = writeLetter(someLetterFacts, englishWords);

function without(name: LetterPartName): Partial<CoveringLetter> {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
}

function partNamedBy(build: () => unknown): string | null {
  try {
    build();
    return null;
  } catch (error) {
    return error instanceof LetterLacksPart ? error.part : 'another fault';
  }
}

describe('the covering letter of an answer', () => {
  for (const name of letterPartNames) {
    it(`cannot be built without ${name}, and says so`, () => {
      expect(partNamedBy(() => requireWholeLetter(without(name)))).to.equal(name);
    });

    it(`cannot be built with an empty ${name}`, () => {
      const emptied = { ...whole, [name]: { heading: whole[name].heading, paragraphs: [' '], lines: [] } };
      expect(partNamedBy(() => requireWholeLetter(emptied))).to.equal(name);
    });
  }

  it('is refused when one service does not say why it holds the data', () => {
    const [holding] = someLetterFacts.holdings;
    const silent = { ...someLetterFacts, holdings: holding === undefined ? [] : [holding, { ...holding, service: 'Housing', purposes: [] }] };
    expect(partNamedBy(() => writeLetter(silent, englishWords))).to.equal('purposes');
  });

  it('is refused when it does not say where we looked', () => {
    expect(partNamedBy(() => writeLetter({ ...someLetterFacts, searched: [] }, englishWords))).to.equal('search');
  });

  it('says plainly that no decision was made by a computer alone', () => {
    expect(whole.automatedDecisions.paragraphs).to.deep.equal(['No decision about you was made by a computer alone.']);
  });

  it('carries the standing sentence whatever the answer holds', () => {
    expect(whole.leftOut.paragraphs).to.deep.equal(['The law lets us leave some things out, and we cannot always say so. You can ask us to look again.']);
  });
});

describe('the schedule of what is left out', () => {
  const schedule = (...items: Parameters<typeof anAnswer>[0]) => scheduleOf(anAnswer(items).outline, [thirdParty, neutral]).map(({ explanation, count }) => [explanation.kind, count]);

  it('has no row for a kind that does not occur', () => {
    expect(schedule(aRecord(1))).to.deep.equal([]);
  });

  it('counts all neutral marks in one row', () => {
    const document = aDocument(2, { pages: [[[aBlank('neutral'), aBlank('third-party'), aBlank('neutral')]]] });
    expect(schedule(aRecord(1, { fields: [{ label: 'Note', value: [aBlank('neutral')] }] }), document)).to.deep.equal([['third-party', 1], ['neutral', 3]]);
  });

  it('refuses a blank that nobody explained', () => {
    expect(() => schedule(aDocument(1, { pages: [[[aBlank('adoption')]]] }))).to.throw(RangeError);
  });
});
