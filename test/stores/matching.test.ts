/** Deciding who is meant: side by side and ranked, undone whole until clearance, remembered and never applied by itself. */

import { expect } from 'chai';
import pg from 'pg';
import { SystemFault, type Item, type SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { caseProgress } from '../../server/casework/find-case.ts';
import { askedWithSchema, itemFactsSchema } from '../../server/casework/item-facts.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { candidatePlace, caseKeyScope, factsPlace, queryPlace } from '../../server/casework/places.ts';
import { asActor } from '../../server/platform/database.ts';
import { sealJson, unsealJson } from '../../server/platform/sealing.ts';
import { aCase, aPerson, aRecord, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const [home = { lines: [], postcode: '' }] = aPerson.addresses;
const person: PersonRecord = { reference: 'P-1', names: [{ given: 'Rhi', family: 'Addo' }], dateOfBirth: '1999-05-22', addresses: [home] };
const twin: PersonRecord = { reference: 'P-2', names: [{ given: 'Bronwen', family: 'Addo' }], dateOfBirth: '1999-05-22', addresses: [home] };

describe('deciding who is meant', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let system: SystemInMemory;
  let officer: PersonSignedIn;
  let opened: OpenedCase;
  let held: readonly PersonRecord[] = [];
  let isBroken = false;

  before(async () => {
    system = { ...aSystem({ key: 'one' }), find: (who: SubjectIdentifiers) => Promise.resolve(judgeMatch('one', who, held)), fetch: itemsOf };
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [system] }) });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    [held, isBroken] = [[twin, person], false];
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
    await collect(opened);
  });

  interface Row {
    readonly id: string;
    readonly state: string;
    readonly rank: number;
  }

  const run = (): Promise<number> => runQueued(portal, { 'collect-system': caseworkJobs(workerTools(portal), [system])['collect-system'] ?? (() => Promise.resolve()) });
  const matches = (of = opened): Promise<readonly Row[]> => behindTheCurtain<Row>(portal, of.caseId, { sql: 'select id, state, rank from matches where case_id = $1 order by rank', values: [of.caseId] });
  const outcome = async (): Promise<unknown> => (await behindTheCurtain<{ said: string }>(portal, opened.caseId, { sql: 'select coalesce(outcome, reason) as said from system_searches where case_id = $1', values: [opened.caseId] }))[0]?.said;
  const addressOf = ({ id }: Row, of = opened): string => `/officer/cases/${of.caseId}/matches/${id}`;
  const decide = async (row: Row, answer: string, state = row.state) => {
    const pressed = await officer.post(addressOf(row), { answer, state });
    await run();
    return pressed;
  };
  async function collect(of: OpenedCase): Promise<void> {
    await officer.post(`/officer/cases/${of.caseId}/collect`, {});
    await run();
  }
  async function both(): Promise<readonly [likelier: Row, other: Row]> {
    const [likelier, other] = await matches();
    if (likelier === undefined || other === undefined) throw new Error('there are no two to decide about');
    return [likelier, other];
  }

  async function decideBoth(ofLikelier: string, ofOther: string): Promise<readonly [likelier: Row, other: Row]> {
    const [likelier, other] = await both();
    await decide(likelier, ofLikelier);
    await decide(other, ofOther);
    return [{ ...likelier, state: 'certain' }, other];
  }

  /** One record of each person, and one that stands under both. */
  async function* itemsOf(reference: string): AsyncGenerator<Item> {
    await Promise.resolve();
    if (isBroken) throw new SystemFault('dropped', 'broke off');
    yield aRecord(`R-of-${reference}`);
    yield aRecord('R-both');
  }

  async function references(): Promise<readonly string[]> {
    const key = await portal.tools.keys.keyFor(caseKeyScope(opened.caseId));
    const rows = await behindTheCurtain<{ id: string; sealed_facts: Buffer }>(portal, opened.caseId, {
      sql: 'select i.id, i.sealed_facts from items i join system_searches s on s.case_id = i.case_id and s.attempt = i.attempt where i.case_id = $1', values: [opened.caseId],
    });
    return rows.map(({ id, sealed_facts: sealed }) => unsealJson(key, factsPlace(id), { sealed, schema: itemFactsSchema }).reference).sort();
  }

  const progress = () => asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => caseProgress(read, opened.caseId));
  const stage = async (): Promise<unknown> => (await behindTheCurtain<{ stage: string }>(portal, opened.caseId, { sql: 'select stage from cases where id = $1', values: [opened.caseId] }))[0]?.stage;
  async function leaveOut() {
    const pressed = await officer.post(`/officer/cases/${opened.caseId}/collect/one/leave-out`, { because: 'They cannot be asked' });
    await run();
    return pressed;
  }

  const addEmail = () => officer.post(`/officer/cases/${opened.caseId}/collect/terms`, { kind: 'email', email: 'somebody@example.org', source: 'She wrote to us from it' });
  async function asked() {
    const key = await portal.tools.keys.keyFor(caseKeyScope(opened.caseId));
    const [row] = await behindTheCurtain<{ sealed_query: Buffer }>(portal, opened.caseId, { sql: 'select sealed_query from system_searches where case_id = $1', values: [opened.caseId] });
    const { byMatch, terms } = unsealJson(key, queryPlace(opened.caseId, 'one'), { sealed: row?.sealed_query ?? Buffer.of(), schema: askedWithSchema });
    return { byMatch, terms: terms.map(({ kind }) => kind) };
  }

  it('puts the likelier one first, with how likely it is and why', async () => {
    const [likelier] = await both();
    const page = await officer.get(addressOf(likelier));
    expect(page.text).to.match(/(?:Almost certainly|Very likely) the same person: .*Close: another form of the given name.*Strongly for: Date of birth\. Agrees/s);
    expect(page.text).to.contain('Match 1: this one').and.to.contain('Match 2: to be decided');
  });

  it('warns of a twin', async () => {
    const [, other] = await both();
    expect((await officer.get(addressOf(other))).text).to.contain('This may be a twin');
  });

  it('shows nothing of what agrees', async () => {
    const [likelier] = await both();
    expect((await officer.get(addressOf(likelier))).text).not.to.match(/22\/05\/1999|1999-05-22|Tin Street|ZZ99 3TS/);
  });

  it('leaves the others open with “Same person”, and collects once each is answered', async () => {
    const [likelier, other] = await both();
    await decide(likelier, 'same');
    const waiting = [(await matches()).map(({ state }) => state), await outcome()];
    await decide(other, 'not-same');
    expect([waiting, (await matches()).map(({ state }) => state), await outcome()]).to.deep.equal([[['certain', 'probable'], 'match-to-decide'], ['certain', 'rejected'], 'held']);
  });

  it('collects every record that is the same person, and what is in two of them once', async () => {
    await decideBoth('same', 'same');
    expect([await outcome(), await references()]).to.deep.equal(['held', ['R-both', 'R-of-P-1', 'R-of-P-2']]);
  });

  it('is undone exactly: one record is to be decided again, and its items are left', async () => {
    const [likelier] = await decideBoth('same', 'same');
    await decide(likelier, 'cannot-tell', 'certain');
    expect([(await matches()).map(({ state }) => state), await outcome()]).to.deep.equal([['probable', 'certain'], 'match-to-decide']);
  });

  it('says that others are open until each is answered', async () => {
    const [likelier, other] = await both();
    await decide(likelier, 'same');
    const [collecting, beside] = [await officer.get(`/officer/cases/${opened.caseId}/collect`), await officer.get(addressOf(other))];
    expect(collecting.text).to.contain('Nothing is collected until each possible person is answered, or you record why it is left out.');
    expect(beside.text).to.contain('More than one of them may be the same person. Answer each.').and.to.contain('Match 1: the same person');
  });

  it('records “Cannot tell yet”, with who and when, and waits on', async () => {
    const [likelier] = await both();
    const pressed = await decide(likelier, 'cannot-tell');
    const entries = await behindTheCurtain<{ details: string }>(portal, '', { sql: "select details from audit.entries where about_id = $1 and action = 'match.decide'", values: [likelier.id] });
    expect([pressed.status, entries.map(({ details }) => /"state":"probable"/.test(details)), await outcome()]).to.deep.equal([303, [true], 'match-to-decide']);
    expect((await officer.get(addressOf(likelier))).text).to.match(/decided on [^<]+: Cannot tell yet\./);
  });

  it('lets the case go on without the system once an officer records why', async () => {
    const [likelier] = await both();
    await decide(likelier, 'cannot-tell');
    const page = await officer.get(`/officer/cases/${opened.caseId}/collect`);
    const pressed = await leaveOut();
    expect([page.text.includes('Leave this system out'), pressed.status, await stage(), (await progress()).matchesToDecide]).to.deep.equal([true, 303, 'redacting', 0]);
  });

  it('collects who was decided when the others are left out, and asks for the reason again if that fails', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
    isBroken = true;
    await leaveOut();
    const failed = [await outcome(), await stage()];
    isBroken = false;
    await officer.post(`/officer/cases/${opened.caseId}/collect/one/try-again`, {});
    await run();
    await leaveOut();
    expect([failed, await outcome(), await references(), await stage()]).to.deep.equal([['errored', 'collecting'], 'held', ['R-both', 'R-of-P-1'], 'redacting']);
    expect((await officer.get(`/officer/cases/${opened.caseId}/collect`)).text).to.contain('Not everybody who may be meant was decided about: They cannot be asked.');
  });

  it('is undone whole by another answer after it was left out', async () => {
    const [likelier, other] = await both();
    await decide(likelier, 'cannot-tell');
    await leaveOut();
    await decide(other, 'not-same');
    expect([await outcome(), await stage()]).to.deep.equal(['match-to-decide', 'collecting']);
  });

  it('cannot be undone once the case is with the approver', async () => {
    const [likelier] = await both();
    await decideBoth('same', 'not-same');
    await behindTheCurtain(portal, opened.caseId, { sql: "update cases set stage = 'submitted' where id = $1", values: [opened.caseId] });
    const pressed = await officer.post(addressOf(likelier), { answer: 'not-same', state: 'certain' });
    expect([pressed.status === 303, (await matches()).map(({ state }) => state)]).to.deep.equal([false, ['certain', 'rejected']]);
  });

  it('says who decided and when', async () => {
    const [likelier] = await both();
    await decide(likelier, 'not-same');
    expect((await officer.get(addressOf(likelier))).text).to.match(/decided on [^<]+: Not the same\./);
  });

  it('is remembered when the system is asked again, and whoever is new waits', async () => {
    const [likelier, other] = await both();
    await decide(other, 'not-same');
    held = [twin, person, { ...person, reference: 'P-3', names: [{ given: 'Rhiannon', family: 'Adoo' }] }];
    await decide(likelier, 'not-same');
    expect((await matches()).map(({ state }) => state).sort()).to.deep.equal(['probable', 'rejected', 'rejected']);
  });

  it('asks again who is meant once there is something else to search with, and keeps who was decided', async () => {
    await decideBoth('same', 'not-same');
    held = [twin, person, { ...person, reference: 'P-3', names: [{ given: 'Rhiannon', family: 'Adoo' }] }];
    await addEmail();
    await officer.post(`/officer/cases/${opened.caseId}/collect/one/try-again`, {});
    await run();
    const waiting = [(await matches()).map(({ state }) => state).sort(), await outcome()];
    const fresh = (await matches()).find(({ state }) => state === 'probable');
    if (fresh !== undefined) await decide(fresh, 'same');
    expect([waiting, await outcome(), await references()]).to.deep.equal([[['certain', 'probable', 'rejected'], 'match-to-decide'], 'held', ['R-both', 'R-of-P-1', 'R-of-P-3']]);
  });

  it('can be asked anew with something else while somebody is undecided', async () => {
    await addEmail();
    expect((await officer.get(`/officer/cases/${opened.caseId}/collect`)).text).to.contain('Search System one again');
  });

  it('lists among what a system was asked with only what it was asked', async () => {
    await decideBoth('same', 'not-same');
    const byDecision = await asked();
    await addEmail();
    await officer.post(`/officer/cases/${opened.caseId}/collect/one/try-again`, {});
    await run();
    const again = await asked();
    expect([byDecision, again]).to.deep.equal([
      { byMatch: true, terms: [] },
      { byMatch: true, terms: ['name', 'name', 'date-of-birth', 'address', 'email'] },
    ]);
  });

  it('is shown in a later case of the same person, and decides nothing there', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
    const later = await aCase(portal, { ownerAccountId: officer.accountId });
    await sameSubject(later);
    await collect(later);
    const [again] = await matches(later);
    if (again === undefined) throw new Error('the later case has nothing to decide');
    const page = await officer.get(addressOf(again, later));
    expect([again.state, page.text.includes(`In case ${opened.reference}, decided on`)]).to.deep.equal(['probable', true]);
  });

  /** A second request of the person of the first. */
  async function sameSubject(later: OpenedCase): Promise<void> {
    await behindTheCurtain(portal, later.caseId, { sql: 'update requests set data_subject_id = $1 where case_id = $2', values: [opened.dataSubjectId, later.caseId] });
  }

  it('can still be decided where it was kept before fields were compared', async () => {
    const [likelier] = await both();
    const key = await portal.tools.keys.keyFor(caseKeyScope(opened.caseId));
    const old = { reference: 'P-1', agreed: ['name'], differed: ['date of birth'], maskedName: 'R•••', maskedDateOfBirth: '', maskedAddress: '' };
    await behindTheCurtain(portal, opened.caseId, { sql: 'update matches set sealed_candidate = $1 where id = $2', values: [sealJson(key, candidatePlace(likelier.id), old), likelier.id] });
    const page = await officer.get(addressOf(likelier));
    expect(page.text).to.contain('Differs').and.to.contain('Same person');
  });

  it('stands in the log without a word about the person', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
    const client = new pg.Client({ connectionString: portal.databaseUrl });
    await client.connect();
    const { rows } = await client.query<Readonly<Record<string, unknown>>>("select * from audit.entries where about_id = $1 and action = 'match.decide'", [likelier.id]);
    await client.end();
    expect(rows.map((entry) => entry['actor_kind'])).to.deep.equal(['staff']);
    expect(JSON.stringify(rows)).not.to.match(/Addo|P-1|1999/);
  });
});
