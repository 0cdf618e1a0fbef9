/** An officer's day through HTTP: the queue, a case and its parts, who may see what, and the entry each look leaves. */

import { expect } from 'chai';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { systemWatchRoutes } from '../../server/system-watch/officer-routes.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { aCase, aDocument, aRecord, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const unworded = /\b(?:casework|redaction|layout|errors|clock)\.[a-z]+\.[A-Za-z.-]+/;

describe('an officer working on cases', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  const system = aSystem({ key: 'one' });
  const at = ({ caseId }: OpenedCase): string => `/officer/cases/${caseId}`;

  before(async () => {
    system.items = [aRecord('R-1', { attachments: [aDocument('R-1-a', { bytes: 'Mr Tobias Fairbrother called.' })] }), aDocument('D-2', { bytes: 'Mr Tobias Fairbrother called.' })];
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...systemWatchRoutes([system]), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());

  it('sees an empty queue said in words, with the cases nobody owns', async () => {
    const newcomer = await portal.staff(['preparer']);
    await aCase(portal);
    const queue = await newcomer.get('/officer');
    expect(queue.text).to.contain('Nothing is waiting for you.').and.to.match(/\d+ cases? of your team/);
  });

  it('takes a case that nobody owns, once', async () => {
    const opened = await aCase(portal);
    const rival = await portal.staff(['preparer']);
    const took = await Promise.all([officer.post(`${at(opened)}/take`, {}), rival.post(`${at(opened)}/take`, {})]);
    const statuses = took.map(({ status }) => status);
    expect(statuses.filter((status) => status === 303)).to.have.length(1);
    expect(statuses.every((status) => [303, 404, 409].includes(status))).to.equal(true);
  });

  it('finds every page of a case in whole sentences', async () => {
    const opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`${at(opened)}/collect`, {});
    const live = await officer.get(`${at(opened)}/collect`);
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    const [item] = await behindTheCurtain<{ id: string }>(portal, opened.caseId, { sql: "select id from items where case_id = $1 and kind = 'document' order by number", values: [opened.caseId] });
    const paths = ['', '/people', '/timeline', '/collect', '/items', `/items/${item?.id ?? ''}`, '/usage', '/redaction/unread', `/redaction/items/${item?.id ?? ''}/pages/1`];
    const pages = [live];
    for (const path of paths) pages.push(await officer.get(`${at(opened)}${path}`));
    expect(pages.map(({ status }) => status)).to.deep.equal(pages.map(() => 200));
    expect(pages.map(({ text }) => unworded.exec(text)?.[0] ?? '').filter((key) => key !== '')).to.deep.equal([]);
    expect(live.text).to.contain('http-equiv="refresh"');
  });

  it('leaves an entry for each look at the person, read again under “Who looked”', async () => {
    const opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.get(`${at(opened)}/people`);
    const looks = await behindTheCurtain<{ what: string; actor_reference: string }>(portal, opened.caseId, { sql: 'select what, actor_reference from usage_entries where case_id = $1', values: [opened.caseId] });
    const page = await officer.get(`${at(opened)}/usage`);
    expect(looks).to.deep.equal([{ what: 'people', actor_reference: officer.accountId }]);
    expect(page.text).to.contain('Looked at who the case is about');
  });

  it('lists copies under the one worked on, and the item another came attached to', async () => {
    const opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`${at(opened)}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    const list = await officer.get(`${at(opened)}/items`);
    expect(list.text).to.contain('Attached to item 1').and.to.contain('Also held in System one, 1 copy.');
  });

  it('does not find a case that another officer owns', async () => {
    const other = await portal.staff(['preparer']);
    const opened = await aCase(portal, { ownerAccountId: other.accountId });
    const answers = await Promise.all([officer.get(at(opened)), officer.get(`${at(opened)}/people`), officer.post(`${at(opened)}/collect`, {}), officer.get('/officer/cases/none')]);
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404, 404]);
  });

  it('does not find a case any more once they declared a conflict, and the team has it back', async () => {
    const opened = await aCase(portal, { ownerAccountId: officer.accountId });
    const colleague = await portal.staff(['preparer']);
    const declared = await officer.post(`${at(opened)}/conflict`, {});
    const answers = [await officer.get(at(opened)), await colleague.get(at(opened))];
    expect(declared.status).to.equal(303);
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 200]);
  });

  it('finds a restricted case only as the safeguarding lead, and only after a stronger sign-in', async () => {
    const opened = await aCase(portal, { isRestricted: true });
    const [preparer, manager, weak, strong] = await Promise.all([portal.staff(['preparer']), portal.staff(['ig-manager']), portal.staff(['safeguarding-lead']), portal.staff(['safeguarding-lead'], 'phishing-resistant')]);
    const answers = [await preparer.get(at(opened)), await manager.get(at(opened)), await weak.get(at(opened)), await strong.get(at(opened))];
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 401, 200]);
  });

  it('is told when a connected system was tested, and asks nobody\'s data for it', async () => {
    const fetched = system.fetched;
    const pages = [await officer.get('/officer/systems'), await officer.get('/officer/systems/one'), await officer.post('/officer/systems/one/test', {})];
    expect(pages.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(pages[2]?.text).to.contain('and may only be read.');
    expect(system.fetched).to.equal(fetched);
  });

  it('sees the audit log only as its manager, who can verify the whole of it', async () => {
    const manager = await portal.staff(['ig-manager']);
    const refused = await officer.get('/officer/audit');
    const page = await manager.get('/officer/audit');
    const verified = await manager.post('/officer/audit/verify', {});
    expect([refused.status, page.status, verified.status]).to.deep.equal([404, 200, 200]);
    expect(page.text).to.contain('case.open');
  });
});
