/** Nothing leaves while one removed word is left in it, wherever it hides. */

import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import { attackOutput, type PdfCheck } from '../../../server/disclosure/gate/attack-output.ts';
import type { OutputFile, RemovedTerm } from '../../../server/disclosure/gate/output-file.ts';
import type { GateReport } from '../../../server/disclosure/gate/gate-report.ts';

const removed: RemovedTerm = { id: 'term-1', text: 'Marguerite Okonjo', isProtected: false };
const protectedAddress: RemovedTerm = { id: 'term-2', text: '12 Larch Row', isProtected: true };

/** Finds what it was told to find, so that each place can be planted. */
const findingAt = (where: string, page: number | null = 1): PdfCheck => (_, terms) => Promise.resolve({ clean: terms.length === 0, places: terms.map((term) => ({ page, where, term })) });
const findingNothing: PdfCheck = () => Promise.resolve({ clean: true, places: [] });

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 50_001) yield await Promise.resolve(bytes.subarray(at, at + 50_001));
}

/** As the product writes it: an item a line. */
function someLines(items: readonly string[], overrides: Partial<OutputFile> = {}): OutputFile {
  return { ...someData(null), read: () => inParts(Buffer.from(`{"format":"fairsight-answer-1","items":[\n${items.join('\n')}\n]}\n`)), ...overrides };
}

