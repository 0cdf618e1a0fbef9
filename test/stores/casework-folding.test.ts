/** Folding on a real database: one of many is worked on, nothing is lost, and an officer can take it apart. */

import { expect } from 'chai';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseProgress } from '../../server/casework/find-case.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { foldedItems, itemsOf, type CollectedItem } from '../../server/casework/read-items.ts';
import { caseworkSource } from '../../server/clearance/casework-source.ts';
import type { DocumentItem } from '../../server/connected-systems/connector.ts';
import { asActor } from '../../server/platform/database.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { aCase, aDocument, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const aMail = (reference: string, { headers, body }: { readonly headers: readonly string[]; readonly body: string }): DocumentItem =>
  aDocument(reference, { mediaType: 'message/rfc822', title: `Mail ${reference}`, bytes: [`Message-ID: <${reference}@example.org>`, ...headers, 'Subject: The visit', '', body].join('\r\n') });

const asked = aMail('first', { headers: [], body: 'Could we move it to Tuesday?' });
const answered = aMail('second', { headers: ['In-Reply-To: <first@example.org>'], body: 'Yes.\r\n\r\nOn Monday A wrote:\r\n> Could we move it to Tuesday?' });

describe('what was collected more than once', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let homes: SystemInMemory;
  let care: SystemInMemory;
  let officer: PersonSignedIn;
  let opened: OpenedCase;

  before(async () => {
    homes = aSystem({ key: 'homes' });
    care = aSystem({ key: 'care' });
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [homes, care] }) });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    Object.assign(homes, { items: [aDocument('L-1'), asked, answered], found: { found: 'certain', person: { reference: 'P-1', agreed: [] } } });
    Object.assign(care, { items: [aDocument('L-9'), aDocument('L-8')], found: { found: 'certain', person: { reference: 'P-1', agreed: [] } } });
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await run();
  });

  const run = (): Promise<number> => runQueued(portal, { ...caseworkJobs(workerTools(portal), [homes, care]), ...redactionJobs(workerTools(portal)) });
  const seen = () => asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, async (read) => ({
    kept: await itemsOf(portal.tools, read, opened.caseId),
    folded: await foldedItems(portal.tools, read, opened.caseId),
    progress: await caseProgress(read, opened.caseId),
  }));
  const references = (items: readonly CollectedItem[]): readonly string[] => items.map(({ facts }) => facts.reference).sort();

  it('is worked on once, with dense numbers, and read in one place only', async () => {
    const { kept, folded, progress } = await seen();
    expect(kept.map(({ number }) => number)).to.deep.equal([1, 2]);
    expect(folded.map(({ foldedBecause, facts }) => `${facts.reference} ${foldedBecause ?? ''}`)).to.have.members(['first in-thread', ...folded.filter(({ foldedBecause }) => foldedBecause === 'same-bytes').map(({ facts }) => `${facts.reference} same-bytes`)]);
    expect([folded.length, progress.items, progress.itemsBeingRead]).to.deep.equal([3, 2, 0]);
  });

  it('is listed with where else it is held, and each copy can be opened', async () => {
    const { folded } = await seen();
    const list = await officer.get(`/officer/cases/${opened.caseId}/items`);
    const copy = folded.find(({ foldedBecause }) => foldedBecause === 'same-bytes');
    const page = await officer.get(`/officer/cases/${opened.caseId}/items/${copy?.id ?? ''}`);
    expect(list.text).to.match(/Also held in System (?:care, 2 copies|homes, 1 copy)|Also held in System care, 1 copy/);
    expect(list.text).to.contain('Quotes in full, from System homes:').and.to.contain('Mail first');
    expect(page.text).to.contain('byte for byte').and.to.contain(copy?.sha256 ?? 'no copy');
  });

  it('is taken apart by an officer, read then, and folded again when asked', async () => {
    const { folded } = await seen();
    const mail = folded.find(({ foldedBecause }) => foldedBecause === 'in-thread');
    const at = `/officer/cases/${opened.caseId}/items/${mail?.id ?? ''}`;
    const apart = await officer.post(`${at}/apart`, {});
    await run();
    const afterwards = await seen();
    await officer.post(`${at}/fold`, {});
    const again = await seen();
    expect(apart.status).to.equal(303);
    expect(references(afterwards.kept)).to.include('first');
    expect(references(again.folded)).to.include('first');
  });

  it('is never lost when the system whose copy was worked on is asked again and holds nothing', async () => {
    await behindTheCurtain(portal, opened.caseId, { sql: "update system_searches set outcome = 'errored', reason = 'dropped' where case_id = $1 and system_id = 'homes'", values: [opened.caseId] });
    homes.found = { found: 'none' };
    await officer.post(`/officer/cases/${opened.caseId}/collect/homes/try-again`, {});
    await run();
    const { kept, folded, progress } = await seen();
    expect([kept.length, folded.length, progress.itemsBeingRead]).to.deep.equal([1, 1, 0]);
    expect(kept[0]?.state).to.equal('read');
  });

  it('is released once, saying where else it is held and what it quotes', async () => {
    const source = caseworkSource(workerTools(portal), [homes, care]);
    const headings = await source.headings(opened.caseId);
    const released = await Promise.all(headings.map(async ({ itemId }) => (await source.item(opened.caseId, itemId)).item.standsFor));
    const counted = (await source.markedItems(opened.caseId)).map(({ standsFor }) => standsFor);
    expect(headings).to.have.length(2);
    expect(released.map((stands) => stands?.copies.reduce((sum, { count }) => sum + count, 0))).to.have.members([2, 0]);
    expect(released.map((stands) => stands?.messages)).to.have.members([0, 1]);
    expect(counted).to.have.deep.members(released);
  });

  it('stays as it is while the approver has the case', async () => {
    const { folded } = await seen();
    await behindTheCurtain(portal, opened.caseId, { sql: "update cases set stage = 'submitted' where id = $1", values: [opened.caseId] });
    const pressed = await officer.post(`/officer/cases/${opened.caseId}/items/${folded[0]?.id ?? ''}/apart`, {});
    expect(pressed.status).to.equal(403);
    expect((await seen()).folded).to.have.length(3);
  });
});
