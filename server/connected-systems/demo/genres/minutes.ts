/** Writes the minutes of a meeting, with who was there and who was asked to do what. */
import type { ActorKey, Era } from '../story/actors.ts';
import type { Teller } from '../story/teller.ts';
import type { Block, Paper } from './paper.ts';
import { dayInWords, told } from './writing.ts';
import type { Writing } from './writing.ts';

const meetingsByEra: Readonly<Record<Era['key'], readonly string[]>> = {
  home: ['Initial child protection conference', 'Core group meeting', 'Review child protection conference', 'Strategy meeting'],
  hollis: ['Looked-after child review', 'Placement planning meeting', 'Looked-after child review'],
  gran: ['Looked-after child review', 'Family group conference', 'Placement disruption meeting'],
  addo: ['Looked-after child review', 'Personal education plan meeting', 'Permanence planning meeting'],
  leaving: ['Pathway plan review', 'Transition meeting'],
};

const invited: readonly ActorKey[] = ['iro', 'sw', 'manager', 'mother', 'father', 'gran', 'carer', 'carer2', 'teacher', 'health', 'police', 'supervisor', 'guardian', 'therapist'];
const venues = ['Committee Room 2, Victoria House', 'the Hope Street Centre', 'the Grace Road family centre', 'the Wesley Hall, Trewithin'];

export function minutes({ teller, writtenOn, reference }: Writing): Paper {
  const { random, era } = teller;
  const meeting = random.pick(meetingsByEra[era.key]);
  return {
    title: `Minutes: ${meeting}, ${dayInWords(writtenOn)}`,
    writtenOn,
    footer: `${meeting} · ${reference} · CONFIDENTIAL: do not copy`,
    blocks: [
      { kind: 'title', text: `Minutes of the ${meeting.toLowerCase()}` },
      { kind: 'facts', rows: [['Concerning', `${teller.name('child', 'reversed')}, born 22/05/1999`], ['Held on', dayInWords(writtenOn)], ['At', random.pick(venues)], ['Chair', `${teller.name('iro', 'full')}, ${teller.name('iro', 'relation')}`]] },
      { kind: 'heading', text: 'Present and apologies' },
      attendance(teller),
      { kind: 'heading', text: '1. Purpose and matters arising' },
      ...paragraphs(teller, '#said#', 2),
      { kind: 'heading', text: '2. Reports' },
      ...paragraphs(teller, '#said#', random.between(8, 12)),
      ...confidentialPart(teller),
      { kind: 'heading', text: '4. The child’s day-to-day life' },
      ...paragraphs(teller, random.pick(['#health#', '#learning#', '#emotional#']), 2),
      ...paragraphs(teller, '#said#', 2),
      { kind: 'heading', text: '5. Decisions' },
      ...paragraphs(teller, '#analysis#', 1),
      ...paragraphs(teller, '#decided#', 3),
      actions(teller, writtenOn),
      { kind: 'note', text: `Minutes taken by Rose Hickman, conference administrator. Sent to: ${teller.named().filter(({ side }) => side !== 'subject').slice(0, 7).map(({ style, family }) => `${style} ${family}`).join('; ')}; file.` },
    ],
  };
}

function attendance(teller: Teller): Block {
  // Somebody who is both the grandmother and the carer is one person at the table.
  const rows = invited
    .filter((key, at) => invited.findIndex((other) => teller.era.actors[other] === teller.era.actors[key]) === at)
    .filter(() => teller.random.next() < 0.82)
    .map((key) => [teller.name(key, teller.random.next() < 0.3 ? 'reversed' : 'full'), teller.name(key, 'relation'), teller.random.next() < 0.78 ? 'Present' : 'Apologies']);
  return { kind: 'table', head: ['Name', 'Relation or role', ''], widths: [0.4, 0.4, 0.2], rows };
}

function paragraphs(teller: Teller, template: string, times: number): readonly Block[] {
  return told(teller, template, times).map((text) => ({ kind: 'paragraph', text }));
}

function confidentialPart(teller: Teller): readonly Block[] {
  const heading: Block = { kind: 'heading', text: '3. Confidential part (professionals only)' };
  if (teller.random.next() < 0.35) return [heading, { kind: 'paragraph', text: 'There was no confidential part.' }];
  return [heading, { kind: 'note', text: teller.tellWithheld('#withheld#') }, ...paragraphs(teller, '#said#', 1)];
}

function actions(teller: Teller, writtenOn: string): Block {
  const doers: readonly ActorKey[] = ['sw', 'manager', 'supervisor', 'health', 'carer', 'teacher'];
  const rows = Array.from({ length: teller.random.between(4, 6) }, (_, at) => {
    const due = new Date(Date.parse(writtenOn) + (at + 1) * 6 * 86_400_000).toISOString().slice(0, 10);
    return [teller.tell('#action#'), teller.name(teller.random.pick(doers), 'full'), dayInWords(due)];
  });
  return { kind: 'table', head: ['6. Actions', 'Who', 'By'], widths: [0.54, 0.24, 0.22], rows };
}
