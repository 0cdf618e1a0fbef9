/** How connected systems fare, on a real database: resting, amber until classed, and regular deeds done once. */

import { expect } from 'chai';
import { SystemFault, type DecidedColumn, type Drift } from '../../server/connected-systems/connector.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { searchesOf } from '../../server/casework/search-store.ts';
import { asActor } from '../../server/platform/database.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { doWhatIsDue } from '../../server/platform/timetable.ts';
import { systemWatchRoutes } from '../../server/system-watch/officer-routes.ts';
import { watchSystems } from '../../server/system-watch/watch-systems.ts';
import { aCase, aSystem, runQueued, workerTools, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('the watch over connected systems', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let housing: SystemInMemory;
  let officer: PersonSignedIn;
  let drift: Drift;
  let alsoAsked: readonly DecidedColumn[];
  let isDown: boolean;

  before(async () => {
    housing = {
      ...aSystem({ key: 'housing' }),
      check: () => (isDown ? Promise.reject(new SystemFault('cannot-connect', 'down')) : Promise.resolve()),
      drift: () => Promise.resolve(drift),
      including: (columns) => {
        alsoAsked = columns;
        return housing;
      },
    };
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [housing] }), ...systemWatchRoutes([housing])] });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(() => {
    [drift, alsoAsked, isDown] = [{ unknown: [], gone: [] }, [], false];
  });

  const watch = (): Promise<void> => watchSystems(workerTools(portal), [housing], new AbortController().signal);
  const page = async (): Promise<string> => (await officer.get('/officer/systems/housing')).text;
  const collect = async () => {
    const { caseId } = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    const jobs = caseworkJobs(workerTools(portal), [housing]);
    await runQueued(portal, { 'collect-system': jobs['collect-system'] ?? (() => Promise.resolve()) });
    const searches = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => searchesOf(read, caseId));
    return { caseId, ended: searches.map(({ outcome, reason }) => reason ?? outcome) };
  };

  it('shows a system that nobody has asked yet', async () => {
    expect(await page()).to.contain('Not asked yet');
  });

  it('shows when it last answered, and on how many days it was asked', async () => {
    await watch();
    const shown = await page();
    expect([shown.includes('Working'), shown.includes('Asked on 1 of the last 30 days; on 0 of them something failed.')]).to.deep.equal([true, true]);
  });

  it('turns amber for a column that nobody has classed', async () => {
    drift = { unknown: ['tenancy.partner_note'], gone: [] };
    await watch();
    const shown = await page();
    expect([shown.includes('Amber'), shown.includes('tenancy.partner_note')]).to.deep.equal([true, true]);
  });

  it('says beside a case, and in its search record, that a system it asked is amber', async () => {
    const casePage = async (caseId: string): Promise<string> => (await officer.get(`/officer/cases/${caseId}/collect`)).text;
    await watch();
    const green = await casePage((await collect()).caseId);
    drift = { unknown: ['tenancy.partner_note'], gone: [] };
    await watch();
    const shown = await casePage((await collect()).caseId);
    expect(green).not.to.contain('is amber until someone decides');
    expect(shown).to.contain('New column partner_note has not been classed. <a class="govuk-link" href="/officer/systems/housing">System housing is amber until someone decides.</a>');
    expect(shown).to.contain('Nobody had classed partner_note, so this search may have missed something there.');
  });

  it('keeps what an officer typed when a name is missing', async () => {
    drift = { unknown: ['tenancy.partner_note', 'tenancy.other'], gone: [] };
    await watch();
    const answer = await officer.post('/officer/systems/housing/drift', { 'class-tenancy.partner_note': 'personal', 'class-tenancy.other': 'not-personal' });
    expect([answer.status, answer.text.includes('Enter what a resident reads before its value'), /value="not-personal"[^>]* checked/.test(answer.text)]).to.deep.equal([422, true, true]);
  });

  it('is no longer amber once an officer has classed it, and reads a personal column from then on', async () => {
    drift = { unknown: ['tenancy.partner_note'], gone: [] };
    await watch();
    const answer = await officer.post('/officer/systems/housing/drift', { 'class-tenancy.partner_note': 'personal', 'name-tenancy.partner_note': 'Note about your partner' });
    const shown = await page();
    await collect();
    expect([answer.status, shown.includes('Amber'), alsoAsked]).to.deep.equal([303, false, [{ place: 'tenancy.partner_note', plainName: 'Note about your partner' }]]);
  });

  it('may be classed by nobody who has no business with systems', async () => {
    const councillor = await portal.staff(['councillor']);
    expect((await councillor.post('/officer/systems/housing/drift', {})).status).to.equal(404);
  });

  it('leaves a system that failed three times in a row to rest, and says so in a search', async () => {
    isDown = true;
    for (let round = 0; round < 3; round += 1) await watch();
    isDown = false;
    const { ended } = await collect();
    expect([(await page()).includes('Left to rest'), ended]).to.deep.equal([true, ['resting']]);
  });

  it('asks a resting system when an officer asks again', async () => {
    isDown = true;
    for (let round = 0; round < 3; round += 1) await watch();
    isDown = false;
    const { caseId } = await collect();
    await officer.post(`/officer/cases/${caseId}/collect/housing/try-again`, {});
    const jobs = caseworkJobs(workerTools(portal), [housing]);
    await runQueued(portal, { 'collect-system': jobs['collect-system'] ?? (() => Promise.resolve()) });
    const [search] = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => searchesOf(read, caseId));
    expect(search?.outcome).to.equal('held');
  });

  it('ends a rest when a test is answered', async () => {
    isDown = true;
    for (let round = 0; round < 3; round += 1) await watch();
    isDown = false;
    await officer.post('/officer/systems/housing/test', {});
    expect(await page()).to.contain('Working');
  });
});

