/** The safe contact within a request: kept with its step or not at all, and never a reason why nobody can ask. */

import { expect } from 'chai';
import { keepSafeContact } from '../../server/correspondence/safe-contact.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('the safe contact of somebody who asks for a copy', () => {
  let portal: SignedInPortal;

  before(async () => {
    portal = await startSignedInPortal({ routes: residentRequestRoutes({ systems: [] }) });
  });
  after(() => portal.close());

  const contact = { channel: 'email', email: 'ann.teague@example.org', hours: 'any', voicemail: 'no' };

  async function upToContact(person: PersonSignedIn): Promise<string> {
    const { to } = await person.post('/requests/new', { scope: 'everything' });
    const draft = to.replace(/\/[^/]+$/, '');
    await person.post(`${draft}/dates`, { dates: 'all' });
    await person.post(`${draft}/help`, { help: '' });
    return draft;
  }

  it('is kept with its step', async () => {
    const ann = await portal.resident();
    const draft = await upToContact(ann);
    expect((await ann.post(`${draft}/contact`, contact)).to).to.equal(`${draft}/check`);
  });

  it('is not asked for again when it was kept elsewhere meanwhile', async () => {
    const ann = await portal.resident();
    const draft = await upToContact(ann);
    await keepSafeContact(portal.tools, ann.actor, { channel: 'portal', value: '', hours: 'any', mayLeaveVoicemail: false });
    expect((await ann.post(`${draft}/contact`, contact)).to).to.equal(`${draft}/check`);
  });

  it('is not kept when its step was not', async () => {
    const ann = await portal.resident();
    const draft = await upToContact(ann);
    const stale = await ann.post(`${draft}/contact`, { ...contact, version: '1' });
    const again = await ann.get(`${draft}/contact`);
    expect(stale.status).to.equal(409);
    expect(again.text).to.contain('name="channel"');
  });

  it('is kept once when it is sent twice at once', async () => {
    const ann = await portal.resident();
    const kept = await Promise.allSettled([1, 2].map(() => keepSafeContact(portal.tools, ann.actor, { channel: 'portal', value: '', hours: 'any', mayLeaveVoicemail: false })));
    const refusals = kept.flatMap((each) => (each.status === 'rejected' && each.reason instanceof Error ? [each.reason.name] : []));
    expect(refusals).to.deep.equal(['Conflict']);
  });
});
