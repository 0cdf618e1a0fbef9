/** The short file of the protected person: few papers, and in several of them an address that must never leave. */
import type { Paper } from '../genres/paper.ts';
import { dayInWords } from '../genres/writing.ts';
import type { GroundTruth } from './teller.ts';

export interface WrittenPaper {
  readonly paper: Paper;
  readonly collection: string;
  readonly truth: GroundTruth;
  readonly peopleNamed: readonly string[];
}

const known = {
  thirdParties: ['Nico Brandt', 'Nico', 'Stefan Brandt', 'Stefan', 'Mr Brandt', 'Ilse Brandt', 'Fern Coleman'],
  staff: ['Katie Pellow', 'Ms Pellow', 'Helen Trask', 'PC Stuart Gale', 'Gill Hambly'],
  subject: ['Leila Marchetti', 'Leila', 'Ms Marchetti', 'Leila Brandt'],
};
const peopleNamed = ['Leila Marchetti|subject|mother', 'Nico Brandt|third-party|son', 'Stefan Brandt|third-party|former partner', 'Ilse Brandt|third-party|his mother', 'Katie Pellow|staff|social worker'];

function written([collection, writtenOn, title]: readonly [string, string, string], paragraphs: readonly string[], withheld: readonly string[] = []): WrittenPaper {
  const words = [title, ...paragraphs, ...withheld].join('\n');
  const standing = (strings: readonly string[]): readonly string[] => strings.filter((text) => words.includes(text));
  return {
    collection,
    peopleNamed,
    truth: { thirdParties: standing(known.thirdParties), staff: standing(known.staff), subject: standing(known.subject), thirdPartyContacts: standing(['07700 900341', '07700 900342']), withheldPassages: withheld },
    paper: {
      title: `${title}, ${dayInWords(writtenOn)}`,
      writtenOn,
      footer: `CSC-31904 · ${title} · CONFIDENTIAL`,
      blocks: [
        { kind: 'title', text: title },
        { kind: 'facts', rows: [['Child', 'Nico Brandt, born 8 January 2019'], ['Mother', 'Leila Marchetti (Leila Brandt), born 11 February 1990, CSC-31904'], ['Date', dayInWords(writtenOn)]] },
        ...paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
        ...withheld.map((text) => ({ kind: 'note', text }) as const),
      ],
    },
  };
}

export const protectedPapers: readonly WrittenPaper[] = [
  written(['case-notes', '2025-11-14', 'Duty contact'], [
    'Gill Hambly of Trewithin Primary rang. Nico told his teacher that “Daddy locked the phone in the car”. He was not upset when he said it. His mother, Leila, has not been at the gate since half term; Ilse Brandt brings him.',
    'I rang Leila on the number the school has. A man answered and said that she was resting. I said that it was the library. I will see her at the school play on Thursday, where she will be without him.',
  ]),
  written(['assessments', '2026-01-22', 'Single assessment'], [
    'Leila gives a clear account. Stefan Brandt has her bank card and her passport. He counts the miles on the car. He has not hit her since she was pregnant and does not have to.',
    'Nico is seven, reads well and is careful. He has a friend, Fern Coleman’s boy, and is not allowed to go to tea there.',
    'Leila asks that nothing is posted to 31 Orchard Green. She reads her e-mail at the library. Mr Brandt knows the password of every other account.',
    'Mr Brandt was seen with Leila’s agreement about “a routine school matter”. He was charming and asked three times who had rung.',
  ]),
  written(['minutes', '2026-05-18', 'Multi-agency risk meeting'], [
    'Present: Helen Trask (chair), Katie Pellow, PC Stuart Gale, the independent adviser, Tenancy Services. Score 19; high risk.',
    'Agreed: emergency move tomorrow while Mr Brandt is at work. School to change on Monday to Beacon Drive Primary. The family’s car to be left where it is; it has a tracker.',
  ], [
    'NOT TO BE DISCLOSED TO ANYBODY: the new address is 8 Herons Reach, Carrow Bay, ZZ99 6HR. Leila’s new number is 07700 900342. The adviser’s own number is 07700 900341.',
    'PC Stuart Gale shared what is held on Mr Brandt under the disclosure scheme. It concerns a former partner, who is not to be identified.',
  ]),
  written(['letters', '2026-06-09', 'Letter to the housing service'], [
    'Please confirm in writing that no joint letter will be produced for 31 Orchard Green and 8 Herons Reach, and that the account at Carrow Bay is not linked to Mr Brandt’s.',
    'Ms Marchetti may be written to only through me. She has asked that her son’s new school, Beacon Drive Primary, does not appear on any form that his father could ask for.',
    'Yours faithfully, Katie Pellow',
  ]),
  written(['case-notes', '2026-07-02', 'Telephone call'], [
    'Ilse Brandt rang to say that she has a right to see her grandson and that “we know they are in Carrow Bay”. I confirmed nothing. Reported to Helen Trask and to PC Stuart Gale.',
    'Rang Leila at the agreed time. Nico has slept through for nine nights. She has seen a car like Stefan’s twice.',
  ]),
];
