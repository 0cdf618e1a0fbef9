/** Proves removal on files made to hide a name where redaction tools do not look. */
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import { checkPdf } from '../../server/redaction/engine/check/check-pdf.ts';
import { readPdf } from '../../server/redaction/engine/pdf/read-pdf.ts';
import { redactPdf } from '../../server/redaction/engine/pdf/redact-pdf.ts';
import { standardLabels, type AreaMark } from '../../server/redaction/engine/pdf/redaction-order.ts';
import { emptyPages, hugePage, roundInCircles } from '../support/redaction/hostile-pdfs.ts';
import { kept, last, makeAdversarialPdfs, name, onePage, pdf, phone, show, type Body } from '../support/redaction/make-adversarial.ts';

const plain = (text: string): string => text.replace(/\s+/g, '').toLowerCase();

describe('redacting a PDF that hides a name by', () => {
  for (const { kind, terms, bytes } of makeAdversarialPdfs()) {
    it(`${kind}: leaves it clean and keeps the rest`, async () => {
      const outcome = await redactPdf({ bytes, terms, marks: [], labels: standardLabels });
      if (!outcome.redacted) throw new Error(`refused: ${outcome.why} ${JSON.stringify(outcome.places)}`);
      expect((await checkPdf(outcome.pdf, terms)).places).to.deep.equal([]);
      const reading = await readPdf(outcome.pdf);
      expect(reading.read && plain(reading.pages.map(({ text }) => text).join(' '))).to.contain(plain(kept));
    });
  }
});

describe('a file that cannot be redacted', () => {
  const order = { terms: ['x'], marks: [], labels: standardLabels };
  it('is refused when it is empty', async () => {
    expect(await redactPdf({ ...order, bytes: new Uint8Array() })).to.include({ redacted: false, why: 'empty file' });
  });
  it('is refused when it is no PDF', async () => {
    expect(await redactPdf({ ...order, bytes: Buffer.from('<html>hello</html>') })).to.include({ redacted: false, why: 'not readable as a PDF' });
  });
  it('is refused when it has more pages than anybody reads', async () => {
    expect(await redactPdf({ ...order, bytes: emptyPages(10_000) })).to.include({ redacted: false, why: 'too many pages' });
  });
  it('is refused when its objects hold one another', async () => {
    expect(await redactPdf({ ...order, bytes: roundInCircles() })).to.include({ redacted: false, why: 'not readable as a PDF' });
  });
  it('is redacted all the same when its page is as large as a county', async () => {
    expect(await redactPdf({ ...order, bytes: hugePage() })).to.include({ redacted: true });
  });
  it('is refused when a mark lies on a page it does not have', async () => {
    const [first] = makeAdversarialPdfs();
    if (first === undefined) throw new Error('no file');
    expect(await redactPdf({ ...order, bytes: first.bytes, marks: [{ page: 2, rect: [0, 0, 10, 10] }] })).to.include({ redacted: false, why: 'a mark is outside the document' });
  });
});

