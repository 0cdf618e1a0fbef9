/** One-time links of data requests: guessed, used twice, kept, forged and stolen, and what each of them opens. */

import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { replySecretOf } from '../../server/data-requests/reply-session.ts';
import { aCanary, CanarySearch, searchDatabase, takeDownTheWalls } from '../support/canaries.ts';
import { aCase, behindTheCurtain, type OpenedCase } from '../support/casework.ts';
import { ContactBrowser, dataRequestOf, linkIn, startArchivePortal, type ArchivePortal } from '../support/service-contact.ts';
import type { PersonSignedIn, Seen } from '../support/signed-in-portal.ts';

describe('a one-time link', function () {
  this.timeout(60_000);
  let portal: ArchivePortal;
  let officer: PersonSignedIn;
  let opened: OpenedCase;
  let link: string;
  let contact: ContactBrowser;

  before(async () => {
    portal = await startArchivePortal();
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    ({ opened, link } = await asked());
    contact = new ContactBrowser(portal.origin);
  });

  async function asked(): Promise<{ readonly opened: OpenedCase; readonly link: string }> {
    const one = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${one.caseId}/collect`, {});
    await portal.work();
    return { opened: one, link: linkIn(portal) };
  }

  const behind = (sql: string): Promise<readonly object[]> => behindTheCurtain(portal, opened.caseId, { sql, values: [opened.caseId] });
  const secretOf = (address: string): string => new URL(address).pathname.slice('/reply/'.length);

  /** Of every dead link, in the same words, and nothing of anybody. */
  function expectDead({ status, text }: Seen): void {
    expect(status).to.equal(404);
    expect(text).to.include('This link no longer works. Ask the information governance team on').and.not.to.include('Rhiannon');
  }

  it('that was guessed opens nothing, and looks like one that was used', async () => {
    const guessed = await contact.follow(`${portal.origin}/reply/${randomBytes(32).toString('base64url')}`);
    await contact.follow(link);
    const used = await new ContactBrowser(portal.origin).follow(link);
    expectDead(guessed);
    expectDead(used);
    const plain = (text: string): string => text.replace(/nonce="[^"]*"/g, '');
    expect(plain(used.text)).to.equal(plain(guessed.text));
  });

  it('that is no secret of ours is not looked up', async () => {
    for (const made of ['short', `${secretOf(link)}x`, '..%2Fofficer', "x'--"]) expectDead(await contact.get(`/reply/${made}`));
  });

  it('is swapped once by two who press Start at the same moment', async () => {
    const pressed = await Promise.all([1, 2, 3].map(() => new ContactBrowser(portal.origin).follow(link)));
    expect(pressed.map(({ status }) => status).sort()).to.deep.equal([303, 404, 404]);
  });

  it('dies of age', async () => {
    await behind("update reply_links set expires_at = now() - interval '1 second' where case_id = $1");
    expectDead(await contact.follow(link));
  });

  it('dies with its session when an officer sends a new one', async () => {
    await contact.follow(link);
    const { id } = await dataRequestOf(portal, opened.caseId);
    await officer.post(`/officer/data-requests/${id}/link`, {});
    expectDead(await contact.get('/reply'));
    await portal.work();
    const renewed = linkIn(portal);
    expect(renewed).not.to.equal(link);
    expect((await new ContactBrowser(portal.origin).follow(renewed)).status).to.equal(303);
  });

  it('leads to a session that ends', async () => {
    await contact.follow(link);
    await behind("update reply_links set session_ends_at = now() - interval '1 second' where case_id = $1");
    expectDead(await contact.get('/reply'));
  });

  it('is no session by itself, and its session is no link', async () => {
    contact.cookie = `reply=${secretOf(link)}`;
    expectDead(await contact.get('/reply'));
    contact.cookie = '';
    await contact.follow(link);
    expectDead(await new ContactBrowser(portal.origin).follow(`${portal.origin}/reply/${contact.cookie.slice('reply='.length)}`));
  });

  it('is known by its own cookie alone, and by none where there are two', () => {
    const [one, two] = [1, 2].map(() => randomBytes(32).toString('base64url'));
    const read = (cookie: string, isSecure: boolean): string => replySecretOf({ headers: { cookie } }, { isSecure });
    expect([read(`a=b; __Secure-reply=${one}`, true), read(`reply=${one}`, false)]).to.deep.equal([one, one]);
    expect([read(`reply=${one}`, true), read(`reply=${two}; __Secure-reply=${one}`, true)]).to.deep.equal(['', one]);
    expect([read(`reply=${two}; reply=${one}`, false), read(`__Secure-reply=${two};__Secure-reply=${one}`, true)]).to.deep.equal(['', '']);
  });

  it('sets a cookie for the pages under /reply alone, which no script and no other site can use', async () => {
    const { headers } = await contact.follow(link);
    expect(headers.getSetCookie().join()).to.match(/^reply=[\w-]{43}; Path=\/reply; HttpOnly; SameSite=Strict$/);
  });

  it('lets nobody in anywhere else', async () => {
    await contact.follow(link);
    const send = (path: string): Promise<Response> => fetch(`${portal.origin}${path}`, { redirect: 'manual', headers: { cookie: contact.cookie, accept: 'text/html' } });
    const answers = await Promise.all(['/officer/data-requests', `/officer/cases/${opened.caseId}`, `/officer/cases/${opened.caseId}/collect`].map(send));
    expect(answers.map(({ status, headers }) => [status, headers.get('location')?.startsWith('/sign-in')])).to.deep.equal(answers.map(() => [303, true]));
  });

  it('stands in no table, nor does its session, nor any word that was written behind it', async () => {
    const words = ['file', 'question', 'saidby', 'lookedin'].map(aCanary);
    const [file = '', question = '', saidBy = '', lookedIn = ''] = words;
    await contact.follow(link);
    await contact.upload([{ name: `${file}.pdf`, bytes: `A ${file}.` }]);
    const browser = new ContactBrowser(portal.origin);
    const other = await asked();
    await browser.follow(other.link);
    await browser.post('/reply/ask', { question }, '/reply/ask');
    await contact.post('/reply/send', { saidBy, lookedIn }, '/reply/files');
    await portal.work();
    const admin = new pg.Client({ connectionString: portal.databaseUrl });
    await admin.connect();
    try {
      await admin.query('begin');
      await takeDownTheWalls(admin);
      const { found, rows } = await searchDatabase(admin, new CanarySearch([secretOf(link), contact.cookie.slice('reply='.length), ...words]));
      expect(rows).to.be.above(100);
      expect(found).to.deep.equal([]);
    } finally {
      await admin.query('rollback');
      await admin.end();
    }
  });

  it('opens one data request: what belongs to another stays as it is', async () => {
    await contact.follow(link);
    await contact.upload([{ name: 'mine.pdf', bytes: 'Mine.' }]);
    const fileId = /\/reply\/files\/([\w-]{22})\/remove/.exec((await contact.get('/reply/files')).text)?.[1] ?? '';
    const other = new ContactBrowser(portal.origin);
    await other.follow((await asked()).link);
    await other.post(`/reply/files/${fileId}/remove`, {});
    expect((await contact.get('/reply/files')).text).to.include('mine.pdf');
    expect((await other.get('/reply/files')).text).not.to.include('mine.pdf');
  });

  it('is answered by no form of another site, of another session, or sent in another shape', async () => {
    await contact.follow(link);
    await contact.upload([{ name: 'kept.pdf', bytes: 'Kept.' }]);
    const token = /name="reply_token" value="([^"]+)"/.exec((await contact.get('/reply')).text)?.[1] ?? '';
    const other = new ContactBrowser(portal.origin);
    await other.follow((await asked()).link);
    const theirs = /name="reply_token" value="([^"]+)"/.exec((await other.get('/reply')).text)?.[1] ?? '';
    const fields = { saidBy: 'Somebody', lookedIn: 'Nowhere' };
    const send = async (reply_token: string, { origin = portal.origin, site = 'same-origin', asMultipart = false } = {}): Promise<number> => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, reply_token })) form.append(name, value);
      const body = asMultipart ? form : new URLSearchParams({ ...fields, reply_token });
      return (await fetch(`${portal.origin}/reply/nothing`, { method: 'POST', redirect: 'manual', body, headers: { cookie: contact.cookie, origin, 'sec-fetch-site': site } })).status;
    };
    const refused = [await send(''), await send(theirs), await send(token, { origin: 'https://example.org', site: 'cross-site' }), await send(token, { asMultipart: true })];
    expect(refused).to.deep.equal([403, 403, 403, 403]);
    expect((await dataRequestOf(portal, opened.caseId)).state).to.equal('waiting');
  });

  it('takes no file whose form has not its token', async () => {
    await contact.follow(link);
    const form = new FormData();
    form.append('files', new Blob(['Forged.']), 'forged.pdf');
    form.append('reply_token', 'x');
    const { status } = await fetch(`${portal.origin}/reply/files`, { method: 'POST', redirect: 'manual', body: form, headers: { cookie: contact.cookie, origin: portal.origin, 'sec-fetch-site': 'same-origin' } });
    expect(status).to.equal(403);
    expect((await contact.get('/reply/files')).text).to.include('No file has been uploaded yet.');
  });

  it('shows nothing of what was asked once it was answered', async () => {
    await contact.follow(link);
    await contact.post('/reply/nothing', { saidBy: 'M Pascoe', lookedIn: 'The store' }, '/reply/nothing');
    const again = await contact.get('/reply');
    expect([again.to, (await contact.get('/reply/sent')).text.includes('Rhiannon')]).to.deep.equal(['/reply/sent', false]);
    expect([(await contact.get('/reply/files')).to, (await contact.get('/reply/nothing')).to]).to.deep.equal(['/reply/sent', '/reply/sent']);
  });

  it('tells a person that a contact read their details', async () => {
    await contact.follow(link);
    await contact.get('/reply');
    const looks = await behind("select what from usage_entries where case_id = $1 and actor_kind = 'service-contact'");
    expect(looks).to.deep.equal([{ what: 'data-request' }]);
  });

  describe('for a person at risk', () => {
    it('is never sent, nor is any letter', async () => {
      const lead = await portal.staff(['safeguarding-lead'], 'phishing-resistant');
      const { caseId } = await aCase(portal, { isRestricted: true, ownerAccountId: lead.accountId });
      await lead.post(`/officer/cases/${caseId}/collect`, {});
      await portal.work();
      const { id, reference, due_on: due } = await dataRequestOf(portal, caseId);
      await lead.post(`/officer/data-requests/${id}/link`, {});
      await lead.post(`/officer/data-requests/${id}/chase`, {});
      await portal.climbOn(`${String(Number(due.slice(0, 4)) + 1)}-03-02T10:00:00Z`);
      await portal.work();
      expect(portal.mail.received.filter(({ text }) => text?.includes(reference))).to.deep.equal([]);
    });

    it('is a task of the safeguarding lead instead, who records the answer', async () => {
      const lead = await portal.staff(['safeguarding-lead'], 'phishing-resistant');
      const { caseId } = await aCase(portal, { isRestricted: true, ownerAccountId: lead.accountId });
      await lead.post(`/officer/cases/${caseId}/collect`, {});
      await portal.work();
      const { id, reference } = await dataRequestOf(portal, caseId);
      const [mine, others] = [await lead.get('/officer/data-requests'), await officer.get('/officer/data-requests?view=all')];
      expect(mine.text).to.include(reference).and.to.include('No link is sent for this case.');
      expect(others.text).not.to.include(reference);
      expect((await officer.get(`/officer/data-requests/${id}`)).status).to.equal(404);
      await lead.post(`/officer/data-requests/${id}/record`, { outcome: 'not held', saidBy: 'M Pascoe', lookedIn: 'The store' });
      expect((await dataRequestOf(portal, caseId)).outcome).to.equal('not held');
    });

    it('dies, with its session, when they are known to be at risk', async () => {
      await contact.follow(link);
      const unused = await asked();
      for (const caseId of [opened.caseId, unused.opened.caseId]) await behindTheCurtain(portal, caseId, { sql: 'update cases set is_restricted = true where id = $1', values: [caseId] });
      expectDead(await contact.get('/reply'));
      expectDead(await new ContactBrowser(portal.origin).follow(unused.link));
    });

    it('does not leave when they became so between writing and sending', async () => {
      const one = await aCase(portal, { ownerAccountId: officer.accountId });
      await officer.post(`/officer/cases/${one.caseId}/collect`, {});
      const before = portal.mail.received.length;
      await portal.workOnly('collect-system');
      await behindTheCurtain(portal, one.caseId, { sql: 'update cases set is_restricted = true where id = $1', values: [one.caseId] });
      await portal.work();
      expect(portal.mail.received).to.have.length(before);
    });
  });

  describe('that a signed-in officer follows', () => {
    it('asks for the token of both', async () => {
      await contact.follow(link);
      const both = `${officer.cookie}; ${contact.cookie}`;
      const headers = { cookie: both, origin: portal.origin, 'sec-fetch-site': 'same-origin' };
      const text = await (await fetch(`${portal.origin}/reply/nothing`, { headers })).text();
      const hidden = Object.fromEntries([...text.matchAll(/name="(_csrf|reply_token)" value="([^"]+)"/g)].map(([, name, value]) => [name ?? '', value ?? '']));
      const post = async (fields: Readonly<Record<string, string>>): Promise<number> => (await fetch(`${portal.origin}/reply/nothing`, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams({ ...fields, saidBy: 'A', lookedIn: 'B' }) })).status;
      const [without, withBoth] = [await post({ reply_token: hidden['reply_token'] ?? '' }), await post(hidden)];
      expect([without, withBoth]).to.deep.equal([403, 303]);
    });
  });

  describe('of which many are guessed', () => {
    it('may be tried a few times a minute', async () => {
      const tries: number[] = [];
      for (let count = 0; count < 40; count += 1) tries.push((await contact.follow(`${portal.origin}/reply/${randomBytes(32).toString('base64url')}`)).status);
      expect(tries.at(-1)).to.equal(429);
    });
  });
});
