/** Writes the record of one visit or call, as a case system prints it. */
import { eventOf } from '../story/grammar.ts';
import type { Paper } from './paper.ts';
import { dayInWords, told } from './writing.ts';
import type { Writing } from './writing.ts';

const kinds = ['Home visit', 'Telephone call', 'Statutory visit', 'Contact supervised', 'Duty contact'];
const sections = ['#emotional#', '#health#', '#learning#', '#parenting#', '#environment#'];

export function caseNote({ teller, writtenOn, reference }: Writing): Paper {
  const { random, era } = teller;
  const kind = random.pick(kinds);
  const isWithheld = random.next() < 0.2;
  return {
    title: `Case note: ${kind}, ${dayInWords(writtenOn)}`,
    writtenOn,
    footer: `Case note ${reference}`,
    blocks: [
      { kind: 'title', text: kind },
      { kind: 'facts', rows: [['Child', `${teller.name('child', 'reversed')} (CSC-20717)`], ['Date and time', teller.tell(`${dayInWords(writtenOn)}, {time}`)], ['Recorded by', `${teller.name('sw', 'full')} (${teller.name('sw', 'relation')})`], ['Seen or spoken to', `${teller.name('child', 'first')}; ${teller.name(random.pick(['carer', 'mother', 'gran']), 'full')}; ${teller.name(random.pick(['otherChild', 'brother', 'friend']), 'full')}`]] },
      { kind: 'heading', text: 'What happened' },
      ...told(teller, eventOf(era), random.between(2, 4)).map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'heading', text: 'What I think' },
      ...told(teller, random.pick(sections), 2).map((text) => ({ kind: 'paragraph', text }) as const),
      ...(isWithheld ? [{ kind: 'note', text: teller.tellWithheld('#withheld#') } as const] : []),
      { kind: 'heading', text: 'What happens next' },
      { kind: 'paragraph', text: `${told(teller, '#action#', 2).join('. ')}.` },
      { kind: 'note', text: `Seen by ${teller.name('manager', 'full')}, ${teller.name('manager', 'relation')}.` },
    ],
  };
}
