/** Officers read the purposes and every version of their notices; nobody can change one here. */
import { expect } from 'chai';
import { consentOfficerRoutes } from '../../server/consent/officer-routes.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('an officer reading purposes', () => {
  let portal: SignedInPortal;
  let officer: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: consentOfficerRoutes, clock: frozenClock('2026-11-21T10:42:00Z') });
    officer = await portal.staff(['preparer']);
  });

  after(() => portal.close());

  it('sees each with the version shown now', async () => {
    const list = await officer.get('/officer/purposes');
    expect(list.text).to.include('href="/officer/purposes/library-and-museum-news/notices/2"').and.to.include('24 months');
  });

  it('sees which version made earlier answers stop counting', async () => {
    const one = await officer.get('/officer/purposes/library-and-museum-news');
    expect(one.text).to.include('Earlier answers stopped counting').and.to.include('Tuesday 1 September 2026');
  });

  it('reads an old version word for word, with its fingerprint', async () => {
    const notice = await officer.get('/officer/purposes/library-and-museum-news/notices/1');
    expect(notice.text).to.include('Our library and museum staff. Nobody else.').and.to.match(/[0-9a-f]{64}/);
  });

  for (const path of ['/officer/purposes/none', '/officer/purposes/library-and-museum-news/notices/3', '/officer/purposes/library-and-museum-news/notices/1e0']) {
    it(`finds nothing at ${path}`, async () => {
      expect((await officer.get(path)).status).to.equal(404);
    });
  }

  it('is neither a resident nor a councillor', async () => {
    const [ann, councillor] = [await portal.resident(), await portal.staff(['councillor'])];
    expect([(await ann.get('/officer/purposes')).status, (await councillor.get('/officer/purposes')).status]).to.deep.equal([404, 404]);
  });
});
