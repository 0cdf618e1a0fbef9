/** Signing in, signing out and leaving quickly, at the real pages and the demonstration's provider. */

import { expect } from 'chai';
import { castMember } from '../../server/connected-systems/demo/people.ts';
import { PersonaBrowser, type PersonaChoice } from '../support/persona-browser.ts';
import { dylan, heading, kindWith, signInDoors, whoIs, type Who } from '../support/sign-in-doors.ts';
import { startWholePortal, type WholePortal } from '../support/whole-portal.ts';

describe('signing in to the portal', () => {
  let portal: WholePortal;
  let browser: PersonaBrowser;

  before(async () => {
    portal = await startWholePortal({ routes: signInDoors, withoutAccount: ['deb-nance'] });
  });

  after(() => portal.close());

  beforeEach(() => {
    browser = new PersonaBrowser(portal.origin);
  });

  const who = (as = browser): Promise<Who> => whoIs(as, portal.origin);

  describe('as a resident', () => {
    it('starts nothing by opening the page', async () => {
      const page = await browser.go(`${portal.origin}/sign-in`);
      expect([page.status, heading(page)]).to.deep.equal([200, 'Sign in']);
      expect(await portal.query('select from sessions')).to.deep.equal([]);
    });

    it('leads back to the place asked for', async () => {
      const shown = await browser.enter('resident', dylan, '/who');
      expect(JSON.parse(shown.text)).to.include({ kind: 'resident' });
    });

    it('finds the same account again, by issuer and subject', async () => {
      await browser.enter('resident', dylan, '/who');
      const again = new PersonaBrowser(portal.origin);
      await again.enter('resident', dylan, '/who');
      expect((await who(again)).account).to.equal((await who()).account);
      const [account] = await portal.query('select * from accounts where id = $1', [(await who()).account]);
      expect(account).to.include({ provider: 'resident', issuer: portal.provider.issuers.resident, subject: castMember('dylan-osei').signIn.subject });
    });

    it('keeps what the provider told about the person under seal', async () => {
      await browser.enter('resident', dylan, '/who');
      const [account] = await portal.query('select sealed_profile from accounts where id = $1', [(await who()).account]);
      const sealed = account?.['sealed_profile'];
      expect(Buffer.isBuffer(sealed) && sealed.length > 40 && !sealed.includes('Osei')).to.equal(true);
    });

    it('keeps the provider’s token under seal, and out of what every request reads', async () => {
      const [row] = await portal.query("select data::text as data, encode(sealed_id_token, 'escape') as sealed from sessions where account_id is not null order by created_at desc limit 1");
      expect(String(row?.['data'])).to.include('accountId').and.not.include('eyJ').and.not.include('oken":"e');
      expect(String(row?.['sealed'])).to.have.length.above(200).and.not.include('eyJ');
    });

    it('leaves an audit entry without a name', async () => {
      await browser.enter('resident', dylan, '/who');
      const entries = await portal.auditEntries((await who()).account ?? '');
      expect(entries.length).to.be.greaterThan(0);
      expect(JSON.stringify(entries)).not.to.match(/Osei|Dylan/);
    });

    it('makes one account when two tabs finish at the same moment', async () => {
      const tabs = [new PersonaBrowser(portal.origin), new PersonaBrowser(portal.origin), new PersonaBrowser(portal.origin)];
      const stefan: PersonaChoice = { persona: 'stefan-brandt', authenticator: 'two-factor' };
      const shown = await Promise.all(tabs.map((tab) => tab.enter('resident', stefan, '/who')));
      expect(shown.map((each) => each.status)).to.deep.equal([200, 200, 200]);
      expect(await portal.query('select from accounts where subject = $1', [castMember('stefan-brandt').signIn.subject])).to.have.length(1);
    });

    it('works in two tabs of one browser, finished in either order', async () => {
      const first = await browser.press(await browser.go(`${portal.origin}/sign-in?return=/who`), '/sign-in/resident');
      const second = await browser.press(await browser.go(`${portal.origin}/sign-in?return=/who`), '/sign-in/resident');
      expect((await browser.choose(second, dylan)).status).to.equal(200);
      const late = await browser.choose(first, dylan);
      expect([late.status, (await who()).kind]).to.deep.equal([200, 'resident']);
    });
  });

  describe('the session', () => {
    it('has another id after signing in, and the old one is nobody’s', async () => {
      const page = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
      const before = browser.cookieNamed('session');
      await browser.choose(page, dylan);
      expect(before).not.to.equal('');
      expect(browser.cookieNamed('session')).not.to.equal(before);
      expect(await kindWith(before, portal.origin)).to.equal('visitor');
    });

    it('ends on the server when the person signs out, and at the provider too', async () => {
      await browser.enter('resident', dylan, '/who');
      const before = browser.cookieNamed('session');
      const page = await browser.go(`${portal.origin}/still-here?return=/who`);
      const leaving = await browser.press(page, '/sign-out');
      const left = await browser.press(leaving, new URL(/action="([^"]+)"/.exec(leaving.text)?.[1] ?? '', leaving.address).href, { logout: 'yes' });
      expect([left.address, heading(left)]).to.deep.equal([`${portal.origin}/signed-out`, 'You are signed out']);
      expect(await kindWith(before, portal.origin)).to.equal('visitor');
      const again = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
      expect(again.text).to.include('name="persona"');
    });

    it('is not begun for an account that was disabled', async () => {
      const leila: PersonaChoice = { persona: 'leila-marchetti', authenticator: 'two-factor' };
      await browser.enter('resident', leila, '/who');
      const { account } = await who();
      await portal.query('update accounts set disabled_at = now() where id = $1', [account]);
      const refused = await new PersonaBrowser(portal.origin).enter('resident', leila, '/who');
      expect([refused.status, heading(refused)]).to.deep.equal([403, 'This account is closed']);
    });
  });

  describe('an address to return to', () => {
    const hostile = [
      'https://evil.example/', '//evil.example/', '/\\evil.example', '/%5cevil.example/../..//evil.example', 'javascript:alert(1)', '/\t/evil.example',
      '/..//evil.example', '\\\\evil.example', '/sign-out', '/who\r\nSet-Cookie: a=b', 'http:evil.example', '/./sign-in/again',
    ];
    for (const address of hostile) {
      it(`is never ${JSON.stringify(address)}`, async () => {
        const page = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident', { return: address });
        const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? '';
        let response = await browser.once(new URL(action, page.address).href, { ...dylan });
        while (response.headers.get('location')?.includes('/callback') === false) {
          response = await browser.once(new URL(response.headers.get('location') ?? '', response.url).href);
        }
        response = await browser.once(response.headers.get('location') ?? '');
        const to = new URL(response.headers.get('location') ?? '', portal.origin);
        expect(to.origin).to.equal(portal.origin);
        expect(to.pathname).not.to.match(/^\/\/|sign-|evil\.example\/$/);
      });
    }
  });

  describe('as staff', () => {
    it('needs an account that was given beforehand', async () => {
      const shown = await browser.enter('staff', { persona: 'deb-nance', authenticator: 'phishing-resistant' });
      expect([shown.status, heading(shown)]).to.deep.equal([403, 'You do not have a staff account here']);
      expect((await who()).kind).to.equal('visitor');
    });

    it('leads an officer to the cases and a councillor to the guidance', async () => {
      const officer = await browser.enter('staff', { persona: 'ewan-lister', authenticator: 'phishing-resistant' });
      const councillor = await new PersonaBrowser(portal.origin).enter('staff', { persona: 'june-hext', authenticator: 'two-factor' });
      expect([new URL(officer.address).pathname, new URL(councillor.address).pathname]).to.deep.equal(['/officer', '/councillor']);
    });

    it('is never the same as a resident who has the same subject', async () => {
      await portal.query('insert into accounts (id, provider, issuer, subject) values ($1, $2, $3, $4)', [
        'resident-with-same-subject', 'resident', portal.provider.issuers.resident, castMember('grace-okafor').signIn.subject,
      ]);
      await browser.enter('staff', { persona: 'grace-okafor', authenticator: 'phishing-resistant' }, '/who');
      expect(await who()).to.include({ kind: 'staff' });
      expect((await who()).account).not.to.equal('resident-with-same-subject');
    });
  });

  describe('when something is wrong on the way', () => {
    it('says so plainly when a callback is replayed, and the person stays signed in', async () => {
      const replayed = await browser.go(`${portal.origin}/sign-in/resident/callback?code=x&state=y`);
      expect([replayed.status, heading(replayed)]).to.deep.equal([400, 'We could not finish signing you in']);
      await browser.enter('resident', dylan, '/who');
      await browser.go(`${portal.origin}/sign-in/resident/callback?code=x&state=y`);
      expect((await who()).kind).to.equal('resident');
    });

    it('says so plainly when the person cancels', async () => {
      const page = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
      const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const cancelled = await browser.go(`${new URL(action, page.address).href}/cancel`, {});
      expect(heading(cancelled)).to.equal('You did not sign in');
    });

    it('starts nothing for a page of another site', async () => {
      const response = await fetch(`${portal.origin}/sign-in/resident`, {
        method: 'POST', redirect: 'manual', headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      });
      expect(response.status).to.equal(403);
    });
  });

  describe('leaving quickly', () => {
    it('ends the session, clears the browser and goes to the configured page', async () => {
      await browser.enter('resident', dylan, '/who');
      const before = browser.cookieNamed('session');
      const response = await browser.once(`${portal.origin}/exit`, {});
      expect([response.status, response.headers.get('location')]).to.deep.equal([303, 'https://weather.example.org/']);
      expect(response.headers.get('clear-site-data')).to.equal('"cache", "cookies", "storage"');
      expect(await kindWith(before, portal.origin)).to.equal('visitor');
    });

    it('works without a session, and with an old token', async () => {
      expect((await browser.once(`${portal.origin}/exit`, {})).status).to.equal(303);
      await browser.enter('resident', dylan, '/who');
      expect((await browser.once(`${portal.origin}/exit`, { _csrf: 'old' })).status).to.equal(303);
    });
  });

  describe('on a shared device', () => {
    it('asks the next person who they are, although the provider still knows the last', async () => {
      await browser.enter('resident', dylan, '/who');
      await browser.once(`${portal.origin}/exit`, {});
      const next = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
      expect(next.text).to.include('name="persona"');
    });
  });

  describe('being asked whether one is still there', () => {
    it('hides what was on screen and leads back', async () => {
      await browser.enter('resident', dylan, '/who');
      const page = await browser.go(`${portal.origin}/still-here?return=/who`);
      expect(heading(page)).to.equal('Do you need more time?');
      expect(JSON.parse((await browser.press(page, '/still-here')).text)).to.include({ kind: 'resident' });
    });

    it('shows the signed-out page to whoever is gone', async () => {
      expect(heading(await browser.go(`${portal.origin}/still-here?return=/who`))).to.equal('You are signed out');
    });
  });
});

describe('leaving quickly when nothing else works', () => {
  it('still leads away, and takes the session’s id from the browser', async () => {
    const portal = await startWholePortal({ routes: signInDoors, writesAMinute: 4 });
    const browser = new PersonaBrowser(portal.origin);
    await browser.enter('resident', dylan, '/who');
    for (let press = 0; press < 5; press += 1) expect((await browser.once(`${portal.origin}/exit`, {})).status).to.equal(303);
    await browser.enter('resident', dylan, '/who');
    await portal.tools.database.close();
    const response = await browser.once(`${portal.origin}/exit`, {});
    expect([response.status, response.headers.get('location')]).to.deep.equal([303, 'https://weather.example.org/']);
    expect(response.headers.get('clear-site-data')).to.include('cookies');
    await portal.close();
  });
});

describe('signing in while the provider is away', () => {
  it('is a clear page, and leaving still works', async () => {
    const portal = await startWholePortal({ routes: signInDoors });
    const browser = new PersonaBrowser(portal.origin);
    await portal.provider.close();
    const away = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
    expect([away.status, heading(away)]).to.deep.equal([503, 'Signing in does not work right now']);
    expect((await browser.go(`${portal.origin}/sign-out`, {})).status).to.equal(200);
    await portal.close();
  });
});
