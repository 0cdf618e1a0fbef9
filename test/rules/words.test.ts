/** Sentences, days and times in the reader's language. */
import { expect } from 'chai';
import {
  dayWords,
  openWords,
  preferredLanguage,
  readSentences,
  timeWords,
  translatorFor,
  type Sentences,
} from '../../server/platform/words.ts';

const invented = openWords({
  en: { note: { hello: 'Hello {name}', days_one: '{count} day', days_other: '{count} days', only: 'In English' } },
  cy: {
    note: {
      hello: 'Helo {name}',
      days_zero: '{count} diwrnod',
      days_one: '{count} diwrnod',
      days_two: '{count} ddiwrnod',
      days_other: '{count} diwrnod o hyd',
    },
  },
});

function leaves(sentences: Sentences, above = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(sentences)) {
    if (typeof value === 'string') found.set(`${above}${key}`, value);
    else for (const [name, sentence] of leaves(value, `${above}${key}.`)) found.set(name, sentence);
  }
  return found;
}

function placeholders(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
}

describe('a sentence', () => {
  it('has its values filled in', () => {
    expect(invented('en')('note.hello', { name: 'Ann' })).to.equal('Hello Ann');
  });

  it('takes a value as plain words, whatever it looks like', () => {
    const hostile = '$t(note.only) {name} {{name}}';
    expect(invented('en')('note.hello', { name: hostile })).to.equal(`Hello ${hostile}`);
  });

  it('fills in nothing that every object carries', () => {
    expect(openWords({ en: { note: 'A {constructor}' } })('en')('note', {})).to.equal('A {constructor}');
  });

  for (const [count, words] of [
    [0, '0 days'],
    [1, '1 day'],
    [2, '2 days'],
    [21, '21 days'],
  ] as const) {
    it(`says ${words}`, () => {
      expect(invented('en')('note.days', { count })).to.equal(words);
    });
  }

  for (const [count, words] of [
    [0, '0 diwrnod'],
    [1, '1 diwrnod'],
    [2, '2 ddiwrnod'],
    [7, '7 diwrnod o hyd'],
  ] as const) {
    it(`says ${words} in Welsh, which has more forms`, () => {
      expect(invented('cy')('note.days', { count })).to.equal(words);
    });
  }

  it('is said in English when the language lacks it', () => {
    expect(invented('cy')('note.only')).to.equal('In English');
  });

  it('is said in English for a language we do not have', () => {
    expect(translatorFor('xx')('layout.back')).to.equal('Back');
  });
});

describe('a day', () => {
  it('is written in full in English', () => {
    expect(dayWords('en')('2026-11-16')).to.equal('Monday 16 November 2026');
  });

  it('is written in full in Welsh', () => {
    expect(dayWords('cy')('2026-11-16')).to.equal('Dydd Llun 16 Tachwedd 2026');
  });
});

describe('a time of day', () => {
  const summer = new Date('2026-07-01T13:05:00Z');

  it('is that of the United Kingdom, in summer too', () => {
    expect(timeWords('en')(summer)).to.equal('2:05 pm');
  });

  it('has 24 hours for staff', () => {
    expect(timeWords('en', 'staff')(summer)).to.equal('14:05');
  });

  it('calls noon and midnight 12', () => {
    const hours = ['2026-11-16T00:02:00Z', '2026-11-16T12:02:00Z'].map((instant) => timeWords('en')(new Date(instant)));
    expect(hours).to.deep.equal(['12:02 am', '12:02 pm']);
  });

  it('names the halves of the day in Welsh', () => {
    expect(timeWords('cy')(summer)).to.equal('2:05 yh');
  });
});

describe('the language a browser asks for', () => {
  for (const [asked, code] of [
    ['cy-GB,cy;q=0.9,en;q=0.8', 'cy'],
    ['en;q=0.8, cy', 'cy'],
    ['fr, de', 'en'],
    ['cy;q=0', 'en'],
    [undefined, 'en'],
    [';;;,,,q=', 'en'],
  ] as const) {
    it(`is ${code} for “${asked ?? 'nothing'}”`, () => {
      expect(preferredLanguage(asked).code).to.equal(code);
    });
  }
});

describe('the Welsh words of the page frame', () => {
  for (const file of ['layout', 'errors']) {
    const [english, welsh] = ['en', 'cy'].map((code) => leaves(readSentences(code)[file] as Sentences));

    it(`say all that the English ones say (${file})`, () => {
      expect([...(welsh?.keys() ?? [])]).to.have.members([...(english?.keys() ?? [])]);
    });

    it(`carry the same values (${file})`, () => {
      const differing = [...(english ?? [])].filter(
        ([key, sentence]) => String(placeholders(sentence)) !== String(placeholders(welsh?.get(key) ?? '')),
      );
      expect(differing).to.deep.equal([]);
    });
  }
});
