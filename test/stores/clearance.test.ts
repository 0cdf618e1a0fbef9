/** Clearance between two officers: who may submit, who may decide, and what happens after a release that its checks stopped. */

import { expect } from 'chai';
import type { Role } from '../../policies/vocabulary.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { findCase } from '../../server/casework/find-case.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { latestBundle } from '../../server/clearance/case-bundles.ts';
import { approveBundle, returnBundle, type Decision } from '../../server/clearance/decide-bundle.ts';
import { clearanceRoutes } from '../../server/clearance/officer-routes.ts';
import type { StaffActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { sealText } from '../../server/platform/sealing.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { quotePlace } from '../../server/redaction/places.ts';
import { aCase, aRecord, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('clearing a case', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let preparer: PersonSignedIn;
  let approver: PersonSignedIn;
  const system = aSystem({ key: 'one', items: [aRecord('R-1')] });

  before(async () => {
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...clearanceRoutes] });
    [preparer, approver] = await Promise.all([portal.staff(['preparer']), portal.staff(['approver'])]);
  });
  after(() => portal.close());

  async function readyCase(owner = preparer): Promise<string> {
    const { caseId } = await aCase(portal, { ownerAccountId: owner.accountId });
    await owner.post(`/officer/cases/${caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    await behindTheCurtain(portal, caseId, { sql: "update marks set state = 'rejected' where case_id = $1", values: [caseId] });
    return caseId;
  }

  const submit = (officer: PersonSignedIn, caseId: string) => officer.post(`/officer/cases/${caseId}/clearance/submit`, {});

  /** A mark that was decided against, on some words of the first item. */
  async function reject(caseId: string, words: string, proposedBy = 'detector'): Promise<void> {
    const id = newId();
    const quote = sealText(await portal.tools.keys.keyFor(`case:${caseId}`), quotePlace(id), words);
    await behindTheCurtain(portal, caseId, { sql: "insert into marks (id, case_id, item_id, page, start_at, end_at, state, proposed_by, sealed_quote) select $1, $2, id, 1, 0, 4, 'rejected', $4, $3 from items where case_id = $2 limit 1", values: [id, caseId, quote, proposedBy] });
  }

  async function stageOf(caseId: string): Promise<string> {
    const [row] = await behindTheCurtain<{ stage: string }>(portal, caseId, { sql: 'select stage from cases where id = $1', values: [caseId] });
    return row?.stage ?? '';
  }

  async function decisionOf(officer: PersonSignedIn, roles: readonly Role[], caseId: string): Promise<Decision> {
    const actor: StaffActor = { kind: 'staff', accountId: officer.accountId, roles, session: officer.actor.session };
    return asActor(portal.tools.database, actor, async (read) => {
      const [found, bundle] = [await findCase(read, caseId), await latestBundle(portal.tools, read, caseId)];
      if (found === null || bundle === null) throw new Error('nothing to decide');
      return { actor, found, bundle, seenHash: bundle.hash, comments: '' };
    });
  }

  const refusalOf = (deed: Promise<void>): Promise<string> => deed.then(() => 'none', (error: unknown) => (error instanceof Error ? error.message : ''));

  it('is asked for by the officer whose case it is', async () => {
    const caseId = await readyCase();
    expect((await submit(preparer, caseId)).status).to.equal(303);
    expect(await stageOf(caseId)).to.equal('submitted');
  });

  it('is asked for by nobody else, a manager included', async () => {
    const caseId = await readyCase();
    const manager = await portal.staff(['ig-manager']);
    expect((await submit(manager, caseId)).status).to.equal(404);
    expect(await stageOf(caseId)).to.equal('redacting');
  });

  it('waits while a decision is left', async () => {
    const caseId = await readyCase();
    await behindTheCurtain(portal, caseId, { sql: "insert into marks (id, case_id, item_id, page, start_at, end_at, state, proposed_by) select 'open-' || id, case_id, id, 1, 0, 4, 'suggested', 'detector' from items where case_id = $1", values: [caseId] });
    expect((await submit(preparer, caseId)).status).to.equal(409);
    expect(await stageOf(caseId)).to.equal('redacting');
  });

  it('is given by another officer', async () => {
    const caseId = await readyCase();
    await submit(preparer, caseId);
    await approveBundle(portal.tools, await decisionOf(approver, ['approver'], caseId));
    expect(await stageOf(caseId)).to.equal('approved');
  });

  it('shows the approver the words that were suggested for hiding and are left in', async () => {
    const caseId = await readyCase();
    for (const words of ['Pearl Kessell', 'Pearl  Kessell']) await reject(caseId, words);
    await submit(preparer, caseId);
    const page = await approver.get(`/officer/cases/${caseId}/clearance`);
    expect(page.text.replace(/\s+/g, ' ')).to.match(/<td class="govuk-table__cell">Pearl Kessell<\/td>\s*<td class="govuk-table__cell govuk-table__cell--numeric">2<\/td>/);
  });

  it('shows no word of a case to an officer who may take it and has not', async () => {
    const caseId = await readyCase();
    await reject(caseId, 'Pearl Kessell');
    await submit(preparer, caseId);
    await behindTheCurtain(portal, caseId, { sql: "update cases set owner_account_id = null, stage = 'redacting' where id = $1", values: [caseId] });
    const colleague = await portal.staff(['preparer']);
    const page = await colleague.get(`/officer/cases/${caseId}/clearance`);
    expect([page.status, page.text.includes('Kessell')]).to.deep.equal([200, false]);
  });

  it('shows the approver no mark that the preparer drew and took back', async () => {
    const caseId = await readyCase();
    await reject(caseId, 'Drawn by mistake', preparer.accountId);
    await submit(preparer, caseId);
    const page = await approver.get(`/officer/cases/${caseId}/clearance`);
    expect([page.text.includes('Suggested, and left in'), page.text.includes('Drawn by mistake')]).to.deep.equal([true, false]);
  });

  it('is refused by another officer, who gives the case back to its owner', async () => {
    const caseId = await readyCase();
    await submit(preparer, caseId);
    const { seenHash } = await decisionOf(approver, ['approver'], caseId);
    expect((await approver.post(`/officer/cases/${caseId}/clearance/return`, { hash: seenHash, comments: 'Look at page 1 again.' })).status).to.equal(303);
    expect(await stageOf(caseId)).to.equal('redacting');
  });

  it('is refused to the owner of the case, even if a colleague submitted it', async () => {
    const both = await portal.staff(['preparer', 'approver']);
    const caseId = await readyCase(both);
    await submit(both, caseId);
    await behindTheCurtain(portal, caseId, { sql: "update bundles set prepared_by = 'colleague' where case_id = $1", values: [caseId] });
    const decision = await decisionOf(both, ['preparer', 'approver'], caseId);
    expect(await refusalOf(approveBundle(portal.tools, decision))).to.contain('you-prepared-it');
    expect((await both.post(`/officer/cases/${caseId}/clearance/return`, { hash: decision.seenHash, comments: 'Look again.' })).status).to.equal(403);
  });

  it('is void for files that changed after they were seen', async () => {
    const caseId = await readyCase();
    await submit(preparer, caseId);
    const decision = await decisionOf(approver, ['approver'], caseId);
    await behindTheCurtain(portal, caseId, { sql: "insert into marks (id, case_id, item_id, page, start_at, end_at, state, exemption, proposed_by) select 'late-' || id, case_id, id, 1, 0, 4, 'accepted', 'third-party', 'x' from items where case_id = $1", values: [caseId] });
    expect(await refusalOf(approveBundle(portal.tools, decision))).to.contain('files-changed');
    expect(await stageOf(caseId)).to.equal('submitted');
  });

  it('is not taken back by a page that showed other files', async () => {
    const caseId = await readyCase();
    await submit(preparer, caseId);
    const decision = await decisionOf(approver, ['approver'], caseId);
    expect(await refusalOf(returnBundle(portal.tools, { ...decision, seenHash: 'an earlier bundle' }))).to.contain('files-changed');
  });

  it('can be asked for again after a release that its checks stopped', async () => {
    const caseId = await readyCase();
    await behindTheCurtain(portal, caseId, { sql: "update cases set stage = 'blocked' where id = $1", values: [caseId] });
    const page = await preparer.get(`/officer/cases/${caseId}/clearance`);
    expect(page.text).to.contain('/clearance/submit');
    expect((await submit(preparer, caseId)).status).to.equal(303);
    expect(await stageOf(caseId)).to.equal('submitted');
  });
});
