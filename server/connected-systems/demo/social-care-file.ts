/** Writes every document of the children's social care store: the thick file and the protected one. */
import { assessment } from './genres/assessment.ts';
import { caseNote } from './genres/case-note.ts';
import { chronology } from './genres/chronology.ts';
import { emailThread } from './genres/email-thread.ts';
import { letter } from './genres/letter.ts';
import { minutes } from './genres/minutes.ts';
import type { Paper } from './genres/paper.ts';
import { docxOf, docxType } from './genres/paper-docx.ts';
import { pdfOf } from './genres/paper-pdf.ts';
import { scanOf } from './genres/paper-scan.ts';
import { daysBetween } from './genres/writing.ts';
import type { Writing } from './genres/writing.ts';
import { plantedPaper } from './planted.ts';
import { seededRandom } from './seeded-random.ts';
import type { Random } from './seeded-random.ts';
import { eraOn, eras } from './story/actors.ts';
import { grammar } from './story/grammar.ts';
import { protectedPapers } from './story/protected-file.ts';
import { tellerFor } from './story/teller.ts';
import type { GroundTruth, Teller } from './story/teller.ts';

export interface StoredDocument {
  readonly personNumber: string;
  readonly reference: string;
  readonly collection: string;
  readonly title: string;
  readonly heldOn: string;
  readonly file: string;
  readonly mediaType: string;
  /** `Name|role|relation`, as the index has them. */
  readonly peopleNamed: readonly string[];
  readonly bytes: Uint8Array;
  readonly truth: GroundTruth;
}

type Format = 'pdf' | 'docx' | 'scan';

interface Plan {
  readonly collection: string;
  readonly count: number;
  readonly from: string;
  readonly to: string;
  readonly write: (writing: Writing) => Paper;
  readonly format: (at: number) => Format;
}

const wholeFile = { from: '2004-03-01', to: '2023-11-30' };
const plans: readonly Plan[] = [
  { collection: 'minutes', count: 40, ...wholeFile, write: minutes, format: (at) => (at % 5 === 3 ? 'docx' : 'pdf') },
  { collection: 'letters', count: 50, ...wholeFile, write: letter, format: (at) => (at % 6 === 4 ? 'docx' : 'pdf') },
  { collection: 'assessments', count: 12, ...wholeFile, write: assessment, format: (at) => (at === 6 ? 'docx' : 'pdf') },
  { collection: 'case-notes', count: 76, ...wholeFile, write: caseNote, format: () => 'pdf' },
  { collection: 'scans', count: 5, from: '2004-02-15', to: '2005-12-20', write: letter, format: () => 'scan' },
  { collection: 'scans', count: 4, from: '2004-02-20', to: '2006-06-01', write: caseNote, format: () => 'scan' },
];
const threadCount = 26;
const thickFile = 'CSC-20717';

/** One document after another, always the same ones; only DOCX carries the hour of its making. */
export async function* socialCareDocuments(): AsyncGenerator<StoredDocument, void, undefined> {
  const random = seededRandom(20_717);
  for (const [at, era] of eras.entries()) {
    const writing = writingFor(era.to, `CHR-${at + 1}`, random);
    const eventCount = [96, 120, 80, 150, 92][at] ?? 50;
    yield await stored(writing, { paper: chronology(writing, eventCount), collection: 'chronologies', format: 'pdf' }, random);
  }
  for (const [number, plan] of plans.entries()) {
    const days = daysBetween(plan, plan.count, random);
    for (const [at, day] of days.entries()) {
      const writing = writingFor(day, `${plan.collection.slice(0, 3).toUpperCase()}-${number + 1}${String(at + 1).padStart(3, '0')}`, random);
      yield await stored(writing, { paper: plan.write(writing), collection: plan.collection, format: plan.format(at) }, random);
    }
  }
  yield* threads(random);
  for (const [at, { paper, ...known }] of protectedPapers.entries()) {
    yield { ...known, personNumber: 'CSC-31904', reference: `PRO-${at + 1}`, title: paper.title, heldOn: paper.writtenOn, file: `31904/PRO-${at + 1}.pdf`, mediaType: 'application/pdf', bytes: await pdfOf(paper) };
  }
  yield {
    personNumber: 'CSC-40999', reference: 'PLN-1', collection: 'letters', title: plantedPaper.title, heldOn: plantedPaper.writtenOn, file: '40999/PLN-1.pdf', mediaType: 'application/pdf', peopleNamed: [],
    truth: nobody, bytes: await pdfOf(plantedPaper),
  };
}

const nobody: GroundTruth = { thirdParties: [], staff: [], subject: [], thirdPartyContacts: [], withheldPassages: [] };

function writingFor(writtenOn: string, reference: string, random: Random): Writing {
  return { teller: tellerFor(eraOn(writtenOn), random, grammar), writtenOn, reference };
}

async function stored(writing: Writing, what: { readonly paper: Paper; readonly collection: string; readonly format: Format }, random: Random): Promise<StoredDocument> {
  const { paper, collection, format } = what;
  const ending = format === 'docx' ? 'docx' : 'pdf';
  return {
    ...indexed(writing),
    collection,
    title: paper.title,
    file: `20717/${writing.reference}.${ending}`,
    mediaType: format === 'docx' ? docxType : 'application/pdf',
    bytes: format === 'docx' ? await docxOf(paper) : format === 'scan' ? await scanOf(paper, random) : await pdfOf(paper),
  };
}

async function* threads(random: Random): AsyncGenerator<StoredDocument, void, undefined> {
  const days = daysBetween({ from: '2005-09-01', to: '2023-10-01' }, threadCount, random);
  for (const [at, day] of days.entries()) {
    const writing = writingFor(day, `EML-${String(at + 1).padStart(3, '0')}`, random);
    const attached = at % 2 === 0 ? [{ fileName: 'case note.pdf', mediaType: 'application/pdf', bytes: await pdfOf(caseNote(writing)) }] : at % 7 === 1 ? [{ fileName: 'letter.docx', mediaType: docxType, bytes: await docxOf(letter(writing)) }] : [];
    const { title, message } = emailThread(writing, attached);
    yield { ...indexed(writing), collection: 'e-mails', title, file: `20717/${writing.reference}.eml`, mediaType: 'message/rfc822', bytes: Buffer.from(message, 'utf8') };
  }
}

function indexed({ teller, writtenOn, reference }: Writing) {
  return { personNumber: thickFile, reference, heldOn: writtenOn, peopleNamed: peopleIn(teller), truth: teller.truth() };
}

/** What the store's own index says of a document: those on the case's contact sheet, not everybody in its text. */
function peopleIn(teller: Teller): readonly string[] {
  return teller.named().slice(0, 8).map(({ given, family, side, relation }) => `${given} ${family}|${side}|${relation}`);
}
