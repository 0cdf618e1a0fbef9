/** The rules of marks, of the grid over a page, and of the words an officer types. */

import { expect } from 'chai';
import fc from 'fast-check';
import { areaOfCells } from '../../server/redaction/grid.ts';
import { decided, emptyNote, foldedQuote, problemOf, problemOfReason, type Mark, type MarkDecision, type MarkState } from '../../server/redaction/mark.ts';
import { placesUnder, rectsOf, textPieces } from '../../server/redaction/page-marks.ts';
import { reasonIdsFor } from '../../server/redaction/reasons.ts';
import { lineAround, placesOfValue, placesOfWords } from '../../server/redaction/text-places.ts';
import { standingVersions } from '../../server/redaction/undo-marks.ts';
import { readWorkbench } from '../../server/redaction/workbench-form.ts';

const offered = reasonIdsFor('england-and-wales');
const aMark = (changes: Partial<Mark> = {}): Mark => ({
  id: 'm1', caseId: 'c', itemId: 'i', page: 1, place: { start: 0, end: 4 }, state: 'suggested', exemption: 'third-party', why: 'looks-like-a-name', score: 0.9,
  quote: 'Anna', note: emptyNote, proposedBy: 'detector', decidedBy: null, decidedAt: null, version: 1, ...changes,
});

describe('a mark', () => {
  const accept: MarkDecision = { to: 'accepted', exemption: 'third-party', person: '' };
  const reject: MarkDecision = { to: 'rejected', scope: 'place' };
  const later: MarkDecision = { to: 'needs decision', awaits: '' };
  const table: readonly (readonly [MarkState, MarkDecision, boolean])[] = [
    ['suggested', accept, true], ['suggested', reject, true], ['suggested', later, true],
    ['accepted', reject, true], ['accepted', later, true],
    ['rejected', accept, true], ['rejected', reject, false],
    ['needs decision', accept, true], ['needs decision', reject, true], ['needs decision', later, false],
  ];
  for (const [state, decision, isAllowed] of table) {
    it(`that is ${state} ${isAllowed ? 'may' : 'may not'} become ${decision.to}`, () => {
      expect(problemOf({ state }, decision, offered) === null).to.equal(isAllowed);
    });
  }

  const reasons: readonly (readonly [string, string | null])[] = [
    ['third-party', null], ['', 'reason-needed'], ['no-such', 'reason-needed'], ['immigration', 'reason-locked'], ['child-abuse', 'reason-locked'],
    ['staff-assumption', 'reason-locked'], ['social-reporter', null], ['health-harm', 'opinion-needed'], ['health-no-opinion', null],
  ];
  for (const [reason, problem] of reasons) {
    it(`hidden for “${reason}” ${problem === null ? 'is taken' : `is refused: ${problem}`}`, () => {
      expect(problemOfReason(reason, new Set([...offered, 'social-reporter']))).to.equal(problem);
    });
  }

  it('keeps no reason once it is rejected, and remembers for whom', () => {
    const after = decided(aMark(), { to: 'rejected', scope: 'person' });
    expect([after.exemption, after.note.rejectedFor]).to.deep.equal([null, 'person']);
  });

  it('is of the same words whatever their case, spaces or possessive', () => {
    expect(['ANNA  Pell', 'Anna\u00a0Pell', 'Anna Pell’s'].map(foldedQuote)).to.deep.equal(['anna pell', 'anna pell', 'anna pell']);
  });
});

describe('the history of a mark', () => {
  const version = (number: number, by: string) => ({ version: number, state: 'accepted' as const, exemption: null, changed_by: by, changed_at: new Date(0) });

  it('loses one act for each undoing', () => {
    const versions = [version(1, 'detector'), version(2, 'ann'), version(3, 'ann'), version(4, 'undo:ann'), version(5, 'undo:ann')];
    expect(standingVersions(versions).map(({ version: number }) => number)).to.deep.equal([1]);
  });
});

describe('the grid over a page', () => {
  it('reads cells in any order and case', () => {
    const area = { left: 0.2, top: 3 / 14, right: 0.6, bottom: 5 / 14 };
    expect([areaOfCells('C4 to F5'), areaOfCells('f5-c4')]).to.deep.equal([area, area]);
  });

  it('knows no cell outside A1 to J14', () => {
    expect(['K1', 'A15', 'A0', 'C4 to', 'C4 to F5 to G6', ''].map(areaOfCells)).to.deep.equal([null, null, null, null, null, null]);
  });
});