describe('a name that goes on over the page', () => {
  const page = (content: number): string => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${String(content)} 0 R/Resources<</Font<</F1 5 0 R>>>>>>`;
  const overPages = (end: string, start: string): Uint8Array => pdf(new Map<number, Body>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2>>'], [3, page(4)], [4, { dict: '', data: last + show(end, 60) }],
    [5, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'], [7, page(8)], [8, { dict: '', data: show(start, 800) }],
  ]));
  for (const [end, start] of [['Seen by Marguerite', 'Okonjo-Tilbury, who left'], ['Seen by Marguerite Okon-', 'jo-Tilbury, who left']] as const) {
    it(`is found by the check and taken from both pages: ${end} | ${start}`, async () => {
      const bytes = overPages(end, start);
      expect((await checkPdf(bytes, [name])).clean).to.equal(false);
      const outcome = await redactPdf({ bytes, terms: [name], marks: [], labels: standardLabels });
      if (!outcome.redacted) throw new Error(outcome.why);
      const reading = await readPdf(outcome.pdf);
      const text = reading.read ? reading.pages.map((one) => one.text).join(' ') : '';
      expect(text).to.contain('Seen by').and.to.contain('who left').and.to.not.match(/Marguerite|Okon|Tilbury/);
    });
  }
});

describe('a redacted PDF', () => {
  it('does not list the letters of what is gone in its fonts', async () => {
    const letters = [...'qXz'];
    const font = `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 4/Widths[556 667 500 556]/Encoding<</Type/Encoding/Differences[1${letters.map((letter) => `/${letter}`).join('')}/a]>>>>`;
    const bytes = onePage({ content: `BT /F1 11 Tf 60 780 Td <010203> Tj 100 0 Td <04> Tj ET`, more: new Map<number, Body>([[5, font]]) });
    const outcome = await redactPdf({ bytes, terms: ['qXz'], marks: [], labels: standardLabels });
    if (!outcome.redacted) throw new Error(outcome.why);
    const raw = Buffer.from(outcome.pdf).toString('latin1');
    expect(/\/Differences \[([^\]]*)\]/.exec(raw)?.[1]?.trim()).to.equal('4 /a');
    expect(/\/Widths \[([^\]]*)\]/.exec(raw)?.[1]?.trim()).to.equal('0 0 0 556');
  });
  const rebuilt = async (catalog: string, title?: string): Promise<PDFDocument> => {
    const outcome = await redactPdf({ bytes: onePage({ content: last, catalog }), terms: [name], marks: [], labels: standardLabels, ...(title === undefined ? {} : { title }) });
    if (!outcome.redacted) throw new Error(outcome.why);
    return PDFDocument.load(outcome.pdf, { updateMetadata: false });
  };
  it('says its language, and the source’s own only where that is one', async () => {
    const languages = [await rebuilt('/Lang(cy-GB)'), await rebuilt(`/Lang(${name})`), await rebuilt('')].map((made) => String(made.catalog.get(PDFName.of('Lang'))));
    expect(languages).to.deep.equal(['(cy-GB)', '(en-GB)', '(en-GB)']);
  });
  it('has the title it is given, and never the old one', async () => {
    expect((await rebuilt('', 'Item 4')).getTitle()).to.equal('Item 4');
    expect((await rebuilt('')).getTitle()).to.equal(undefined);
  });
});

describe('an area marked by hand', () => {
  it('loses the text within it and nothing outside it', async () => {
    const file = makeAdversarialPdfs().find(({ kind }) => kind.startsWith('a fixed-width table'));
    if (file === undefined) throw new Error('no file');
    const outcome = await redactPdf({ bytes: file.bytes, terms: [], marks: [{ page: 1, rect: [55, 755, 250, 775], exemption: 'third-party' }], labels: { standard: 'Withheld', byExemption: { 'third-party': 'Somebody else' } } });
    if (!outcome.redacted) throw new Error(outcome.why);
    const reading = await readPdf(outcome.pdf);
    const text = reading.read ? reading.pages.map((page) => page.text).join(' ') : '';
    expect(text).to.not.contain('Marguerite');
    expect(text).to.contain('Tuesday').and.to.contain('07700 900461').and.to.contain('Somebody else');
  });
});

describe('a file from which things were removed for several reasons', () => {
  const labels = { standard: 'Withheld', byExemption: { legal: 'Legal advice' }, byTerm: new Map([[name, "Someone else's information"], [phone, 'Crime']]) };
  const textAfter = async (content: string, marks: readonly AreaMark[] = []): Promise<string> => {
    const outcome = await redactPdf({ bytes: onePage({ content: `${content}${last}` }), terms: [name, phone, 'QX 41 72 96 B'], marks, labels });
    if (!outcome.redacted) throw new Error(outcome.why);
    const reading = await readPdf(outcome.pdf);
    return reading.read ? reading.pages.map(({ text }) => text).join(' ') : '';
  };

  it('names the reason of each in its own blank, and none where none may be named', async () => {
    const text = await textAfter(show(`Seen by ${name}.`, 780) + show(`Rang ${phone} twice.`, 760) + show('NINO QX 41 72 96 B here.', 740));
    expect(text).to.match(/Someone else's information\s+Crime\s+Withheld/);
  });
  it('keeps a blank neutral when any part of it must be', async () => {
    expect(await textAfter(show(`It was ${name} QX 41 72 96 B there.`))).to.match(/logged\.\s+Withheld/).and.to.not.contain('Someone else');
  });
  it('names the reason of a mark drawn over the words', async () => {
    expect(await textAfter(show(`Seen by ${name}.`, 780), [{ page: 1, rect: [50, 775, 400, 795], exemption: 'legal' }])).to.contain('Legal advice').and.to.not.contain('Someone else');
  });
});

describe('a file with a page that cannot be drawn', () => {
  const kinds: readonly (readonly [string, readonly (readonly [number, Body])[]])[] = [
    ['is not in the file', []],
    ['is no page', [[6, '(not a page)']]],
  ];
  for (const [kind, more] of kinds) {
    it(`is not clean, whatever is sought: one that ${kind}`, async () => {
      const file = pdf(new Map<number, Body>([
        [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>'],
        [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>'],
        [4, { dict: '', data: last }], [5, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'], ...more,
      ]));
      expect(await checkPdf(file, [name])).to.deep.equal({ clean: false, places: [{ page: 2, where: 'a page that cannot be drawn', term: '' }] });
    });
  }
});
