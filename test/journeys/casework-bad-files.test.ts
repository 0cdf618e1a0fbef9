/** Files that cannot be read, or that attack whoever opens them: each is kept, named, and waits for a person. */

import { PDFDocument } from '@cantoo/pdf-lib';
import PdfKit from 'pdfkit';
import { expect } from 'chai';
import type { DocumentItem } from '../../server/connected-systems/connector.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemsOf, itemText, pageChecks, type CollectedItem } from '../../server/casework/read-items.ts';
import { asActor } from '../../server/platform/database.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { aCase, aDocument, aSystem, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const formula = 'name,note\r\n=HYPERLINK("https://evil.example.org"),"+1+1"\r\n';

describe('a file that cannot be read, or that attacks its reader', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  let caseId: string;
  let collected: ReadonlyMap<string, CollectedItem>;
  const system = aSystem({ key: 'one' });
  const read = <T>(work: Parameters<typeof asActor<T>>[2]): Promise<T> => asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, work);
  const item = (reference: string): CollectedItem => {
    const found = collected.get(reference);
    if (found === undefined) throw new Error(`no item ${reference}`);
    return found;
  };

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
    system.items = await hostileFiles();
    ({ caseId } = await aCase(portal, { ownerAccountId: officer.accountId }));
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    collected = new Map((await read((tx) => itemsOf(portal.tools, tx, caseId))).map((each) => [each.facts.reference, each]));
  });
  after(() => portal.close());

  const table: readonly (readonly [string, string, string | null])[] = [
    ['empty', 'refused', 'empty'],
    ['locked', 'refused', 'encrypted'],
    ['broken', 'refused', 'broken'],
    ['html-named-pdf', 'refused', 'broken'],
    ['program', 'refused', 'unsupported'],
    ['script', 'read', 'active-content'],
    ['formulas', 'read', null],
  ];
  for (const [reference, state, because] of table) {
    it(`keeps “${reference}” in the state ${state}${because === null ? '' : `, because it is ${because}`}`, () => {
      expect([item(reference).state, item(reference).refusedBecause]).to.deep.equal([state, because]);
    });
  }

  it('asks a named person to see to every file that was refused', async () => {
    const checks = await read((tx) => pageChecks(tx, caseId));
    const refused = [...collected.values()].filter(({ state }) => state === 'refused').map(({ id }) => id);
    expect(checks.map(({ itemId }) => itemId)).to.include.members(refused);
  });

  it('says so on the list of items, and keeps the case from clearance until a person has read it', async () => {
    const before = await officer.get(`/officer/cases/${caseId}/redaction/unread`);
    const pressed = await officer.post(`/officer/cases/${caseId}/redaction/unread`, { item: item('empty').id, page: '1' });
    const after = await officer.get(`/officer/cases/${caseId}/redaction/unread`);
    expect(before.text).to.contain('The file is empty (0 bytes)');
    expect(pressed.status).to.equal(303);
    expect(after.text).to.contain('Read by You at');
  });

  it('gives the original byte for byte, as a download that nothing opens by itself', async () => {
    const answer = await officer.get(`/officer/cases/${caseId}/items/${item('formulas').id}/original`);
    expect(answer.text).to.equal(formula);
    expect(answer.headers.get('content-type')).to.equal('application/octet-stream');
    expect(answer.headers.get('content-disposition')).to.match(/^attachment; filename="item-\d+\.csv\.txt"$/);
    expect(answer.headers.get('content-security-policy')).to.contain('sandbox');
  });

  it('reads a table of formulas as words, which never begin a line', async () => {
    const { pages } = await itemText(portal.tools, item('formulas'));
    expect(pages[0]?.text.split('\n').every((line) => !/^[=+@-]/.test(line))).to.equal(true);
  });

  it('escapes what a title carries', async () => {
    const page = await officer.get(`/officer/cases/${caseId}/items`);
    expect(page.text).to.contain('&lt;script&gt;').and.not.to.contain('<script>alert');
  });
});

async function hostileFiles(): Promise<readonly DocumentItem[]> {
  const pdf = 'application/pdf';
  return [
    aDocument('empty', { bytes: '', mediaType: pdf, title: '<script>alert(1)</script>' }),
    aDocument('locked', { bytes: await lockedPdf(), mediaType: pdf }),
    aDocument('broken', { bytes: '%PDF-1.7\nnothing follows', mediaType: pdf }),
    aDocument('html-named-pdf', { bytes: '<html><script>alert(1)</script></html>', mediaType: pdf }),
    aDocument('program', { bytes: Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00]), mediaType: 'application/x-msdownload' }),
    aDocument('script', { bytes: await scriptedPdf(), mediaType: pdf }),
    aDocument('formulas', { bytes: formula, mediaType: 'text/csv' }),
  ];
}

async function lockedPdf(): Promise<Buffer> {
  const document = new PdfKit({ userPassword: 'secret', ownerPassword: 'secret', pdfVersion: '1.7' });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const isDone = new Promise((resolve) => document.on('end', resolve));
  document.text('Locked away.');
  document.end();
  await isDone;
  return Buffer.concat(parts);
}

async function scriptedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage().drawText('A page with a script behind it.');
  document.addJavaScript('hello', 'app.alert("hello")');
  return document.save();
}
