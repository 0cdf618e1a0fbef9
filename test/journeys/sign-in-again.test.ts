/** Signing in again for one act: it opens that one thing, loses nothing typed, and never sends a form by itself. */

import { expect } from 'chai';
import { PersonaBrowser, type PersonaChoice } from '../support/persona-browser.ts';
import { dylan, heading, kindWith, signInDoors, whoIs, type Who } from '../support/sign-in-doors.ts';
import { startWholePortal, type WholePortal } from '../support/whole-portal.ts';

const marion: PersonaChoice = { persona: 'marion-tregenza', authenticator: 'two-factor' };

describe('signing in again for one act', () => {
  let portal: WholePortal;
  let browser: PersonaBrowser;

  const who = (): Promise<Who> => whoIs(browser, portal.origin);

  before(async () => {
    portal = await startWholePortal({ routes: signInDoors });
  });

  after(() => portal.close());

  beforeEach(async () => {
    browser = new PersonaBrowser(portal.origin);
    await browser.enter('resident', dylan, '/who');
  });

  it('is asked for in the same words for everyone, with a program told in the header', async () => {
    const page = await browser.go(`${portal.origin}/answers/one`);
    expect([page.status, heading(page)]).to.deep.equal([401, 'Sign in again to carry on']);
    expect(page.text).to.include('We ask everyone to sign in again here. It helps to keep this safe. Nothing is lost.');
    expect(page.headers.get('www-authenticate')).to.include('insufficient_user_authentication');
  });

  it('opens that one thing and no other', async () => {
    const asked = await browser.press(await browser.go(`${portal.origin}/answers/one`), '/sign-in/again');
    const opened = await browser.choose(asked, dylan);
    expect(JSON.parse(opened.text)).to.deep.equal({ opened: 'one' });
    expect((await browser.go(`${portal.origin}/answers/two`)).status).to.equal(401);
  });

  it('gives the session another id and keeps the person', async () => {
    const before = browser.cookieNamed('session');
    await browser.choose(await browser.press(await browser.go(`${portal.origin}/answers/one`), '/sign-in/again'), dylan);
    expect(browser.cookieNamed('session')).not.to.equal(before);
    expect(await kindWith(before, portal.origin)).to.equal('visitor');
    expect((await who()).kind).to.equal('resident');
  });

  it('opens nothing when it comes back weaker, and the person is still signed in', async () => {
    const asked = await browser.press(await browser.go(`${portal.origin}/answers/one`), '/sign-in/again');
    const weaker = await browser.choose(asked, { ...dylan, authenticator: 'one-factor' });
    expect(weaker.status).to.equal(403);
    expect(weaker.text).to.include('That sign-in was not enough for this page. You are still signed in. Nothing was opened.');
    expect((await who()).kind).to.equal('resident');
    expect((await browser.go(`${portal.origin}/answers/one`)).status).to.equal(401);
  });

  it('can be tried again from the page that says it was weaker', async () => {
    const asked = await browser.press(await browser.go(`${portal.origin}/answers/one`), '/sign-in/again');
    const weaker = await browser.choose(asked, { ...dylan, authenticator: 'one-factor' });
    const opened = await browser.choose(await browser.press(weaker, '/sign-in/again'), dylan);
    expect(JSON.parse(opened.text)).to.deep.equal({ opened: 'one' });
  });

  it('signs out everybody when it comes back as somebody else', async () => {
    const before = browser.cookieNamed('session');
    const asked = await browser.press(await browser.go(`${portal.origin}/answers/one`), '/sign-in/again');
    const other = await browser.choose(asked, marion);
    expect(other.text).to.include('We have signed you out. The second sign-in was for another account. Nothing was opened.');
    expect([await kindWith(before, portal.origin), (await who()).kind]).to.deep.equal(['visitor', 'visitor']);
  });

  it('keeps a form sent at that moment, shows it again and never sends it by itself', async () => {
    const words = 'Please read this "first" <b>& carefully</b>';
    const page = await browser.go(`${portal.origin}/still-here`);
    const asked = await browser.press(page, '/still-here', { return: '/answers/one' });
    const sent = await browser.press(asked, '/sign-in/again', { form: JSON.stringify({ action: '/answers/one/note', kept: { words } }) });
    const weaker = await browser.choose(sent, { ...dylan, authenticator: 'one-factor' });
    const shown = await browser.choose(await browser.press(weaker, '/sign-in/again'), dylan);
    expect([new URL(shown.address).pathname, heading(shown)]).to.deep.equal(['/sign-in/again/form', 'Look at this, then send it']);
    expect(JSON.parse((await browser.press(shown, '/answers/one/note')).text)).to.deep.equal({ noted: 'one', words });
  });

  it('asks for the form’s own step-up first', async () => {
    const { text } = await browser.go(`${portal.origin}/still-here`);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const asked = await browser.go(`${portal.origin}/answers/one/note`, { words: 'my words', _csrf: token });
    expect(asked.status).to.equal(401);
    const shown = await browser.choose(await browser.press(asked, '/sign-in/again'), dylan);
    expect(shown.text).to.include('my words');
    expect(shown.text).not.to.include(`name="_csrf" value="${token}"><input type="hidden" name="_csrf"`);
  });

  it('leaves nothing of a kept form in plain in the sessions', async () => {
    const asked = await browser.go(`${portal.origin}/answers/one`);
    await browser.choose(await browser.press(asked, '/sign-in/again', { form: JSON.stringify({ action: '/answers/one/note', kept: { words: 'my secret words' } }) }), dylan);
    const rows = await portal.query('select data::text as data from sessions');
    expect(rows.filter((row) => String(row['data']).includes('secret words'))).to.deep.equal([]);
  });

  it('is not begun for words that no page of ours sends', async () => {
    const page = await browser.go(`${portal.origin}/answers/one`);
    for (const fields of [{ act: 'toString' }, { act: 'approve-bundle' }, { object: '<script>' }]) {
      expect((await browser.press(page, '/sign-in/again', fields)).status).to.equal(404);
    }
  });

  it('stays in the frame of officers for an officer, also when it comes back weaker', async () => {
    const officer = new PersonaBrowser(portal.origin);
    const grace: PersonaChoice = { persona: 'grace-okafor', authenticator: 'phishing-resistant' };
    await officer.enter('staff', grace, '/who');
    const asked = await officer.go(`${portal.origin}/sign-in/again?act=approve-bundle&object=one&return=/who`);
    const weaker = await officer.choose(await officer.press(asked, '/sign-in/again'), { ...grace, authenticator: 'one-factor' });
    expect([weaker.status, heading(weaker)]).to.deep.equal([403, 'That sign-in was not enough']);
    expect([asked, weaker].map(({ text }) => text.includes('Your roles: Approver'))).to.deep.equal([true, true]);
  });
});
