/** Collecting on a real database: nothing half is ever seen, a retry keeps the rest, a match waits for an officer. */

import { expect } from 'chai';
import { SystemFault } from '../../server/connected-systems/connector.ts';
import { collectSystem } from '../../server/casework/collect-system.ts';
import { findCase } from '../../server/casework/find-case.ts';
import { itemBytes, itemsOf } from '../../server/casework/read-items.ts';
import { attemptsOf, searchesOf } from '../../server/casework/search-store.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import type { WorkerActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { aCase, aDocument, aRecord, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase, type SystemInMemory } from '../support/casework.ts';
import { losingCommits } from '../support/lost-commit.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('collecting a case', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let one: SystemInMemory;
  let other: SystemInMemory;
  let officer: PersonSignedIn;
  let opened: OpenedCase;

  before(async () => {
    one = aSystem({ key: 'one' });
    other = aSystem({ key: 'other' });
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [one, other] }) });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    Object.assign(one, { items: [aRecord('R-1'), aDocument('D-1')], found: { found: 'certain', person: { reference: 'P-1', agreed: [] } }, beforeItem: () => Promise.resolve() });
    Object.assign(other, { items: [aRecord('R-9')], found: { found: 'certain', person: { reference: 'P-1', agreed: [] } }, beforeItem: () => Promise.resolve() });
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
  });

  const worker = (): WorkerActor => ({ kind: 'worker', job: 'test', caseId: opened.caseId });
  const read = <T>(work: Parameters<typeof asActor<T>>[2]): Promise<T> => asActor(portal.worker, worker(), work);
  const run = (): Promise<number> => runQueued(portal, { 'collect-system': jobs()['collect-system'] ?? (() => Promise.resolve()) });
  const jobs = () => caseworkJobs(workerTools(portal), [one, other]);
  const collect = async (): Promise<void> => {
    const pressed = await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    expect(pressed.status).to.equal(303);
    await run();
  };
  const outcomes = async () => Object.fromEntries((await read((tx) => searchesOf(tx, opened.caseId))).map(({ systemId, outcome, reason }) => [systemId, outcome ?? reason]));
  const items = () => read((tx) => itemsOf(portal.tools, tx, opened.caseId));

  it('asks every system in the scope and goes on to redacting when all have answered', async () => {
    await collect();
    expect(await outcomes()).to.deep.equal({ one: 'held', other: 'held' });
    const found = await read((tx) => findCase(tx, opened.caseId));
    expect(found?.stage).to.equal('redacting');
  });

  it('numbers the items densely, with their titles sealed and their bytes as they came', async () => {
    await collect();
    const collected = await items();
    expect(collected.map(({ number }) => number)).to.deep.equal([1, 2, 3]);
    const document = collected.find(({ kind }) => kind === 'document');
    const parts: Buffer[] = [];
    if (document !== undefined) for await (const part of itemBytes(portal.tools, document)) parts.push(part);
    expect(Buffer.concat(parts).toString()).to.equal('A letter about the visit.');
    const rows = await behindTheCurtain<{ sealed_title: Buffer }>(portal, opened.caseId, { sql: 'select sealed_title from items where case_id = $1', values: [opened.caseId] });
    expect(rows.some(({ sealed_title: sealed }) => sealed.includes('Document'))).to.equal(false);
  });

  it('collects once when the button is pressed twice', async () => {
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    const again = await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await run();
    expect(again.status).to.equal(303);
    expect(await items()).to.have.length(3);
  });

  it('names why a system failed and shows nothing of what it had sent by then', async () => {
    one.beforeItem = (index) => (index === 1 ? Promise.reject(new SystemFault('dropped', 'the line broke')) : Promise.resolve());
    await collect();
    expect(await outcomes()).to.deep.equal({ one: 'errored', other: 'held' });
    expect((await items()).map(({ systemId }) => systemId)).to.deep.equal(['other']);
  });

  it('asks one system again and keeps what the others sent', async () => {
    one.found = { found: 'identifier not supported' };
    await collect();
    const kept = (await items()).map(({ id }) => id);
    one.found = { found: 'certain', person: { reference: 'P-1', agreed: [] } };
    const pressed = await officer.post(`/officer/cases/${opened.caseId}/collect/one/try-again`, {});
    await run();
    expect(pressed.status).to.equal(303);
    const now = (await items()).map(({ id }) => id);
    expect(now).to.include.members(kept);
    expect(now).to.have.length(3);
  });

  it('goes on from the last part when a worker was killed in between, with nothing twice', async () => {
    one.items = [aRecord('R-1'), aRecord('R-2'), aRecord('R-3')];
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await behindTheCurtain(portal, opened.caseId, { sql: "delete from pgboss.job where data->>'caseId' = $1", values: [opened.caseId] });
    const payload = { caseId: opened.caseId, systemId: 'one', attempt: 1 };
    const tools = { ...workerTools(portal), budgetMs: 0 };
    await collectSystem(tools, { system: one, payload, signal: new AbortController().signal });
    one.beforeItem = (index) => (index === 2 ? Promise.reject(new Error('killed')) : Promise.resolve());
    const killed = await collectSystem(workerTools(portal), { system: one, payload, signal: new AbortController().signal }).catch((error: unknown) => error);
    one.beforeItem = () => Promise.resolve();
    await run();
    expect(killed).to.be.instanceOf(Error);
    expect((await items()).map(({ facts }) => facts.reference)).to.deep.equal(['R-1', 'R-2', 'R-3']);
  });

  it('is written by the first of two workers at the same part, and not by the second', async () => {
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    const payload = { caseId: opened.caseId, systemId: 'one', attempt: 1 };
    const asked = { system: one, payload, signal: new AbortController().signal };
    await Promise.all([collectSystem(workerTools(portal), asked), collectSystem(workerTools(portal), asked)]);
    await run();
    expect((await items()).filter(({ systemId }) => systemId === 'one')).to.have.length(2);
  });

  it('keeps the bytes of a part whose commit was made and never acknowledged', async () => {
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    const asked = { system: one, payload: { caseId: opened.caseId, systemId: 'one', attempt: 1 }, signal: new AbortController().signal };
    const lost = await collectSystem({ ...workerTools(portal), database: losingCommits(portal.worker) }, asked).catch((error: unknown) => error);
    await run();
    const document = (await items()).find(({ systemId, kind }) => systemId === 'one' && kind === 'document');
    if (document === undefined) throw new Error('the part was not committed');
    const parts: Buffer[] = [];
    for await (const part of itemBytes(portal.tools, document)) parts.push(part);
    expect(lost).to.be.instanceOf(Error);
    expect(Buffer.concat(parts).toString()).to.equal('A letter about the visit.');
  });

  it('waits for an officer where it is not certain who is meant, and fetches only after “Same person”', async () => {
    one.found = { found: 'probable', candidates: [{ reference: 'P-7', agreed: ['name'], differed: ['date of birth'], maskedName: 'R••• A•••', maskedDateOfBirth: '••/••/1998', maskedAddress: '•••' }] };
    const before = one.fetched;
    await collect();
    expect(one.fetched).to.equal(before);
    const [match] = await behindTheCurtain<{ id: string }>(portal, opened.caseId, { sql: 'select id from matches where case_id = $1', values: [opened.caseId] });
    const page = await officer.get(`/officer/cases/${opened.caseId}/matches/${match?.id ?? ''}`);
    expect(page.text).to.contain('Is this the same person?').and.to.contain('Differs');
    await officer.post(`/officer/cases/${opened.caseId}/matches/${match?.id ?? ''}`, { answer: 'same', state: 'probable' });
    await run();
    expect(await outcomes()).to.deep.equal({ one: 'held', other: 'held' });
  });

  it('holds nothing when no candidate is the person, and can be undone', async () => {
    one.found = { found: 'probable', candidates: [{ reference: 'P-7', agreed: ['name'], differed: [], maskedName: 'R', maskedDateOfBirth: '', maskedAddress: '' }] };
    await collect();
    const [match] = await behindTheCurtain<{ id: string }>(portal, opened.caseId, { sql: 'select id from matches where case_id = $1', values: [opened.caseId] });
    const address = `/officer/cases/${opened.caseId}/matches/${match?.id ?? ''}`;
    await officer.post(address, { answer: 'not-same', state: 'probable' });
    await run();
    expect(await outcomes()).to.deep.equal({ one: 'not held', other: 'held' });
    await officer.post(address, { answer: 'cannot-tell', state: 'rejected' });
    await run();
    expect(await outcomes()).to.deep.equal({ one: 'match-to-decide', other: 'held' });
  });

  it('keeps every attempt at a system, the due day and what the others held, and shows with which words it was asked', async () => {
    one.beforeItem = () => Promise.reject(new SystemFault('dropped', 'the line broke'));
    await collect();
    const dueBefore = (await read((tx) => findCase(tx, opened.caseId)))?.dueOn;
    const kept = (await items()).map(({ id }) => id);
    one.beforeItem = () => Promise.resolve();
    await officer.post(`/officer/cases/${opened.caseId}/collect/one/try-again`, {});
    await run();
    const { text } = await officer.get(`/officer/cases/${opened.caseId}/collect`);
    expect(text).to.contain('Broke off half way. Not an answer.').and.to.contain('Earlier attempts').and.to.contain('Rhiannon Kessell');
    expect((await read((tx) => findCase(tx, opened.caseId)))?.dueOn).to.equal(dueBefore);
    expect((await items()).map(({ id }) => id)).to.include.members(kept);
    expect(await read((tx) => attemptsOf(tx, opened.caseId))).to.have.length(1);
  });

  it('keeps the words a system was asked with sealed, and shows them to nobody without the case', async () => {
    await collect();
    const rows = await behindTheCurtain<{ words: string }>(portal, opened.caseId, { sql: 'select system_searches::text as words from system_searches where case_id = $1', values: [opened.caseId] });
    const other = await portal.staff(['preparer']);
    const seen = await other.get(`/officer/cases/${opened.caseId}/collect`);
    expect(rows.some(({ words }) => words.includes('Rhiannon') || words.includes(Buffer.from('Rhiannon').toString('hex')))).to.equal(false);
    expect(seen.status).to.equal(404);
  });

  it('goes on without a system once an officer records why', async () => {
    one.found = { found: 'identifier not supported' };
    await collect();
    const empty = await officer.post(`/officer/cases/${opened.caseId}/collect/one/leave-out`, { because: ' ' });
    const told = await officer.post(`/officer/cases/${opened.caseId}/collect/one/leave-out`, { because: 'Closed in 1998; its records were moved.' });
    const found = await read((tx) => findCase(tx, opened.caseId));
    expect([empty.status, told.status, found?.stage]).to.deep.equal([422, 303, 'redacting']);
  });

  it('leaves out what lies outside the dates of the request', async () => {
    await behindTheCurtain(portal, opened.caseId, { sql: "update requests set from_on = '2020-02-01' where case_id = $1", values: [opened.caseId] });
    await collect();
    expect((await items()).map(({ facts }) => facts.reference)).to.deep.equal(['D-1']);
  });
});
