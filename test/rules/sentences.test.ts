/** Every sentence that a page asks for by name exists. */
import { expect } from 'chai';
import { languages, readSentences, type Sentences } from '../../server/platform/words.ts';
import { sourceFiles } from '../support/source-files.ts';

const askedKey = /\bt\(\s*'([a-z][\w-]*(?:\.[\w-]+)+)'/g;
const pluralEnding = /_(zero|one|two|few|many|other)$/;

function keysOf(sentences: Sentences, above = ''): readonly string[] {
  return Object.entries(sentences).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${above}${key}`.replace(pluralEnding, '')] : keysOf(value, `${above}${key}.`),
  );
}

const asked = sourceFiles('.ts')
  .filter(({ name }) => name.startsWith('client/views/') || name.startsWith('server/'))
  .flatMap(({ name, text }) => [...text.matchAll(askedKey)].map(([, key = '']) => ({ name, key })));

describe('the sentences that pages ask for', () => {
  const known = new Set(keysOf(readSentences('en')));

  it('are many', () => {
    expect(asked.length).to.be.greaterThan(40);
  });

  it('all exist in English', () => {
    expect(asked.filter(({ key }) => !known.has(key)).map(({ name, key }) => `${name}: ${key}`)).to.deep.equal([]);
  });
});

describe('the languages beside English', () => {
  const english = new Set(keysOf(readSentences('en')));

  for (const { code } of languages.filter((language) => language.code !== 'en')) {
    it(`say nothing that English does not (${code})`, () => {
      expect(keysOf(readSentences(code)).filter((key) => !english.has(key))).to.deep.equal([]);
    });
  }
});
