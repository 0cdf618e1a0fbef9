/** Builders of answers for tests: each states only what matters to it. */

import type { Translate } from '../../client/views/page.ts';
import type { AnswerContent, AnswerItem, DocumentItem, Explanation, Paragraph, RecordItem } from '../../server/disclosure/answer-content.ts';
import { outlineOf } from '../../server/disclosure/answer-content.ts';
import { documentFileName } from '../../server/disclosure/file-names.ts';
import { writeLetter, type LetterFacts } from '../../server/disclosure/covering-letter.ts';
import { translatorFor } from '../../server/platform/words.ts';

export const englishWords: Translate = translatorFor('en');

export const plainDay = (isoDay: string): string => isoDay;

export const thirdParty: Explanation = {
  kind: 'third-party',
  label: "Someone else's information",
  lead: 'This part is about another person.',
  sentence: 'We weighed your right to see it against their right to privacy.',
};

export const neutral: Explanation = { kind: 'neutral', label: 'Withheld', lead: null, sentence: 'We have not included this part.' };

export function aBlank(kind = 'third-party', id = 'aBlankOf22Characters00'): Paragraph[number] {
  return { blank: { id, kind, extent: 'part' } };
}

export function aDocument(number: number, overrides: Partial<DocumentItem> = {}): DocumentItem {
  return {
    kind: 'document',
    number,
    title: [{ text: 'Assessment' }],
    service: "Children's social care",
    datedOn: '2009-03-12',
    pages: [[[{ text: 'A visit was made.' }]]],
    fileName: documentFileName(number),
    ...overrides,
  };
}

export function aRecord(number: number, overrides: Partial<RecordItem> = {}): RecordItem {
  return {
    kind: 'record',
    number,
    title: [{ text: 'Account' }],
    service: 'Council tax',
    datedOn: '2025-05-03',
    fields: [{ label: 'Band', value: [{ text: 'C' }] }],
    ...overrides,
  };
}

export const someLetterFacts: LetterFacts = {
  holdings: [
    { service: 'Council tax', purposes: ['to bill you'], categories: ['name, address'], recipients: ['Valuation Office Agency'], retention: 'seven years', source: 'You told us.' },
  ],
  searched: [{ service: 'Council tax', searchedOn: '2026-11-02', isHeld: true }],
  automatedDecisions: [],
  transfers: [],
  council: { name: 'Penhallow Council', phone: '01632 960123', hours: 'weekdays 9 to 5' },
  formatDay: plainDay,
};

export function anAnswer(items: readonly AnswerItem[], overrides: Partial<AnswerContent> = {}): AnswerContent {
  return {
    reference: '7K2M-9XQD-4H',
    lang: 'en-GB',
    councilName: 'Penhallow Council',
    answeredOn: '2026-11-20',
    letter: writeLetter(someLetterFacts, englishWords),
    explanations: [thirdParty, neutral],
    outline: items.map(outlineOf),
    readItem: (number) => {
      const item = items.find((candidate) => candidate.number === number);
      return item === undefined ? Promise.reject(new RangeError('no such item')) : Promise.resolve(item);
    },
    ...overrides,
  };
}
