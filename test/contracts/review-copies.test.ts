/** The copy that officers review of an office document: made by a real LibreOffice where there is one, and said to be missing where there is none. */

import { expect } from 'chai';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemsOf, reviewBytes, reviewType, type CollectedItem } from '../../server/casework/read-items.ts';
import { mediaTypes } from '../../server/connected-systems/files/media-types.ts';
import { convertForReview } from '../../server/intake/convert-for-review.ts';
import { installedOffice, type Office } from '../../server/intake/office.ts';
import { asActor } from '../../server/platform/database.ts';
import { silentLog } from '../../server/platform/log.ts';
import { gathered } from '../../server/platform/gathered.ts';
import { suggestMarks } from '../../server/redaction/suggest-marks.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { readWordsApart } from '../../server/redaction/engine/apart/documents.ts';
import { aCase, aDocument, aSystem, runQueued, workerTools } from '../support/casework.ts';
import { outlookMessage, workbook, zipOf } from '../support/files-made.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

let made: Promise<Buffer> | null = null;
const letter = (): Promise<Buffer> => (made ??= newLetter());

const newLetter = (): Promise<Buffer> => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Dear Ms Vyvyan'), new Paragraph({ children: [new ExternalHyperlink({ link: 'http://example.org/', children: [new TextRun('See here')] })] })] }] }));

describe('the copy of an office document', function () {
  this.timeout(120_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  const system = aSystem({ key: 'one' });

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());

  async function reviewed(office: Office | null): Promise<{ readonly caseId: string; readonly item: CollectedItem }> {
    const { caseId } = await aCase(portal, { ownerAccountId: officer.accountId });
    system.items = [aDocument('d', { title: 'letter', mediaType: mediaTypes.docx, bytes: await letter() })];
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    const tools = workerTools(portal);
    await runQueued(portal, { ...caseworkJobs(tools, [system]), 'suggest-marks': (payload) => suggestMarks({ ...tools, office }, payload) });
    const [item] = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => itemsOf(portal.tools, read, caseId));
    if (item === undefined) throw new RangeError('nothing was collected');
    return { caseId, item };
  }

  it('is its words, and said to be, where LibreOffice is not installed', async () => {
    const { caseId, item } = await reviewed(null);
    expect([item.state, item.reviewNote, reviewType(item)]).to.deep.equal(['read', 'not-installed', mediaTypes.docx]);
    expect((await officer.get(`/officer/cases/${caseId}/items/${item.id}`)).text).to.contain('Shown as text: LibreOffice is not installed.');
  });

  it('is its words, and said to be, where LibreOffice cannot open it', async () => {
    const { item } = await reviewed({ pdfOf: () => Promise.resolve(null) });
    expect([item.state, item.reviewNote, item.reviewFileId]).to.deep.equal(['read', 'failed', null]);
  });

  it('is what is shown and answered from, with the original kept as it came', async () => {
    const pdf = await onePagePdf();
    const { caseId, item } = await reviewed({ pdfOf: () => Promise.resolve(pdf) });
    expect([item.reviewNote, reviewType(item), (await gathered(reviewBytes(portal.tools, item))).equals(pdf)]).to.deep.equal(['converted', 'application/pdf', true]);
    expect((await officer.get(`/officer/cases/${caseId}/redaction/items/${item.id}/pages/1`)).text).to.contain('picture');
    expect((await officer.get(`/officer/cases/${caseId}/items/${item.id}`)).text).to.contain('The original is kept as it came.');
    expect(item.byteCount).to.equal((await letter()).byteLength);
  });

  async function onePagePdf(): Promise<Buffer> {
    const { PDFDocument } = await import('@cantoo/pdf-lib');
    const document = await PDFDocument.create();
    document.addPage().drawText('Dear Ms Vyvyan');
    return Buffer.from(await document.save());
  }
});

const office = installedOffice({ config: { mode: 'test' }, log: silentLog });

describe('a letter where LibreOffice is not installed', () => {
  it('is shown as text, and the officer is told why', async () => {
    expect((await convertForReview(null, { bytes: await letter(), mediaType: mediaTypes.docx })).note).to.equal('not-installed');
  });
});
// A council may do without it, and so may a machine that tests: what is shown then is tried above.
if (office !== null) describe('LibreOffice', function () {
  this.timeout(120_000);
  const wordsOf = async (mediaType: string, bytes: Uint8Array): Promise<string> => {
    const converted = await convertForReview(office, { bytes, mediaType });
    if (converted.note !== 'converted') return converted.note;
    const read = await readWordsApart(converted.pdf, 'application/pdf');
    return read.extracted ? read.parts.map(({ text }) => text).join('\n') : read.why;
  };

  it('makes a PDF of a letter', async () => {
    expect(await wordsOf(mediaTypes.docx, await letter())).to.contain('Dear Ms Vyvyan');
  });

  it('makes a PDF of a spreadsheet, with every cell whole, hidden sheets too, and no formula computed', async () => {
    expect(await wordsOf(mediaTypes.xlsx, await workbook())).to.contain('Kerensa & Tobias').and.to.contain('Only here').and.not.to.contain('evil');
  });

  it('makes a PDF of an Outlook message', async () => {
    expect(await wordsOf(mediaTypes.msg, outlookMessage({ body: 'See the nôte, Łucja.' }))).to.contain('Subject: About Saturday').and.to.contain('Łucja');
  });

  describe('given a document with a picture from elsewhere', () => {
    let elsewhere: Server;
    let asked = 0;
    before(async () => {
      elsewhere = createServer((_req, res) => { asked += 1; res.end(); }).listen(0, '127.0.0.1');
      await once(elsewhere, 'listening');
    });
    after(() => elsewhere.close());

    it('asks nobody for it', async () => {
      const address = elsewhere.address();
      const url = `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}/beacon.png`;
      expect(await wordsOf(mediaTypes.docx, await withPictureFrom(url))).to.contain('Before the picture');
      expect(asked).to.equal(0);
    });
  });
});

/** A letter whose one picture lies at an address. */
async function withPictureFrom(url: string): Promise<Uint8Array> {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const types = 'http://schemas.openxmlformats.org';
  const picture = `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="${types}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="rId1"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  return zipOf({
    '[Content_Types].xml': `${head}<Types xmlns="${types}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="rId1" Type="${types}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${head}<Relationships xmlns="${types}/package/2006/relationships"><Relationship Id="rId1" Type="${types}/officeDocument/2006/relationships/image" Target="${url}" TargetMode="External"/></Relationships>`,
    'word/document.xml': `${head}<w:document xmlns:w="${types}/wordprocessingml/2006/main" xmlns:r="${types}/officeDocument/2006/relationships" xmlns:wp="${types}/drawingml/2006/wordprocessingDrawing" xmlns:a="${types}/drawingml/2006/main" xmlns:pic="${types}/drawingml/2006/picture"><w:body><w:p><w:r><w:t>Before the picture</w:t></w:r></w:p>${picture}</w:body></w:document>`,
  });
}
