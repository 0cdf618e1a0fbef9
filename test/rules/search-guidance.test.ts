/** Questions in a councillor's own words, and the entry that should come up. */
import { expect } from 'chai';
import { guidance } from '../../policies/guidance.ts';
import words from '../../client/locales/en/councillors.json' with { type: 'json' };
import { searchGuidance } from '../../server/councillors/search-guidance.ts';

const questions: readonly (readonly [asked: string, entry: string])[] = [
  ['whatsapp', 'cg-20'],
  ['my laptop was stolen', 'cg-22'],
  ['can i forward council e-mail to gmail', 'cg-19'],
  ['do I have to pay a fee to the ICO', 'cg-04'],
  ['SAR from a constituent', 'cg-26'],
  ['petition', 'cg-31'],
  ['party newsletter', 'cg-17'],
  ['I am standing down at the election', 'cg-37'],
  ['photo of a resident', 'cg-32'],
  ['tell the MP', 'cg-14'],
  ['domestic abuse new address', 'cg-24'],
  ['privacy notice', 'cg-30'],
  ['child school record for a parent', 'cg-39'],
];

describe('searching the guidance', () => {
  for (const [asked, entry] of questions) {
    it(`finds ${entry} for “${asked}” among the first three`, () => {
      expect(searchGuidance(guidance, asked).slice(0, 3).map(({ id }) => id)).to.include(entry);
    });
  }

  for (const asked of ['', 'the of and', 'xylophone', '   ', '<script>', '🙂']) {
    it(`finds nothing for “${asked}”`, () => {
      expect(searchGuidance(guidance, asked)).to.deep.equal([]);
    });
  }

  it('has forty entries, each with a name for its topic', () => {
    expect(guidance).to.have.length(40);
    expect(Object.keys(words.topics)).to.include.members(guidance.map(({ topic }) => topic));
  });
});
