/** What every source file of the house has in common. */

import { expect } from 'chai';
import { sourceFiles } from '../support/source-files.ts';

const sources = sourceFiles('.ts');
const maxLines = 300;
const namesThatSayNothing = /(^|\/)(utils?|helpers?|common|manager|misc|index)(\/|\.ts$)|-(utils?|helpers?)\.ts$/;
const indexesThatAreLists = new Set(['policies/index.ts', 'migrations/index.ts']);

/** Named `0007-consent.ts` or `a-page.ts`; folders alike. */
const kebabCase = /^([a-z0-9]+(-[a-z0-9]+)*)(\.(test|property\.test|d))?\.ts$/;

function namesOf(files: readonly { readonly name: string }[]): readonly string[] {
  return files.map(({ name }) => name);
}

describe('the source files', () => {
  it('are found', () => {
    expect(sources.length).to.be.greaterThan(50);
  });

  it(`are at most ${String(maxLines)} lines long`, () => {
    expect(namesOf(sources.filter(({ text }) => text.trimEnd().split('\n').length > maxLines))).to.deep.equal([]);
  });

  it('open with a comment that says their duty', () => {
    expect(namesOf(sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*? ?\S/.test(text)))).to.deep.equal([]);
  });

  it('have names in small letters and dashes', () => {
    const odd = sources.filter(({ name }) => !name.split('/').every((part) => kebabCase.test(part.endsWith('.ts') ? part : `${part}.ts`)));
    expect(namesOf(odd)).to.deep.equal([]);
  });

  it('have names that say something', () => {
    const vague = sources.filter(({ name }) => namesThatSayNothing.test(name) && !indexesThatAreLists.has(name));
    expect(namesOf(vague)).to.deep.equal([]);
  });
});
