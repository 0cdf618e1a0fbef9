/** While an account is bound, the deed that binds it sees that account's requests without a subject and their cases, and nobody else's. */

import { expect } from 'chai';
import { insertBinding } from '../../server/data-subjects/store.ts';
import { asActor, type Read } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { aCase, behindTheCurtain, type OpenedCase } from '../support/casework.ts';
import { startSignedInPortal, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('the deed that binds an account', () => {
  let portal: SignedInPortal;
  let ann: OpenedCase & { readonly accountId: string };

  before(async () => {
    portal = await startSignedInPortal({ routes: [] });
    ann = await unbound();
    await unbound();
  });
  after(() => portal.close());

  /** Somebody who asked before anybody knew who they are. */
  async function unbound(): Promise<OpenedCase & { readonly accountId: string }> {
    const opened = await aCase(portal);
    const [request] = await behindTheCurtain<{ account_id: string }>(portal, opened.caseId, { sql: 'update requests set data_subject_id = null where case_id = $1 returning account_id', values: [opened.caseId] });
    const accountId = request?.account_id ?? '';
    await behindTheCurtain(portal, opened.caseId, { sql: 'update bindings set ended_at = now() where account_id = $1', values: [accountId] });
    return { ...opened, accountId };
  }

  async function casesSeen(read: Read): Promise<readonly (readonly string[])[]> {
    const [requests, cases] = [await read.raw<{ id: string }>('select case_id as id from requests'), await read.raw<{ id: string }>('select id from cases')];
    return [requests.map(({ id }) => id), cases.map(({ id }) => id)];
  }

  it('sees no request and no case before it has bound anybody', async () => {
    expect(await asActor(portal.tools.database, { kind: 'sign-in' }, casesSeen)).to.deep.equal([[], []]);
  });

  it('sees those of the one account it has just bound', async () => {
    const seen = await recordedChange(portal.tools.database, { actor: { kind: 'sign-in' }, action: 'account.bind', about: { type: 'account', id: ann.accountId } }, async (change) => {
      await insertBinding(change, { id: newId(), account_id: ann.accountId, data_subject_id: ann.dataSubjectId, evidence: 'test', bound_by: 'test', bound_at: new Date() });
      return casesSeen(change.write);
    });
    expect(seen).to.deep.equal([[ann.caseId], [ann.caseId]]);
  });

  it('sees them no longer when that is done', async () => {
    expect(await asActor(portal.tools.database, { kind: 'sign-in' }, casesSeen)).to.deep.equal([[], []]);
  });
});
