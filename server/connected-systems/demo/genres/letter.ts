/** Writes a letter from a social worker to somebody in the family. */
import type { ActorKey } from '../story/actors.ts';
import type { Paper } from './paper.ts';
import { dayInWords, told } from './writing.ts';
import type { Writing } from './writing.ts';

const readers: readonly ActorKey[] = ['mother', 'mother', 'father', 'gran', 'carer'];

export function letter({ teller, writtenOn, reference }: Writing): Paper {
  const { random } = teller;
  const reader = random.pick(readers);
  const body = told(teller, '#letter-body#', random.between(3, 6));
  const [first = '', ...rest] = body;
  return {
    title: `Letter to ${teller.name(reader, 'formal')}, ${dayInWords(writtenOn)}`,
    writtenOn,
    footer: `Penhallow Council · Children’s Services · ${reference}`,
    blocks: [
      { kind: 'facts', rows: [['Penhallow Council', 'Children’s Services, Victoria House, Harbour Road, Penhallow ZZ99 1PC'], ['Ask for', `${teller.name('sw', 'full')}, 01632 960250`], ['Our reference', `${reference} / CSC-20717`], ['Date', dayInWords(writtenOn)]] },
      { kind: 'paragraph', text: `${teller.name(reader, 'full')}\n${teller.name(reader, 'home').split(', ').join('\n')}` },
      { kind: 'paragraph', text: `Dear ${teller.name(reader, 'formal')}` },
      { kind: 'heading', text: `About ${teller.name('child', 'full')}, born 22 May 1999` },
      { kind: 'paragraph', text: teller.tell('#letter-opening#') },
      { kind: 'paragraph', text: first },
      ...rest.map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'paragraph', text: teller.tell('#letter-close#') },
      { kind: 'paragraph', text: `Yours sincerely\n\n${teller.name('sw', 'full')}\n${teller.name('sw', 'relation')}` },
      { kind: 'note', text: `Copies: ${teller.name('manager', 'formal')}; ${teller.name('iro', 'formal')}; file` },
    ],
  };
}
