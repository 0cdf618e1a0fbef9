/** How to reach a person at risk stands on no page that could not take it: such a page stays open on a shared screen. */

import { expect } from 'chai';
import { accountRoutes } from '../../server/data-subjects/resident-routes.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { openCuttableLine, type CuttableLine } from '../support/cuttable-line.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const typed: Readonly<Record<string, string>> = { channel: 'post', email: 'rhiannon.addo@example.org', phone: '07700 900123', post: '8 Herons Reach, Carrow Bay, ZZ99 6HR', hours: 'morning', voicemail: 'no' };
const telling = /rhiannon|07700|Herons|6HR/;

describe('how to contact a person safely, when it could not be kept', () => {
  let line: CuttableLine;
  let portal: SignedInPortal;

  before(async () => {
    line = await openCuttableLine();
    portal = await startSignedInPortal({ routes: [...accountRoutes({ systems: [] }), ...residentRequestRoutes({ systems: [] })], databaseThrough: (url) => line.through(url) });
  });

  after(async () => {
    await portal.close();
    await line.close();
  });

  async function upToContact(person: PersonSignedIn): Promise<string> {
    const draft = (await person.post('/requests/new', { scope: 'everything' })).to.replace(/\/[^/]+$/, '');
    await person.post(`${draft}/dates`, { dates: 'all' });
    await person.post(`${draft}/help`, { help: '' });
    return `${draft}/contact`;
  }

  async function whileAway(ask: () => Promise<Seen>): Promise<Seen> {
    line.cut();
    try {
      return await ask();
    } finally {
      line.mend();
    }
  }

  async function sendAsNobody(path: string): Promise<Pick<Seen, 'status' | 'text'>> {
    const response = await fetch(`${portal.origin}${path}`, { method: 'POST', headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(typed) });
    return { status: response.status, text: await response.text() };
  }

  const mishaps: Readonly<Record<string, { readonly status: number; readonly send: (person: PersonSignedIn, path: string) => Promise<Pick<Seen, 'status' | 'text'>> }>> = {
    'the database is away': { status: 503, send: (person, path) => whileAway(() => person.post(path, typed)) },
    'the page was open for too long': { status: 403, send: (person, path) => person.post(path, { ...typed, _csrf: 'old' }) },
    'another tab was faster': { status: 409, send: (person, path) => person.post(path, { ...typed, version: '1' }) },
    'the session has ended': { status: 401, send: (_person, path) => sendAsNobody(path) },
  };

  for (const [mishap, { status, send }] of Object.entries(mishaps)) {
    it(`is not shown because ${mishap}, and the page says that it has to be typed again`, async () => {
      const person = await portal.resident();
      const seen = await send(person, await upToContact(person));
      expect(seen.status).to.equal(status);
      expect(seen.text).not.to.match(telling);
      expect(seen.text).to.include('To keep you safe, we have not kept how to contact you. You will be asked to type it again.');
    });
  }

  it('is not shown on the page of the account either', async () => {
    const person = await portal.resident();
    expect((await whileAway(() => person.post('/account/contact', typed))).text).not.to.match(telling);
  });

  it('is asked for again by the very next page, beside the choices that were kept', async () => {
    const person = await portal.resident();
    const path = await upToContact(person);
    const again = await person.post(path, { channel: 'post', hours: 'morning', voicemail: 'no' });
    expect(again.status).to.equal(422);
    expect(again.text).to.match(/value="post"\s+checked/);
  });

  it('is not spoken of where nothing of it was sent', async () => {
    const person = await portal.resident();
    const path = (await upToContact(person)).replace(/contact$/, 'help');
    expect((await whileAway(() => person.post(path, { help: 'In large print.' }))).text).not.to.include('To keep you safe');
  });
});
