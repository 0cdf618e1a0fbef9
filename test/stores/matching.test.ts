/** Deciding who is meant: side by side and ranked, undone whole until clearance, remembered and never applied by itself. */

import { expect } from 'chai';
import pg from 'pg';
import type { SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { candidatePlace, caseKeyScope } from '../../server/casework/places.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { aCase, aPerson, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase, type SystemInMemory } from '../support/casework.ts';
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

  before(async () => {
    system = { ...aSystem({ key: 'one' }), find: (who: SubjectIdentifiers) => Promise.resolve(judgeMatch('one', who, held)) };
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [system] }) });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    held = [twin, person];
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

  it('rejects the others with “Same person”, and collects', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
    expect([(await matches()).map(({ state }) => state), await outcome()]).to.deep.equal([['certain', 'rejected'], 'held']);
  });

  it('is undone whole: the others are to be decided again, and nothing that was collected is left', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
    await decide(likelier, 'cannot-tell', 'certain');
    expect([(await matches()).map(({ state }) => state), await outcome()]).to.deep.equal([['probable', 'probable'], 'match-to-decide']);
  });

  it('keeps, when undone, what was decided about another by itself', async () => {
    const [likelier, other] = await both();
    await decide(other, 'not-same');
    await decide(likelier, 'same');
    await decide(likelier, 'cannot-tell', 'certain');
    expect((await matches()).map(({ state }) => state)).to.deep.equal(['probable', 'rejected']);
  });

  it('cannot be undone once the case is with the approver', async () => {
    const [likelier] = await both();
    await decide(likelier, 'same');
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
