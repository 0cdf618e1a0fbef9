/** A person at risk, and the ways in which where they live could still reach somebody who must not know it. */

import { expect } from 'chai';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { openCase } from '../../server/casework/open-case.ts';
import { isToBeRestricted } from '../../server/data-subjects/answered-by-officer.ts';
import { identityPlace, type Identity } from '../../server/data-subjects/identity.ts';
import { insertBinding } from '../../server/data-subjects/store.ts';
import { asActor } from '../../server/platform/database.ts';
import { newId, newReference } from '../../server/platform/ids.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { protect } from '../../server/protection/protect.ts';
import { protectedValuesOf } from '../../server/protection/protected-values.ts';
import { adoptRequests } from '../../server/requests/adopt-requests.ts';
import { aCase, aPerson, behindTheCurtain, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type SignedInPortal } from '../support/signed-in-portal.ts';

const hidden = { lines: ['8 Herons Reach', 'Carrow Bay'], postcode: 'ZZ99 6HR' };
const shared = { lines: ['31 Orchard Green', 'Trewithin'], postcode: 'ZZ99 4AG' };
const movedTo = { lines: ['2 Chapel Hill Cottages', 'St Maddern'], postcode: 'ZZ99 3HL' };

describe('a protected person', function () {
  this.timeout(30_000);
  let portal: SignedInPortal;

  before(async () => {
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [] }) });
  });
  after(() => portal.close());

  async function giveIdentity(id: string, addresses: Identity['addresses']): Promise<void> {
    const sealed = sealJson(await portal.tools.keys.keyFor(`subject:${id}`), identityPlace(id), { ...aPerson, addresses });
    await behindTheCurtain(portal, newId(), { sql: 'update data_subjects set sealed_identity = $1 where id = $2', values: [sealed, id] });
  }

  async function aProtectedPerson(addresses: Identity['addresses']): Promise<string> {
    const id = (await portal.resident()).dataSubjectId ?? '';
    await giveIdentity(id, addresses);
    await protect(workerTools(portal), { dataSubjectId: id, reason: 'A test.', setBy: 'test' });
    return id;
  }

  async function adoptedCaseOf(ownerAccountId: string, isRestricted = false): Promise<string> {
    const { caseId } = await aCase(portal, { ownerAccountId });
    await behindTheCurtain(portal, caseId, { sql: 'update cases set is_restricted = $2 where id = $1', values: [caseId, isRestricted] });
    const [request] = await behindTheCurtain<{ account_id: string }>(portal, caseId, { sql: 'update requests set data_subject_id = null where case_id = $1 returning account_id', values: [caseId] });
    const dataSubjectId = await aProtectedPerson([hidden]);
    const accountId = request?.account_id ?? '';
    await behindTheCurtain(portal, caseId, { sql: 'update bindings set ended_at = now() where account_id = $1', values: [accountId] });
    await recordedChange(portal.tools.database, { actor: { kind: 'sign-in' }, action: 'account.bind', about: { type: 'account', id: accountId } }, async (change) => {
      await insertBinding(change, { id: newId(), account_id: accountId, data_subject_id: dataSubjectId, evidence: 'checked by an officer', bound_by: 'test', bound_at: portal.tools.clock.now() });
      await adoptRequests(change, accountId, dataSubjectId);
    });
    return caseId;
  }

  describe('who asked before anybody knew who they are', () => {
    it('is answered no longer by the preparer who had taken the case', async () => {
      const preparer = await portal.staff(['preparer'], 'phishing-resistant');
      const caseId = await adoptedCaseOf(preparer.accountId);
      expect((await preparer.get(`/officer/cases/${caseId}`)).status).to.equal(404);
    });

    it('waits, with nobody’s name on the case, for a safeguarding lead', async () => {
      const [preparer, lead] = await Promise.all([portal.staff(['preparer']), portal.staff(['safeguarding-lead'], 'phishing-resistant')]);
      const caseId = await adoptedCaseOf(preparer.accountId);
      expect((await lead.get(`/officer/cases/${caseId}`)).text).to.contain(`/officer/cases/${caseId}/take`);
    });
  });

  describe('whose case is restricted when they are bound', () => {
    for (const isRestricted of [false, true]) {
      it(`has it in the log ${isRestricted ? 'not again, as it was before' : 'once'}`, async () => {
        const { accountId } = await portal.staff(['preparer']);
        const caseId = await adoptedCaseOf(accountId, isRestricted);
        const entries = await behindTheCurtain(portal, caseId, { sql: "select 1 from audit.entries where about_id = $1 and action = 'case.restrict'", values: [caseId] });
        expect(entries.length).to.equal(isRestricted ? 0 : 1);
      });
    }
  });

  describe('who has asked already', () => {
    async function protectSubjectOf(dataSubjectId: string): Promise<void> {
      await protect(workerTools(portal), { dataSubjectId, reason: 'A test.', setBy: 'test' });
    }

    it('is answered from that moment no longer by the preparer who had taken the case', async () => {
      const preparer = await portal.staff(['preparer']);
      const { caseId, dataSubjectId } = await aCase(portal, { ownerAccountId: preparer.accountId });
      const before = await preparer.get(`/officer/cases/${caseId}`);
      await protectSubjectOf(dataSubjectId);
      expect([before.status, (await preparer.get(`/officer/cases/${caseId}`)).status]).to.deep.equal([200, 404]);
    });

    it('waits, with nobody’s name on the case, for a safeguarding lead', async () => {
      const [preparer, lead] = await Promise.all([portal.staff(['preparer']), portal.staff(['safeguarding-lead'], 'phishing-resistant')]);
      const { caseId, dataSubjectId } = await aCase(portal, { ownerAccountId: preparer.accountId });
      await protectSubjectOf(dataSubjectId);
      expect((await lead.get(`/officer/cases/${caseId}`)).text).to.contain(`/officer/cases/${caseId}/take`);
    });

    it('is no longer seen by the approver who had given the case back', async () => {
      const approver = await portal.staff(['approver']);
      const { caseId, dataSubjectId } = await aCase(portal);
      await behindTheCurtain(portal, caseId, { sql: 'update cases set returned_by = $1 where id = $2', values: [approver.accountId, caseId] });
      await protectSubjectOf(dataSubjectId);
      const actor = { ...approver.actor, kind: 'staff', roles: ['approver'] } as const;
      const seen = await asActor(portal.tools.database, actor, (read) => read.raw('select id from cases where id = ?', [caseId]));
      expect(seen).to.deep.equal([]);
    });

    it('has it in the log, case by case, in the change that protects', async () => {
      const { caseId, dataSubjectId } = await aCase(portal);
      await protectSubjectOf(dataSubjectId);
      const entries = await behindTheCurtain<{ action: string; changes: number }>(portal, caseId, {
        sql: "select e.action, (select count(distinct o.transaction_id)::integer from audit.entries o where o.about_id in ($1, $2) and o.action in ('case.restrict', 'protection.set')) as changes from audit.entries e where e.about_id = $1 and e.action = 'case.restrict'",
        values: [caseId, dataSubjectId],
      });
      expect(entries).to.deep.equal([{ action: 'case.restrict', changes: 1 }]);
    });

    it('changes nothing for anybody else', async () => {
      const preparer = await portal.staff(['preparer']);
      const [theirs, another] = [await aCase(portal), await aCase(portal, { ownerAccountId: preparer.accountId })];
      await protectSubjectOf(theirs.dataSubjectId);
      expect((await preparer.get(`/officer/cases/${another.caseId}`)).status).to.equal(200);
    });

    it('has a request restricted that was being filed at that very moment', async () => {
      const person = await portal.resident();
      const dataSubjectId = person.dataSubjectId ?? '';
      await giveIdentity(dataSubjectId, []);
      const [requestId, caseId] = [newId(), newId()];
      let protecting = Promise.resolve();
      await recordedChange(portal.tools.database, { actor: person.actor, action: 'request.file', about: { type: 'Request', id: requestId } }, async (change) => {
        const isRestricted = await isToBeRestricted(change, dataSubjectId);
        protecting = protectSubjectOf(dataSubjectId);
        await untilLockIsWaitedFor();
        await change.write('requests').insert({
          id: requestId, case_id: caseId, reference: newReference(), kind: 'access', account_id: person.accountId, data_subject_id: dataSubjectId,
          state: 'received', nation: 'england-and-wales', received_at: portal.tools.clock.now(), due_on: '2026-12-21',
        });
        await openCase(change, { caseId, requestId, isRestricted, dueOn: '2026-12-21', approveByOn: '2026-12-15' });
      });
      await protecting;
      expect(await behindTheCurtain(portal, caseId, { sql: 'select is_restricted from cases where id = $1', values: [caseId] })).to.deep.equal([{ is_restricted: true }]);
    });

    async function untilLockIsWaitedFor(): Promise<void> {
      for (;;) {
        const { rowCount } = await portal.tools.database.pool.query("select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
        if (rowCount !== 0) return;
      }
    }
  });

  describe('in the answer to somebody else', () => {
    async function keptFrom(addresses: Identity['addresses'], theirs: Identity['addresses']): Promise<readonly string[]> {
      const subject = await aProtectedPerson(addresses);
      const { caseId } = await aCase(portal, { identity: { ...aPerson, addresses: theirs } });
      const values = await asActor(portal.worker, { kind: 'worker', job: 'release', caseId }, (read) => protectedValuesOf(portal.tools, read, caseId));
      return values.filter(({ id }) => id.startsWith(subject)).map(({ text }) => text);
    }

    it('is kept from view at every address, one learnt after the protection included', async () => {
      expect(await keptFrom([hidden, shared, movedTo], [])).to.include.members(['8 Herons Reach', 'ZZ99 6HR', '2 Chapel Hill Cottages', 'ZZ99 3HL']);
    });

    it('does not keep that person from an address of their own', async () => {
      expect(await keptFrom([hidden, shared], [{ lines: ['31  Orchard green'], postcode: 'zz994ag' }])).to.deep.equal(['8 Herons Reach', 'ZZ99 6HR']);
    });
  });
});
