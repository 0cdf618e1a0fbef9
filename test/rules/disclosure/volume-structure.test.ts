/** The PDF of a volume, read back: tags, languages, outline, fonts. */

import { expect } from 'chai';
import type { AnswerContent } from '../../../server/disclosure/answer-content.ts';
import { plainWords } from '../../../server/disclosure/volumes/blocks.ts';
import { buildVolume } from '../../../server/disclosure/volumes/build-volume.ts';
import { scheduleSection, wordingOf } from '../../../server/disclosure/volumes/compose-sections.ts';
import { pageFinder, planAnswer, sectionReader } from '../../../server/disclosure/volumes/plan-sections.ts';
import { createRuler } from '../../../server/disclosure/volumes/ruler.ts';
import { planVolumes } from '../../../server/disclosure/volumes/volume-plan.ts';
import { readShownPages } from '../../../server/redaction/engine/check/shown-text.ts';
import { withPdf } from '../../../server/redaction/engine/pdf/pdfium.ts';
import { aBlank, aDocument, anAnswer, aRecord, englishWords, plainDay } from '../../support/answers.ts';
import { flatten, readPdf, type ReadPdf } from '../../support/pdf-structure.ts';

const createdAt = '2026-11-20T10:00:00.000Z';

async function volumesOf(content: AnswerContent, maxPages?: number): Promise<readonly Buffer[]> {
  const reader = sectionReader(content, { t: englishWords, formatDay: plainDay });
  const whole = await planAnswer(reader, createRuler());
  const measures = whole.volumes.flatMap(({ ranges }) => ranges).map(({ sectionId, to }) => ({ id: sectionId, pageCount: to, places: { [sectionId]: 0 } }));
  const plan = maxPages === undefined ? whole : planVolumes(measures, maxPages);
  const volumes: Buffer[] = [];
  for (const volume of plan.volumes) {
    const chunks: Uint8Array[] = [];
    const readSection = (id: string) => reader.read(id, pageFinder(whole));
    for await (const chunk of buildVolume({ plan, volume, readSection, t: englishWords, lang: 'en-GB', councilName: 'Penhallow Council', createdAt })) chunks.push(chunk);
    volumes.push(Buffer.concat(chunks));
  }
  return volumes;
}

const items = [
  aRecord(1, { fields: [{ label: 'Note', value: [{ text: 'Said by ' }, aBlank('neutral')] }] }),
  aDocument(2, { pages: [[[{ text: 'It was told to ' }, aBlank(), { text: ' on a visit.' }]], [[{ text: 'word '.repeat(900) }]]] }),
];

describe('the schedule of an answer', () => {
  it('lists what was collected more than once and is given once', () => {
    const { outline, explanations } = anAnswer([aDocument(1, { standsFor: { copies: [{ service: 'Housing', count: 2 }], messages: 1 } }), aDocument(2)]);
    const { blocks } = scheduleSection(outline, wordingOf({ explanations }, englishWords, plainDay));
    const lines = blocks.flatMap((block) => (block.kind === 'list-item' ? [plainWords(block.content)] : []));
    expect(lines).to.deep.equal(['Item 1: The same document is also held in Housing, 2 copies.', 'Item 1: It quotes the whole of 1 earlier message, which is not given again.']);
  });
});