describe('words of a page', () => {
  it('are found over line breaks and with a plus or bracket in them', () => {
    expect(placesOfWords('+44 (0)7700', 'Ring +44\n(0)7700 900123')).to.deep.equal([{ start: 5, end: 16 }]);
  });

  it('are never found twice at one place', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 200 }), (quote, text) => {
      const places = placesOfValue(quote, text);
      return places.every(({ start, end }, index) => end > start && end <= text.length && (places[index + 1]?.start ?? text.length) >= end);
    }));
  });

  it('are ticked beforehand only where they are the same', () => {
    const places = placesOfValue('Rowena Okonjo', 'Rowena Okonjo came. R. Okonjo left. ROWENA OKONJO slept.');
    expect(places.map(({ isAlike }) => isAlike)).to.deep.equal([true, false, true]);
  });

  it('are found when a name is written with a hyphen', () => {
    expect(placesOfValue('Ann Okonjo-Tilbury', 'Ms Okonjo-Tilbury spoke.').map(({ start, end }) => [start, end])).to.deep.equal([[0, 17]]);
  });

  it('stand in their line and no further', () => {
    expect(lineAround('first\nsecond Anna here\nthird', { start: 13, end: 17 })).to.deep.equal({ before: 'second ', at: 'Anna', after: ' here' });
  });
});

describe('a page with marks', () => {
  it('gives back every letter of its text exactly once', () => {
    const span = fc.tuple(fc.nat(60), fc.nat(20)).map(([start, length]) => aMark({ place: { start, end: start + length } }));
    fc.assert(fc.property(fc.string({ maxLength: 50 }), fc.array(span, { maxLength: 8 }), (text, marks) => {
      const ordered = [...marks].sort((one, other) => ('start' in one.place ? one.place.start : 0) - ('start' in other.place ? other.place.start : 0));
      return textPieces(text, ordered).map((piece) => piece.text).join('') === text;
    }));
  });

  it('covers every word that a mark touches, also in part', () => {
    const words = [0, 4, 10, 20, 30, 32, 5, 10, 34, 20, 60, 32];
    expect(rectsOf({ place: { start: 2, end: 6 } }, { words })).to.deep.equal([[10, 20, 30, 32], [34, 20, 60, 32]]);
  });
});

describe('an area over the words of a page', () => {
  const text = 'Anna met Ben and Cy';
  const words = [0, 4, 10, 20, 30, 32, 5, 8, 34, 20, 50, 32, 9, 12, 54, 20, 70, 32, 13, 16, 10, 4, 30, 16, 17, 19, 34, 4, 60, 16];

  it('covers the words under it, a run of them as one place', () => {
    expect(placesUnder([5, 18, 52, 40], { text, words })).to.deep.equal([{ start: 0, end: 8 }]);
  });

  it('covers words of two lines as two places', () => {
    expect(placesUnder([32, 0, 52, 40], { text, words })).to.deep.equal([{ start: 5, end: 8 }, { start: 17, end: 19 }]);
  });

  it('covers nothing beside it', () => {
    expect(placesUnder([100, 18, 120, 40], { text, words })).to.deep.equal([]);
  });

  it('covers the whole text where nobody can tell where its words stand', () => {
    expect(placesUnder([100, 18, 120, 40], { text })).to.deep.equal([{ start: 0, end: text.length }]);
  });
});

describe('the form of the workbench', () => {
  const on = { marks: [aMark()], text: 'Anna and Anna', offered };

  it('asks for nothing where nothing was chosen', () => {
    expect(readWorkbench({ 'version-m1': '1', 'reason-m1': 'third-party' }, on).decisions).to.deep.equal([]);
  });

  it('asks which words are meant when they stand there twice', () => {
    const form = readWorkbench({ words: 'anna', 'words-reason': 'third-party' }, on);
    expect(form.problems).to.deep.equal({ occurrence: 'redaction.problems.which-occurrence' });
  });

  it('takes all of them, or the one that was counted', () => {
    const taken = (occurrence: string) => readWorkbench({ words: 'anna', occurrence, 'words-reason': 'third-party' }, on).words.map(({ place }) => place.start);
    expect([taken('all'), taken('2')]).to.deep.equal([[0, 9], [9]]);
  });

  it('survives whatever is posted', () => {
    const field = fc.constantFrom('decision-m1', 'reason-m1', 'version-m1', 'words', 'occurrence', 'words-reason', 'cells', 'cells-reason', 'area');
    fc.assert(fc.property(fc.dictionary(field, fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }))), (posted) => {
      readWorkbench(posted, on);
    }));
  });
});
