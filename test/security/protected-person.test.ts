/** A person at risk, and the ways in which where they live could still reach somebody who must not know it. */

import { expect } from 'chai';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { identityPlace, type Identity } from '../../server/data-subjects/identity.ts';
import { insertBinding } from '../../server/data-subjects/store.ts';
import { asActor } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
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

  async function aProtectedPerson(addresses: Identity['addresses']): Promise<string> {
    const id = (await portal.resident()).dataSubjectId ?? '';
    const sealed = sealJson(await portal.tools.keys.keyFor(`subject:${id}`), identityPlace(id), { ...aPerson, addresses });
    await behindTheCurtain(portal, newId(), { sql: 'update data_subjects set sealed_identity = $1 where id = $2', values: [sealed, id] });
    await protect(workerTools(portal), { dataSubjectId: id, reason: 'A test.', setBy: 'test' });
    return id;
  }

  describe('who asked before anybody knew who they are', () => {
    async function adoptedCaseOf(ownerAccountId: string): Promise<string> {
      const { caseId } = await aCase(portal, { ownerAccountId });
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
