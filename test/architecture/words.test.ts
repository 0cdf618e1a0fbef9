/** Every sentence the code asks for is in the language files, and the language files agree with one another. */

import { expect } from 'chai';
import { z } from 'zod';
import { sourceFiles } from '../support/source-files.ts';

type Tree = { readonly [key: string]: string | Tree };
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));

const code = sourceFiles('.ts').filter(({ name }) => !name.startsWith('test/'));

/** Keys with the file's name as their first part, and their sentences. */
function sentencesOf(language: string): ReadonlyMap<string, string> {
  const folder = `client/locales/${language}/`;
  const files = sourceFiles('.json').filter(({ name }) => name.startsWith(folder));
  return new Map(files.flatMap(({ name, text }) => flattened(name.slice(folder.length, -'.json'.length), tree.parse(JSON.parse(text)))));
}

function flattened(prefix: string, branch: string | Tree): [string, string][] {
  if (typeof branch === 'string') return [[prefix, branch]];
  return Object.entries(branch).flatMap(([key, below]) => flattened(`${prefix}.${key}`, below));
}

const english = sentencesOf('en');
const welsh = sentencesOf('cy');
const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other'];

function isSaid(key: string): boolean {
  return english.has(key) || english.has(`${key}_other`);
}

/** The literal keys of `t('…')`, and both of `t(isLate ? '…' : '…')`. */
function keysAskedFor(text: string): readonly string[] {
  const calls = text.matchAll(/\bt\(\s*(?:[^'"`(),]+\?\s*)?'([^']+)'(?:\s*:\s*'([^']+)')?/g);
  return [...calls].flatMap(([, key, other]) => [key, other]).filter((key) => key !== undefined);
}

function placeholders(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{([A-Za-z]\w*)\}/g)].map(([, name]) => name ?? ''))].sort();
}

function withoutPluralForm(key: string): string {
  const form = pluralForms.find((ending) => key.endsWith(`_${ending}`));
  return form === undefined ? key : key.slice(0, -form.length - 1);
}

describe('the words', () => {
  it('that the code asks for are all there in English', () => {
    const missing = code.flatMap(({ name, text }) => keysAskedFor(text).filter((key) => !isSaid(key)).map((key) => `${key} (${name})`));
    expect(missing).to.deep.equal([]);
  });

  it('stand in files that the code asks for', () => {
    const files = [...new Set([...english.keys()].map((key) => key.split('.', 1)[0] ?? ''))];
    const unused = files.filter((file) => !code.some(({ text }) => text.includes(`'${file}.`) || text.includes(`\`${file}.`)));
    expect(unused).to.deep.equal([]);
  });

  it('in Welsh each have an English counterpart', () => {
    const stray = [...welsh.keys()].filter((key) => !isSaid(withoutPluralForm(key)) && !isSaid(key));
    expect(stray).to.deep.equal([]);
  });

  it('in Welsh name the same values as in English', () => {
    const uneven = [...welsh].filter(([key, sentence]) => {
      const counterpart = english.get(key) ?? english.get(`${withoutPluralForm(key)}_other`);
      return counterpart !== undefined && placeholders(counterpart).join() !== placeholders(sentence).join();
    });
    expect(uneven.map(([key]) => key)).to.deep.equal([]);
  });

  it('are said without exclamation marks', () => {
    const loud = [...english, ...welsh].filter(([, sentence]) => sentence.includes('!'));
    expect(loud.map(([key]) => key)).to.deep.equal([]);
  });
});
