/** Two officers, not one: whoever decided what is hidden never clears it, by whichever door they came to the case. */

import { expect } from 'chai';
import { findCase } from '../../server/casework/find-case.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { latestBundle } from '../../server/clearance/case-bundles.ts';
import { approveBundle } from '../../server/clearance/decide-bundle.ts';
import { clearanceRoutes } from '../../server/clearance/officer-routes.ts';
import type { StaffActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { aCase, aRecord, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('a second officer', function () {
  this.timeout(30_000);
  let portal: SignedInPortal;
  let owner: PersonSignedIn;
  let lead: PersonSignedIn;
  const system = aSystem({ key: 'one', items: [aRecord('R-1')] });

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...clearanceRoutes] });
    [owner, lead] = await Promise.all([portal.staff(['safeguarding-lead'], 'phishing-resistant'), portal.staff(['safeguarding-lead'], 'phishing-resistant')]);
  });
  after(() => portal.close());

  /** A restricted case of one lead, on which somebody hid a word, with the approver. */
  async function submittedCase(markedBy: string): Promise<string> {
    const { caseId } = await aCase(portal, { ownerAccountId: owner.accountId, isRestricted: true });
    await owner.post(`/officer/cases/${caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    await behindTheCurtain(portal, caseId, { sql: "update marks set state = 'rejected' where case_id = $1", values: [caseId] });
    await behindTheCurtain(portal, caseId, {
      sql: "insert into marks (id, case_id, item_id, page, start_at, end_at, state, exemption, proposed_by, decided_by) select 'm' || id, case_id, id, 1, 0, 4, 'accepted', 'third-party', 'detector', $2 from items where case_id = $1",
      values: [caseId, markedBy],
    });
    await behindTheCurtain(portal, caseId, { sql: "insert into mark_versions (mark_id, case_id, version, state, changed_by) select id, case_id, 1, state, decided_by from marks where case_id = $1 and decided_by is not null", values: [caseId] });
    await owner.post(`/officer/cases/${caseId}/clearance/submit`, {});
    return caseId;
  }

  async function approving(officer: PersonSignedIn, caseId: string): Promise<string> {
    const actor: StaffActor = { kind: 'staff', accountId: officer.accountId, roles: ['safeguarding-lead'], session: officer.actor.session };
    const [found, bundle] = await asActor(portal.tools.database, actor, async (read) => [await findCase(read, caseId), await latestBundle(portal.tools, read, caseId)] as const);
    if (found === null || bundle === null) throw new Error('nothing to decide');
    return approveBundle(portal.tools, { actor, found, bundle, seenHash: bundle.hash, comments: '' }).then(() => 'approved', (error: unknown) => (error instanceof Error ? error.message : ''));
  }

  it('does not clear what they hid on a colleague’s case', async () => {
    const caseId = await submittedCase(lead.accountId);
    expect(await approving(lead, caseId)).to.contain('you-prepared-it');
  });

  const vetting: Readonly<Record<string, string>> = {
    'let an unread page pass': "insert into page_checks (item_id, case_id, page, why, checked_by, checked_at) select id, case_id, 1, 'picture', $2, now() from items where case_id = $1 limit 1",
    'decided who was meant': "insert into matches (id, case_id, system_id, sealed_candidate, state, decided_by, decided_at) values ('match' || $1, $1, 'one', ''::bytea, 'certain', $2, now())",
    'let a missing answer pass': "update system_searches set excused_by = $2 where case_id = $1",
  };

  for (const [what, sql] of Object.entries(vetting)) {
    it(`does not clear a colleague’s case in which they ${what}`, async () => {
      const caseId = await submittedCase(owner.accountId);
      await behindTheCurtain(portal, caseId, { sql, values: [caseId, lead.accountId] });
      expect(await approving(lead, caseId)).to.contain('you-prepared-it');
    });
  }

  it('clears what the colleague hid', async () => {
    const caseId = await submittedCase(owner.accountId);
    expect(await approving(lead, caseId)).to.equal('approved');
  });
});
