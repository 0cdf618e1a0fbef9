/** When an answer no longer rests on everything there is to search with, and which words are not taken twice. */

import { expect } from 'chai';
import { isOutdated, maxTerms, refusalOf, type SearchTerm, type TermWords } from '../../server/casework/search-term.ts';
import { waitsForMatch, waitsForService, type SystemSearch } from '../../server/casework/system-search.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minute));
const email: TermWords = { kind: 'email', email: 'somebody@example.org' };

function aTerm(changes: Partial<SearchTerm> = {}): SearchTerm {
  return { id: 'T', words: email, source: 'x', addedBy: 'officer', addedAt: at(0), removedAt: null, ...changes };
}

function aSearch(changes: Partial<SystemSearch> = {}): SystemSearch {
  return {
    systemId: 'one', service: 'Service', askedBy: 'officer', outcome: 'not held', reason: null, isExcused: false,
    itemCount: 0, pageCount: 0, attempt: 1, startedAt: at(10), endedAt: at(11), ...changes,
  };
}

describe('an answer is outdated', () => {
  const account = (systemId: string): TermWords => ({ kind: 'account-reference', systemId, reference: '1' });
  const cases: readonly (readonly [string, Partial<SearchTerm>, Partial<SystemSearch>, boolean])[] = [
    ['by a term that was added since', { addedAt: at(20) }, {}, true],
    ['by a term that was removed since', { removedAt: at(20) }, {}, true],
    ['by no term that was there', {}, {}, false],
    ['by no term that came and went since', { addedAt: at(20), removedAt: at(21) }, {}, false],
    ['by no term that had gone before', { removedAt: at(5) }, {}, false],
    ['by an account in that system', { addedAt: at(20), words: account('one') }, {}, true],
    ['by no account in another', { addedAt: at(20), words: account('other') }, {}, false],
    ['where something is held as well', { addedAt: at(20) }, { outcome: 'held' }, true],
    ['not while the system is still asked', { addedAt: at(20) }, { outcome: null, endedAt: null }, false],
    ['while a match is to be decided, which it may settle', { addedAt: at(20) }, { outcome: null, reason: waitsForMatch }, true],
    ['not while a contact has a letter to answer', { addedAt: at(20) }, { outcome: null, reason: waitsForService }, false],
  ];
  for (const [what, term, search, outcome] of cases) {
    it(what, () => {
      expect(isOutdated(aSearch(search), [aTerm(term)])).to.equal(outcome);
    });
  }
});

describe('words to search with', () => {
  it('are taken again once they were removed', () => {
    expect(refusalOf(email, { terms: [aTerm({ removedAt: at(1) })], known: null })).to.equal(null);
  });

  it('are refused beyond what one person has', () => {
    const terms = Array.from({ length: maxTerms }, (_each, index) => aTerm({ words: { kind: 'email', email: `somebody-${String(index)}@example.org` } }));
    expect([refusalOf(email, { terms: terms.slice(1), known: null }), refusalOf(email, { terms, known: null })]).to.deep.equal([null, 'too-many']);
  });
});
