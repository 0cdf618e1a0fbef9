/** The workbench through HTTP, as a browser without script uses it: suggestions, decisions, additions, conflicts, undo. */

import { expect } from 'chai';
import PDFDocument from 'pdfkit';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemsOf } from '../../server/casework/read-items.ts';
import { asActor } from '../../server/platform/database.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { acceptedMarks } from '../../server/redaction/marks-of-case.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { aCase, aDocument, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const note = 'Home visit on Tuesday. Ms Rowena Okonjo said that the school had rung her.\nHer sister Rowena Okonjo phoned 07700 900123 later.';
const onlyOnPaper = 'The neighbour, Mr Tobias Fairbrother, saw the door open.';

describe('the workbench without script', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  let opened: OpenedCase;
  let textItem: string;
  let pdfItem: string;

  const system = aSystem({ key: 'one' });
  const handlers = () => ({ ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
  const pageOf = (itemId: string, page = 1): string => `/officer/cases/${opened.caseId}/redaction/items/${itemId}/pages/${page}`;
  const accepted = () => asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => acceptedMarks(portal.tools, read, opened.caseId));

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());

  beforeEach(async () => {
    system.items = [aDocument('T-1', { bytes: note }), aDocument('P-1', { mediaType: 'application/pdf', bytes: await pdfOf(onlyOnPaper) })];
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await runQueued(portal, handlers());
    const items = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => itemsOf(portal.tools, read, opened.caseId));
    textItem = items.find(({ facts }) => facts.reference === 'T-1')?.id ?? '';
    pdfItem = items.find(({ facts }) => facts.reference === 'P-1')?.id ?? '';
  });

  it('shows the text with numbered suggestions and a fieldset for each', async () => {
    const page = await officer.get(pageOf(textItem));
    const form = formIn(page);
    expect(page.status).to.equal(200);
    expect(form.marks.length).to.be.greaterThan(1);
    expect(page.text).to.contain('Rowena Okonjo').and.to.contain('Save and go to the next page');
  });

  it('accepts and rejects in one press and goes to the next page', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    const [first = '', second = ''] = marks;
    const saved = await officer.post(pageOf(textItem), { ...fields, [`decision-${first}`]: 'accept', [`reason-${first}`]: 'third-party', [`decision-${second}`]: 'reject', go: 'stay' });
    expect(saved.status).to.equal(303);
    expect((await accepted()).map(({ exemption }) => exemption)).to.deep.equal(['third-party']);
  });

  it('does not hide anything without a reason, and keeps what was typed', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    const [first = ''] = marks;
    const refused = await officer.post(pageOf(textItem), { ...fields, [`decision-${first}`]: 'accept', [`reason-${first}`]: '', [`person-${first}`]: 'her aunt', go: 'stay' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('Choose a reason for what you hide').and.to.contain('value="her aunt"');
    expect(await accepted()).to.deep.equal([]);
  });

  it('takes no reason that cannot apply, and none that needs an opinion nobody gave', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    const [first = ''] = marks;
    const post = (reason: string) => officer.post(pageOf(textItem), { ...fields, [`decision-${first}`]: 'accept', [`reason-${first}`]: reason, go: 'stay' });
    const answers = [await post('immigration'), await post('child-abuse'), await post('health-harm')];
    expect(answers.map(({ status }) => status)).to.deep.equal([422, 422, 422]);
    expect(await accepted()).to.deep.equal([]);
  });

  it('answers a stale form with the page as it is now and loses nothing that was typed', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    const [first = ''] = marks;
    await officer.post(pageOf(textItem), { ...fields, [`decision-${first}`]: 'reject', go: 'stay' });
    const stale = await officer.post(pageOf(textItem), { ...fields, [`decision-${first}`]: 'accept', [`reason-${first}`]: 'third-party', [`person-${first}`]: 'a teacher', go: 'stay' });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.contain('This page changed while you were writing').and.to.contain('value="a teacher"').and.to.contain('is now: Rejected');
    expect(await accepted()).to.deep.equal([]);
  });

  it('keeps one copy of a form that is sent twice', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    const [first = ''] = marks;
    const form = { ...fields, [`decision-${first}`]: 'accept', [`reason-${first}`]: 'third-party', words: 'the school', occurrence: '1', 'words-reason': 'third-party', go: 'stay' };
    const both = await Promise.all([officer.post(pageOf(textItem), form), officer.post(pageOf(textItem), form)]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await accepted()).to.have.length(2);
  });

  it('hides words by quote and occurrence', async () => {
    const { fields } = formIn(await officer.get(pageOf(textItem)));
    const asked = await officer.post(pageOf(textItem), { ...fields, words: 'her', 'words-reason': 'third-party', go: 'stay' });
    const saved = await officer.post(pageOf(textItem), { ...fields, words: 'home  VISIT', 'words-reason': 'third-party', go: 'stay' });
    expect([asked.status, saved.status]).to.deep.equal([422, 303]);
    expect(asked.text).to.contain('Say which occurrence');
    expect((await accepted()).map(({ quote, start, end }) => ({ quote, start, end }))).to.deep.equal([{ quote: 'Home visit', start: 0, end: 10 }]);
  });

  it('hides cells of a page picture as an area in the points of the page', async () => {
    const { fields } = formIn(await officer.get(pageOf(pdfItem)));
    const saved = await officer.post(pageOf(pdfItem), { ...fields, cells: 'A1 to B1', 'cells-reason': 'third-party', go: 'stay' });
    const [mark] = await accepted();
    expect(saved.status).to.equal(303);
    expect(mark?.rect?.map(Math.round)).to.deep.equal([0, Math.round(841.89 * (13 / 14)), Math.round(595.28 / 5), 842]);
  });

  it('draws the picture of a page and notes that somebody looked', async () => {
    const picture = await officer.get(`${pageOf(pdfItem)}/image`);
    const looks = await behindTheCurtain<{ what: string }>(portal, opened.caseId, { sql: 'select what from usage_entries where case_id = $1', values: [opened.caseId] });
    expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cache-control')]).to.deep.equal([200, 'image/png', 'no-store']);
    expect(looks.map(({ what }) => what)).to.include('page-image');
  });

  it('takes back the last act, whole, and then the one before', async () => {
    const first = formIn(await officer.get(pageOf(textItem)));
    const [one = '', two = ''] = first.marks;
    await officer.post(pageOf(textItem), { ...first.fields, [`decision-${one}`]: 'accept', [`reason-${one}`]: 'third-party', go: 'stay' });
    const second = formIn(await officer.get(pageOf(textItem)));
    await officer.post(pageOf(textItem), { ...second.fields, [`decision-${two}`]: 'accept', [`reason-${two}`]: 'third-party', go: 'stay' });
    await officer.post(`/officer/cases/${opened.caseId}/redaction/undo`, { return: pageOf(textItem) });
    const afterOne = (await accepted()).map(({ id }) => id);
    await officer.post(`/officer/cases/${opened.caseId}/redaction/undo`, { return: pageOf(textItem) });
    expect(afterOne).to.deep.equal([one]);
    expect(await accepted()).to.deep.equal([]);
  });

  it('shows every place of a value with its line and marks those that were ticked', async () => {
    const { marks } = formIn(await officer.get(pageOf(textItem)));
    const page = await officer.get(`/officer/cases/${opened.caseId}/redaction/proposals/${marks[0] ?? ''}`);
    const places = [...page.text.matchAll(/name="place" value="([^"]+)" checked/g)].map(([, key = '']) => key);
    expect(page.text).to.match(/\d+ places? in \d+ items\./);
    const saved = await officer.post(`/officer/cases/${opened.caseId}/redaction/proposals/${marks[0] ?? ''}`, { place: places[0] ?? '', reason: 'third-party' });
    expect(saved.status).to.equal(303);
    expect(await accepted()).to.have.length(1);
  });

  it('is locked while the case is with the approver', async () => {
    const { marks, fields } = formIn(await officer.get(pageOf(textItem)));
    await behindTheCurtain(portal, opened.caseId, { sql: "update cases set stage = 'submitted' where id = $1", values: [opened.caseId] });
    const refused = await officer.post(pageOf(textItem), { ...fields, [`decision-${marks[0] ?? ''}`]: 'reject', go: 'stay' });
    expect(refused.status).to.equal(403);
    expect(refused.text).to.contain('This case is with the approver.');
  });

  it('is not there for an officer who does not own the case', async () => {
    const other = await portal.staff(['preparer']);
    const answers = [await other.get(pageOf(textItem)), await other.get(`${pageOf(pdfItem)}/image`), await other.post(pageOf(textItem), {})];
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404]);
  });
});

interface FormSeen {
  readonly marks: readonly string[];
  /** Every field of the form as a browser would send it, with nothing newly chosen. */
  readonly fields: Readonly<Record<string, string>>;
}

function formIn({ text }: Seen): FormSeen {
  const marks = [...text.matchAll(/data-card="([^"]+)"/g)].map(([, id = '']) => id);
  const versions = [...text.matchAll(/name="(version-[^"]+)" value="(\d+)"/g)].map(([, name = '', value = '']) => [name, value] as const);
  return { marks, fields: Object.fromEntries(versions) };
}

async function pdfOf(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', font: 'Times-Roman' });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const isDone = new Promise((resolve) => document.on('end', resolve));
  document.text(text);
  document.end();
  await isDone;
  return Buffer.concat(parts);
}