describe('the PDF of a volume', function () {
  this.timeout(30_000);
  let bytes: Buffer;
  let pdf: ReadPdf;

  before(async () => {
    const [first] = await volumesOf(anAnswer(items));
    if (first === undefined) throw new Error('no volume was built');
    bytes = first;
    pdf = await readPdf(first);
  });

  const elements = () => flatten(pdf.root);
  const tags = () => elements().map((element) => element.tag);

  it('says its title, its language and that it is tagged', () => {
    expect([pdf.title, pdf.lang, pdf.isMarked]).to.deep.equal(['Your information, volume 1 of 1', 'en-GB', true]);
  });

  it('has one tree with one document at its root', () => {
    expect(pdf.root.map((element) => element.tag)).to.deep.equal(['Document']);
  });

  it('has a heading of the first level for each section, in order', () => {
    const sections = pdf.root[0]?.children ?? [];
    expect(sections.map((section) => section.children[0]?.tag)).to.deep.equal(['H1', 'H1', 'H1', 'H1', 'H1']);
  });

  it('marks a table of labels and values with row headers', () => {
    const cells = elements().filter((element) => element.tag === 'TR').flatMap((row) => row.children);
    expect(cells.find((cell) => cell.tag === 'TH')?.scope).to.equal('Row');
  });

  it('gives the schedule of what is left out column headers', () => {
    expect(elements().filter((element) => element.scope === 'Column')).to.have.length(3);
  });

  it('speaks each blank aloud with its reason', () => {
    const spoken = elements().map((element) => element.alternative).filter((text) => text !== null);
    expect(spoken).to.deep.equal(['Part left out. Withheld.', "Part left out. Someone else's information. This part is about another person."]);
  });

  it('keeps a paragraph that runs over the page as one element', () => {
    expect(tags().filter((tag) => tag === 'P').length).to.be.lessThan(40);
  });

  it('leaves no element of words empty', () => {
    const empty = elements().filter((element) => ['P', 'H1', 'H2', 'H3', 'Lbl', 'LBody', 'TD', 'TH', 'Link', 'Span'].includes(element.tag) && !element.hasContent && element.children.length === 0);
    expect(empty).to.deep.equal([]);
  });

  it('has nothing that the gate would take for letters drawn as shapes, however many blanks a page has', async () => {
    const blanks = Array.from({ length: 40 }, (_, index) => [{ text: `Line ${String(index)}: ` }, aBlank('neutral')]);
    const [full = Buffer.alloc(0)] = await volumesOf(anAnswer([aDocument(1, { pages: [blanks] })]));
    const shown = await withPdf(full, readShownPages);
    expect(shown.opened && shown.value.filter(({ mustBeLookedAt }) => mustBeLookedAt)).to.deep.equal([]);
  });

  it('has bookmarks for every section and item', () => {
    expect(pdf.bookmarks).to.deep.equal(['Your information', 'Contents', 'Records: Council tax', 'Item 1: Account', 'What is left out', 'Item 2: Assessment']);
  });

  it('links the contents to the items, and each document to its own file', () => {
    expect(pdf.links).to.include.members(['GoTo item-2', 'GoTo item-1', 'GoTo left-out', 'GoToR document-002.pdf']);
  });

  it('is the same, byte for byte, when it is built again', async () => {
    const [again] = await volumesOf(anAnswer(items));
    expect(again?.equals(bytes)).to.equal(true);
  });
});

describe('an answer in several volumes', function () {
  this.timeout(30_000);

  it('links across them by file name', async () => {
    const [first] = await volumesOf(anAnswer(items), 4);
    expect((await readPdf(first ?? new Uint8Array())).links).to.include('GoToR volume-2.pdf item-2');
  });
});

describe('a volume of many pages', function () {
  this.timeout(30_000);

  it('is drawn in a process of its own, with every page in its place', async () => {
    const long = aDocument(1, { pages: Array.from({ length: 20 }, (_, index) => [[{ text: `Page of ${String(index)}` }], [{ text: 'word '.repeat(400) }]]) });
    const [first] = await volumesOf(anAnswer([long]));
    const read = await readPdf(first ?? new Uint8Array());
    expect([read.pageCount > 13, read.isMarked]).to.deep.equal([true, true]);
  });
});

describe('a volume whose drawing fails', () => {
  for (const pageCount of [1, 100]) it(`ends in a fault, never in a short file of ${String(pageCount)} pages`, async () => {
    const reader = sectionReader(anAnswer(items, { readItem: () => Promise.reject(new Error('the case key is gone')) }), { t: englishWords, formatDay: plainDay });
    const plan = planVolumes([{ id: 'item-2', pageCount, places: {} }]);
    const drawing = buildVolume({ plan, volume: plan.volumes[0] ?? { number: 1, firstPage: 1, pageCount: 0, ranges: [] }, readSection: (id) => reader.read(id, () => 1), t: englishWords, lang: 'en-GB', councilName: '', createdAt });
    let fault: unknown = null;
    try {
      for await (const chunk of drawing) void chunk;
    } catch (error) {
      fault = error;
    }
    expect(fault).to.be.instanceOf(Error);
  });
});
