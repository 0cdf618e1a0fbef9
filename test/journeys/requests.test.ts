/** A resident asks for a copy of everything, step by step, with every slip and mishap on the way. */

import { expect } from 'chai';
import pg from 'pg';
import { helpRoutes } from '../../server/help/routes.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { openCuttableLine, type CuttableLine } from '../support/cuttable-line.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const help = 'Large print, please: I read slowly. My sister Agnes may be named in it.';
const contact = { channel: 'email', email: 'ann.teague@example.org', hours: 'morning', voicemail: 'no' };

describe('a resident asking for a copy', () => {
  let line: CuttableLine;
  let portal: SignedInPortal;
  let ann: PersonSignedIn;

  before(async () => {
    line = await openCuttableLine();
    portal = await startSignedInPortal({
      routes: [...helpRoutes, ...residentRequestRoutes({ systems: [] })],
      clock: frozenClock('2026-11-21T10:42:00Z'),
      databaseThrough: (url) => line.through(url),
    });
    ann = await portal.resident();
  });

  after(async () => {
    await portal.close();
    await line.close();
  });

  const draftIn = (path: string): string => /\/requests\/new\/([^/]+)\//.exec(path)?.[1] ?? '';
  const fieldsOf = (seen: Seen): Record<string, string> => Object.fromEntries([...seen.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name ?? '', value ?? '']));

  async function begin(person: PersonSignedIn): Promise<string> {
    return draftIn((await person.post('/requests/new', { scope: 'everything' })).to);
  }

  /** Ready to be sent. */
  async function written(person: PersonSignedIn): Promise<string> {
    const draft = await begin(person);
    await person.post(`/requests/new/${draft}/dates`, { dates: 'all' });
    await person.post(`/requests/new/${draft}/help`, { help });
    await person.post(`/requests/new/${draft}/contact`, contact);
    return draft;
  }

  async function behind<Row extends object>(sql: string): Promise<readonly Row[]> {
    const owner = new pg.Client({ connectionString: portal.databaseUrl });
    await owner.connect();
    await owner.query('set role test_owner');
    for (const table of ['requests', 'messages', 'audit.entries']) await owner.query(`alter table ${table} no force row level security`);
    const { rows } = await owner.query<Row>(sql);
    await owner.end();
    return rows;
  }

  it('is led from step to step', async () => {
    const bob = await portal.resident();
    const places = [(await bob.post('/requests/new', { scope: 'everything' })).to];
    const draft = draftIn(places[0] ?? '');
    places.push((await bob.post(`/requests/new/${draft}/dates`, { dates: 'all' })).to, (await bob.post(`/requests/new/${draft}/help`, { help: '' })).to, (await bob.post(`/requests/new/${draft}/contact`, contact)).to);
    expect(places.map((place) => place.split('/').at(-1))).to.deep.equal(['dates', 'help', 'contact', 'check']);
  });

  it('is told what to do about an empty page, on that page', async () => {
    const back = await ann.post('/requests/new', {});
    expect([back.status, back.text.includes('govuk-error-summary')]).to.deep.equal([422, true]);
  });

  it('finds the words they typed still there beside the problem', async () => {
    const draft = await begin(ann);
    const back = await ann.post(`/requests/new/${draft}/dates`, { dates: 'between', 'from-day': '31', 'from-month': 'Febuary', 'from-year': '2020', 'to-day': '1', 'to-month': '1', 'to-year': '2021' });
    expect(back.status).to.equal(422);
    expect(back.text).to.include('value="Febuary"').and.include('value="2021"');
  });

  it('finds the words of an earlier step when they come back to it', async () => {
    const bob = await portal.resident();
    const draft = await written(bob);
    expect((await bob.get(`/requests/new/${draft}/help`)).text).to.include('My sister Agnes');
  });

  it('cannot send before every step is done', async () => {
    const bob = await portal.resident();
    const draft = await begin(bob);
    await bob.post(`/requests/new/${draft}/check`, {});
    expect((await bob.get('/requests')).text).not.to.include('/sent').and.not.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/);
  });

  it('is told when the answer is due, and how that day was worked out', async () => {
    const bob = await portal.resident();
    const sent = await bob.post(`/requests/new/${await written(bob)}/check`, {});
    const tracker = sent.to.replace('/sent', '');
    expect((await bob.get(sent.to)).text).to.include('21 December 2026');
    expect((await bob.get(tracker)).text).to.include('21 November 2026').and.include('21 December 2026');
    expect((await bob.get(`${tracker}/dates`)).text).to.include('21 December 2026');
  });

  it('has one request after sending twice, and is told that we already have it', async () => {
    const bob = await portal.resident();
    const draft = await written(bob);
    const first = await bob.post(`/requests/new/${draft}/check`, {});
    const second = await bob.post(`/requests/new/${draft}/check`, {});
    expect(second.to).to.equal(`${first.to}?again=yes`);
    expect((await bob.get(second.to)).text).to.include('We already have this. You sent it at').and.include('We kept one copy.');
  });

  it('has one request after pressing five times at the same moment', async () => {
    const bob = await portal.resident();
    const draft = await written(bob);
    const sent = await Promise.all(Array.from({ length: 5 }, () => bob.post(`/requests/new/${draft}/check`, {})));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303, 303, 303, 303]);
    expect(new Set(sent.map(({ to }) => to.replace('?again=yes', ''))).size).to.equal(1);
  });

  describe('in two tabs', () => {
    it('is told that the page changed meanwhile, and loses no word', async () => {
      const draft = await begin(ann);
      await ann.post(`/requests/new/${draft}/help`, { version: '1', help: 'The first tab.' });
      const stale = await ann.post(`/requests/new/${draft}/help`, { version: '1', help: 'The second tab, written slowly.' });
      expect(stale.status).to.equal(409);
      expect(stale.text).to.include('This page changed while you were writing').and.include('The second tab, written slowly.');
    });

    it('can send again what they wrote, once they have seen that', async () => {
      const draft = await begin(ann);
      await ann.post(`/requests/new/${draft}/help`, { version: '1', help: 'The first tab.' });
      const stale = await ann.post(`/requests/new/${draft}/help`, { version: '1', help: 'The second tab, written slowly.' });
      expect((await ann.post(`/requests/new/${draft}/help`, fieldsOf(stale))).status).to.equal(303);
      expect((await ann.get(`/requests/new/${draft}/help`)).text).to.include('The second tab, written slowly.');
    });
  });

  describe('while the database cannot be reached', () => {
    let draft: string;

    before(async () => {
      draft = await begin(ann);
      line.cut();
    });

    after(() => line.mend());

    it('is told so on a page that says nothing is lost', async () => {
      const away = await ann.get('/requests');
      expect([away.status, away.text.includes('We cannot show this page right now')]).to.deep.equal([503, true]);
    });

    it('keeps what they typed, with a button to send it again', async () => {
      const away = await ann.post(`/requests/new/${draft}/help`, { help });
      expect(away.status).to.equal(503);
      expect(away.text).to.include('We have not saved this yet').and.include('My sister Agnes may be named in it.').and.include(`action="/requests/new/${draft}/help"`);
    });

    it('is still shown the start, and the service says that it is not ready', async () => {
      expect([(await fetch(`${portal.origin}/`)).status, (await fetch(`${portal.origin}/health/live`)).status, (await fetch(`${portal.origin}/health/ready`)).status]).to.deep.equal([200, 200, 503]);
    });

    it('goes on as if nothing had been, once it is back', async () => {
      line.mend();
      expect((await ann.post(`/requests/new/${draft}/help`, { help })).status).to.equal(303);
    });
  });

  it('leaves no personal word in the audit log, the queue or any column in plain', async () => {
    const rows = await behind<{ words: string }>("select e::text as words from audit.entries e union all select data::text from pgboss.job union all select r::text from requests r union all select m::text from messages m");
    const plain = rows.filter(({ words }) => /Agnes|Teague|example\.org|Large print/i.test(words));
    expect([rows.length > 10, plain]).to.deep.equal([true, []]);
  });
});