describe('a regular deed of the worker', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  before(async () => { portal = await startSignedInPortal({ routes: [] }); });
  after(() => portal.close());

  const done = async (name: string, every: { readonly minutes: number } | { readonly dayFromHour: number }, instants: readonly string[]): Promise<readonly string[]> => {
    const at: string[] = [];
    for (const instant of instants) {
      const tools = { ...workerTools(portal), clock: frozenClock(instant) };
      const deed = { name, every, run: () => Promise.resolve(void at.push(instant)) };
      // Two workers look at the same moment.
      await Promise.all([1, 2].map(() => doWhatIsDue(tools, [deed], new AbortController().signal)));
    }
    return at;
  };

  it('is done by one worker of two, and again only after its minutes', async () => {
    const instants = ['2026-11-22T09:00:00Z', '2026-11-22T09:59:00Z', '2026-11-22T10:00:00Z'];
    expect(await done('hourly', { minutes: 60 }, instants)).to.deep.equal([instants[0], instants[2]]);
  });

  it('that is daily is done once in each day of the United Kingdom, from its hour on', async () => {
    const instants = ['2026-06-01T07:30:00Z', '2026-06-01T08:00:00Z', '2026-06-01T22:59:00Z', '2026-06-01T23:30:00Z', '2026-06-02T08:00:00Z'];
    expect(await done('daily', { dayFromHour: 9 }, instants)).to.deep.equal([instants[1], instants[4]]);
  });

  it('that was begun and not done is done after half an hour', async () => {
    const tried: string[] = [];
    const deed = { name: 'left undone', every: { dayFromHour: 0 }, run: () => (tried.length === 1 ? Promise.reject(new Error('ended half way')) : Promise.resolve()) };
    for (const instant of ['2026-06-01T08:00:00Z', '2026-06-01T08:29:00Z', '2026-06-01T08:30:00Z', '2026-06-01T10:00:00Z']) {
      const tools = { ...workerTools(portal), clock: frozenClock(instant) };
      const counted = { ...deed, run: () => { tried.push(instant); return deed.run(); } };
      await doWhatIsDue(tools, [counted], new AbortController().signal);
    }
    expect(tried).to.deep.equal(['2026-06-01T08:00:00Z', '2026-06-01T08:30:00Z']);
  });

  it('that fails keeps no other from being done', async () => {
    const ran: string[] = [];
    const failing = { name: 'failing', every: { minutes: 1 }, run: () => Promise.reject(new Error('no')) };
    const next = { name: 'next', every: { minutes: 1 }, run: () => Promise.resolve(void ran.push('next')) };
    await doWhatIsDue(workerTools(portal), [failing, next], new AbortController().signal);
    expect(ran).to.deep.equal(['next']);
  });
});