async function aPdf(change: (pdf: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText('A visit was made.', { font: await pdf.embedFont(StandardFonts.Helvetica) });
  change(pdf);
  return pdf.save();
}

function aPdfFile(bytes: Uint8Array, overrides: Partial<OutputFile> = {}): OutputFile {
  return { fileName: 'document-014.pdf', format: 'pdf', itemNumber: 14, read: () => inParts(bytes), terms: [removed], ...overrides };
}

function someData(value: unknown, overrides: Partial<OutputFile> = {}): OutputFile {
  return { fileName: 'data.json', format: 'json', itemNumber: null, read: () => inParts(Buffer.from(JSON.stringify(value))), terms: [removed], ...overrides };
}

function failuresOf(report: GateReport): readonly string[] {
  return report.checks.flatMap(({ check, failures }) => failures.map(({ itemNumber, page, where }) => `${check} ${String(itemNumber)} ${String(page)} ${where}`));
}

async function attack(file: OutputFile, checkPdf: PdfCheck = findingNothing): Promise<readonly string[]> {
  return failuresOf(await attackOutput([file], { checkPdf }));
}

describe('the release gate', () => {
  it('passes all nine checks on clean files', async () => {
    const report = await attackOutput([aPdfFile(await aPdf()), someData({ text: 'A visit was made.' })], { checkPdf: findingNothing });
    expect(report.checks.map((check) => check.isPassed)).to.deep.equal(Array.from({ length: 9 }, () => true));
  });

  it('does not pass an answer without files', async () => {
    expect((await attackOutput([], { checkPdf: findingNothing })).isPassed).to.equal(false);
  });

  for (const [where, check] of [['text', 'text'], ['picture', 'pictures'], ['metadata', 'properties'], ['attachment', 'active'], ['old revision', 'hidden']] as const) {
    it(`blocks a removed name found in the ${where}, with item and page`, async () => {
      expect(await attack(aPdfFile(await aPdf()), findingAt(where, 3))).to.deep.equal([`${check} 14 3 ${where}`]);
    });
  }

  it('trips the wire for a protected value, wherever it is found', async () => {
    expect(await attack(aPdfFile(await aPdf(), { terms: [protectedAddress] }), findingAt('text'))).to.deep.equal(['protected 14 1 text']);
  });

  it('says which item of a volume a page belongs to', async () => {
    const volume = aPdfFile(await aPdf(), { fileName: 'volume-1.pdf', itemNumber: null, itemsOnPage: (page) => [page + 20] });
    expect(await attack(volume, findingAt('text', 2))).to.deep.equal(['text 22 2 text']);
  });

  it('never repeats the words that were found', async () => {
    const report = await attackOutput([aPdfFile(await aPdf())], { checkPdf: findingAt('text') });
    expect(JSON.stringify(report)).to.not.include('Okonjo');
  });

  it('blocks when the checker is not content but cannot say where', async () => {
    expect(await attack(aPdfFile(await aPdf()), () => Promise.resolve({ clean: false, places: [] }))).to.deep.equal(['readable 14 null file']);
  });

  for (const [name, bytes] of [['is cut short', Buffer.from('%PDF-1.7\n1 0 obj')], ['is empty', Buffer.alloc(0)]] as const) {
    it(`blocks a file that ${name}`, async () => {
      expect(await attack(aPdfFile(bytes))).to.deep.equal(['readable 14 null file']);
    });
  }

  it('blocks a file that has lost a page', async () => {
    expect(await attack(aPdfFile(await aPdf(), { expectedPageCount: 2 }))).to.deep.equal(['readable 14 null page count']);
  });

  it('blocks a script', async () => {
    const scripted = await aPdf((pdf) => pdf.addJavaScript('greeting', 'app.alert(1)'));
    expect((await attack(aPdfFile(scripted))).every((failure) => failure.startsWith('active 14 '))).to.equal(true);
  });

  it('finds an attached file', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    await pdf.attach(Buffer.from('secret'), 'notes.txt');
    expect(await attack(aPdfFile(await pdf.save()))).to.include('active 14 null EmbeddedFile');
  });

  it('finds an action that starts another program', async () => {
    const launching = await aPdf((pdf) => pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj({ S: 'Launch', F: PDFString.of('calc.exe') })));
    expect(await attack(aPdfFile(launching))).to.deep.equal(['active 14 null Launch', 'active 14 null OpenAction']);
  });

  for (const [name, value] of [
    ['a value', { pages: ['told Marguerite Okonjo that'] }],
    ['a key', { 'Marguerite Okonjo': 1 }],
    ['other spacing, case and accents', { text: 'MARGUÉRITE\u00a0\n okonjo' }],
  ] as const) {
    it(`finds a removed name in the data as ${name}`, async () => {
      expect(await attack(someData(value))).to.deep.equal(['data null null data']);
    });
  }

  it('finds a telephone number however it is spaced', async () => {
    const phone: RemovedTerm = { id: 'term-3', text: '01632 960 123', isProtected: false };
    expect(await attack(someData({ text: 'ring 01632960123 today' }, { terms: [phone] }))).to.deep.equal(['data null null data']);
  });

  for (const at of [524_270, 524_280, 524_288, 525_300, 600_000]) {
    it(`finds a removed name ${at.toString()} characters into long data`, async () => {
      expect(await attack(someData({ text: `${'filling '.repeat(at / 8)}Marguerite Okonjo${' filling'.repeat(80_000)}` }))).to.deep.equal(['data null null data']);
    });
  }

  it('takes no end of a word in long data for a removed one, wherever the data is cut', async () => {
    const may: RemovedTerm = { id: 'term-4', text: 'may', isProtected: false };
    const shifted = ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef'].map((before) => ({ text: `${before} ${'dismay '.repeat(160_000)}` }));
    const found = await Promise.all(shifted.map((data) => attack(someData(data, { terms: [may] }))));
    expect(found.flat()).to.deep.equal([]);
  });

  it('finds what the data hides behind its own marks', async () => {
    expect(await attack(someData({ items: [{ number: 1, text: 'Marguerite\nOkonjo' }] }))).to.deep.equal(['data null null data']);
  });

  it('finds a removed name beside the items', async () => {
    expect(await attack(someData({ items: [{ number: 1, text: 'A visit.' }], letter: { to: 'Marguerite\tOkonjo' } }))).to.deep.equal(['data null null data']);
  });

  it('finds a removed name in items that are not numbered', async () => {
    expect(await attack(someData({ items: [{ text: 'Marguerite\nOkonjo' }] }))).to.deep.equal(['data null null data']);
  });

  it('does not take part of a longer word for a removed one', async () => {
    const short: RemovedTerm = { id: 'term-4', text: 'Li', isProtected: false };
    expect(await attack(someData({ text: 'The list was read.' }, { terms: [short] }))).to.deep.equal([]);
  });

  it('seeks an everyday word only in the item it was removed from', async () => {
    const may: RemovedTerm = { id: 'term-5', text: 'May', isProtected: false, onlyInItems: [2] };
    const data = { items: [{ number: 1, text: 'in May' }, { number: 2, text: 'told May' }] };
    expect(await attack(someData(data, { terms: [may] }))).to.deep.equal(['data 2 null data']);
  });

  it('does not take an everyday word on the page of another item for the removed one', async () => {
    const may: RemovedTerm = { id: 'term-5', text: 'May', isProtected: false, onlyInItems: [2] };
    const volume = aPdfFile(await aPdf(), { fileName: 'volume-1.pdf', itemNumber: null, itemsOnPage: () => [1], terms: [may] });
    expect(await attack(volume, findingAt('text'))).to.deep.equal([]);
  });

  it('finds a removed name in an item on a line of its own', async () => {
    expect(await attack(someLines(['{"number":1,"text":"A visit."},', '{"number":2,"text":"Marguerite\\nOkonjo"}']))).to.deep.equal(['data null null data']);
  });

  it('finds a removed name before the items', async () => {
    const read = (): AsyncIterable<Uint8Array> => inParts(Buffer.from('{"letter":"Marguerite\\tOkonjo","items":[\n{"number":1}\n]}\n'));
    expect(await attack(someData(null, { read }))).to.deep.equal(['data null null data']);
  });

  it('seeks an everyday word only in the line of the item it was removed from', async () => {
    const may: RemovedTerm = { id: 'term-4', text: 'May', isProtected: false, onlyInItems: [2] };
    expect(await attack(someLines(['{"number":1,"text":"in May"},', '{"number":2,"text":"told May"}'], { terms: [may] }))).to.deep.equal(['data 2 null data']);
  });

  it('passes data without items', async () => {
    expect(await attack(someData(null, { read: () => inParts(Buffer.from('{"format":"fairsight-answer-1","items":[\n]}\n')) }))).to.deep.equal([]);
  });

  for (const [why, items] of [
    ['lacks a comma', ['{"number":1}', '{"number":2}']],
    ['has a comma too many', ['{"number":1},']],
    ['has something after its end', ['{"number":1}', ']}', '{"number":2}']],
    ['has an item that is not JSON', ['{"number":1']],
  ] as const) {
    it(`blocks data that ${why}`, async () => {
      expect(await attack(someLines(items))).to.deep.equal(['readable null null file']);
    });
  }

  it('blocks data that is no text', async () => {
    expect(await attack(someData(null, { read: () => inParts(Uint8Array.of(0x22, 0xff, 0x22)) }))).to.deep.equal(['readable null null file']);
  });

  it('blocks data that is not JSON', async () => {
    expect(await attack(someData(null, { read: () => inParts(Buffer.from('{')) }))).to.deep.equal(['readable null null file']);
  });

  it('blocks a file name that is not neutral', async () => {
    expect(await attack(aPdfFile(await aPdf(), { fileName: 'Okonjo assessment.pdf', terms: [] }))).to.deep.equal(['names 14 null name']);
  });
});
