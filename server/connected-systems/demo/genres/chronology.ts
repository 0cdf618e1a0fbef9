/** Writes a chronology: what happened, when, and who said so. */
import { eventOf } from '../story/grammar.ts';
import type { Paper } from './paper.ts';
import { dayInWords, daysBetween, shortDay } from './writing.ts';
import type { Writing } from './writing.ts';

const sources = ['Case note', 'Telephone call', 'Home visit', 'E-mail', 'School', 'Supervision', 'Duty desk', 'Carer’s log'];

/** One row an event, oldest first. */
export function chronology({ teller, writtenOn, reference }: Writing, eventCount: number): Paper {
  const { era, random } = teller;
  const days = daysBetween(era, eventCount, random);
  const rows = days.map((day) => {
    const event = teller.tell(eventOf(era));
    const more = random.next() < 0.25 ? ` ${teller.tell(eventOf(era))}` : '';
    return [shortDay(day), `${random.pick(sources)} (${teller.name('sw', 'initials')})`, event + more];
  });
  return {
    title: `Chronology ${shortDay(era.from)} to ${shortDay(era.to)}`,
    writtenOn,
    footer: `Chronology · ${reference} · CONFIDENTIAL`,
    blocks: [
      { kind: 'title', text: 'Chronology of significant events' },
      {
        kind: 'facts',
        rows: [
          ['Child', `${teller.name('child', 'full')}, born 22 May 1999, NHS number 999 002 0728`],
          ['Person number', 'CSC-20717'],
          ['Mother', `${teller.name('mother', 'full')}, ${teller.name('mother', 'home')}, ${teller.name('mother', 'phone')}`],
          ['Father', `${teller.name('father', 'full')}, ${teller.name('father', 'home')}, ${teller.name('father', 'phone')}`],
          ['Siblings', `${teller.name('brother', 'full')} (half-brother), born 9 January 2003, NHS number 999 003 1908`],
          ['Completed by', `${teller.name('sw', 'full')}, ${teller.name('sw', 'relation')}, ${dayInWords(writtenOn)}`],
        ],
      },
      { kind: 'table', head: ['Date', 'Source', 'Event'], widths: [0.14, 0.2, 0.66], rows },
    ],
  };
}
