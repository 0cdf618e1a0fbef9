/** Terms are found among the words that were read from a picture, also where a reader took two words for one. */

import { expect } from 'chai';
import type { ReadWord } from '../../server/redaction/engine/ocr/grey-page.ts';
import { wordsOfTerms } from '../../server/redaction/engine/pdf/find-in-words.ts';

const read = (line: string): readonly ReadWord[] => line.split(' ').map((text, index) => ({ text, box: [index * 50, 0, index * 50 + 40, 12], confidence: 90, line: '1' }));

const found = (line: string, term: string): readonly string[] => [...wordsOfTerms(read(line), [term]).keys()].map(({ text }) => text);

describe('a term among the words of a picture', () => {
  for (const [line, term, words] of [
    ['Note SCA-6001 of May', 'SCA', ['SCA-6001']],
    ['Anna Kessell-Tully came', 'Tully', ['Kessell-Tully']],
    ['told (Pearl); then', 'Pearl', ['(Pearl);']],
    ["that was Pearl's.", 'Pearl', ["Pearl's."]],
    ['to Pearl Kessell;Callum here', 'Pearl Kessell', ['Pearl', 'Kessell;Callum']],
  ] as const) {
    it(`is found in “${line}”: ${term}`, () => expect(found(line, term)).to.deep.equal(words));
  }

  it('is not found within another word', () => expect(found('the scan was scarce', 'SCA')).to.deep.equal([]));
});
