/** Writes a core assessment: the family, the child's needs, the parents, the home, and what it all means. */
import { eventOf } from '../story/grammar.ts';
import type { Teller } from '../story/teller.ts';
import type { Block, Paper } from './paper.ts';
import { dayInWords, daysBetween, shortDay, told } from './writing.ts';
import type { Writing } from './writing.ts';

export function assessment({ teller, writtenOn, reference }: Writing): Paper {
  return {
    title: `Core assessment, ${dayInWords(writtenOn)}`,
    writtenOn,
    footer: `Core assessment · ${reference} · CONFIDENTIAL`,
    blocks: [
      { kind: 'title', text: `Core assessment of ${teller.name('child', 'full')}` },
      { kind: 'facts', rows: [['Completed by', `${teller.name('sw', 'full')}, ${teller.name('sw', 'relation')}`], ['Approved by', `${teller.name('manager', 'full')}, ${teller.name('manager', 'relation')}`], ['Date', dayInWords(writtenOn)], ['National Insurance number', 'QQ 22 05 99 C (issued to the young person at 16, where she has reached that age)']] },
      { kind: 'heading', text: '1. The family and those who know the child' },
      household(teller),
      { kind: 'heading', text: '2. Why this assessment was made, and from what' },
      ...section(teller, eventOf(teller.era), 3),
      { kind: 'heading', text: '3. Health' },
      ...section(teller, '#health#', 5),
      { kind: 'heading', text: '4. Learning' },
      ...section(teller, '#learning#', 5),
      { kind: 'heading', text: '5. Feelings, behaviour and identity' },
      ...section(teller, '#emotional#', 7),
      { kind: 'heading', text: '6. The parents and carers' },
      ...section(teller, '#parenting#', 8),
      { kind: 'heading', text: '7. The home and the wider family' },
      ...section(teller, '#environment#', 5),
      { kind: 'heading', text: '8. Significant events' },
      events(teller),
      { kind: 'heading', text: '9. Information that must not be shared' },
      { kind: 'note', text: teller.tellWithheld('#withheld#') },
      { kind: 'note', text: teller.tellWithheld('#withheld#') },
      { kind: 'heading', text: '10. Analysis' },
      ...section(teller, '#analysis#', 6),
      { kind: 'heading', text: '11. What should happen' },
      ...section(teller, '#decided#', 4),
      { kind: 'paragraph', text: `Signed: ${teller.name('sw', 'full')}\nManager: ${teller.name('manager', 'full')}` },
    ],
  };
}

function household(teller: Teller): Block {
  const rows = (['child', 'mother', 'father', 'partner', 'brother', 'gran', 'carer', 'carer2', 'otherChild', 'informant'] as const).map((key) => [
    teller.name(key, 'full'), teller.name(key, 'relation'), key === 'child' ? teller.era.placedAt : teller.name(key, 'home'), key === 'child' ? '' : teller.era.actors[key].phone === undefined ? '' : teller.name(key, 'phone'),
  ]);
  return { kind: 'table', head: ['Name', 'Relation', 'Address', 'Telephone'], widths: [0.24, 0.22, 0.34, 0.2], rows };
}

function section(teller: Teller, template: string, times: number): readonly Block[] {
  return told(teller, template, times).map((text) => ({ kind: 'paragraph', text }));
}

function events(teller: Teller): Block {
  const days = daysBetween(teller.era, 10, teller.random);
  return { kind: 'table', head: ['Date', 'Event'], widths: [0.16, 0.84], rows: days.map((day) => [shortDay(day), teller.tell(eventOf(teller.era))]) };
}
