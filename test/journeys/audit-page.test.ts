/** The page of the audit log, as the information-governance manager reads it. */

import { expect } from 'chai';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';
import { aCase } from '../support/casework.ts';

describe('the page of the audit log', () => {
  let portal: SignedInPortal;
  let manager: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [] }) });
    manager = await portal.staff(['ig-manager']);
    await aCase(portal);
  });
  after(() => portal.close());

  it('shows what was done', async () => {
    const seen = await manager.get('/officer/audit');
    expect(seen.status).to.equal(200);
    expect(seen.text).to.include('request.file');
  });

  it('is no page for an officer who prepares', async () => {
    expect((await (await portal.staff(['preparer'])).get('/officer/audit')).status).to.equal(404);
  });

  it('keeps to two connections, however often it is asked for at once', async () => {
    const seen = await Promise.all(Array.from({ length: 12 }, () => manager.get('/officer/audit')));
    const { rows } = await portal.worker.pool.query<{ open: number }>("select count(*)::integer as open from pg_stat_activity where application_name = 'fairsight-audit' and datname = current_database()");
    expect(new Set(seen.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(rows[0]?.open).to.be.within(1, 2);
  });
});
