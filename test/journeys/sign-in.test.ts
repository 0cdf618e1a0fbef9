import { expect } from 'chai';
import { castMember } from '../../server/connected-systems/demo/people.ts';
import type { Actor } from '../../server/platform/actor.ts';
import { StepUpNeeded } from '../../server/platform/errors.ts';
import { get, open, post, type Guard } from '../../server/platform/permit.ts';
import { PersonaBrowser, type PersonaChoice, type Shown } from '../support/persona-browser.ts';
import { startWholePortal, type WholePortal } from '../support/whole-portal.ts';

/** A door of the tests' own that needs a sign-in made for the thing it opens. */
const opensOneAnswer: Guard<{ readonly id: string }, Actor> = {
  action: 'open', who: 'resident', stepUp: 'open-answer',
  admit: (house, actor, req) => {
    const asked = { act: 'open-answer', object: String(req.params['id']) };
    const needed = house.stepUp(asked, { actor, session: req.session }, house.clock.now());
    if (needed !== null) throw new StepUpNeeded({ ...asked, ...needed, returnTo: req.originalUrl });
    return Promise.resolve({ actor, thing: { id: asked.object } });
  },
};

const routes = [
  get('/who', open('a test asks'), ({ actor, json }) => json({ kind: actor.kind, account: 'accountId' in actor ? actor.accountId : null })),
  post('/answers/:id/note', opensOneAnswer, ({ thing, posted, json }) => json({ noted: thing.id, words: posted['words'] ?? null })),
  get('/answers/:id', opensOneAnswer, ({ thing, json }) => json({ opened: thing.id })),
];

const dylan: PersonaChoice = { persona: 'dylan-osei', authenticator: 'two-factor' };
const marion: PersonaChoice = { persona: 'marion-tregenza', authenticator: 'two-factor' };

function heading(shown: Shown): string {
  return /<h1[^>]*>([^<]*)<\/h1>/.exec(shown.text)?.[1] ?? shown.text.slice(0, 200);
}

describe('signing in to the portal', () => {
  let portal: WholePortal;
  let browser: PersonaBrowser;

  before(async () => {
    portal = await startWholePortal({ routes, withoutAccount: ['deb-nance'] });
  });

  after(() => portal.close());

  beforeEach(() => {
    browser = new PersonaBrowser(portal.origin);
  });

  async function who(as = browser): Promise<{ readonly kind: string; readonly account: string | null }> {
    return JSON.parse((await as.go(`${portal.origin}/who`)).text) as { readonly kind: string; readonly account: string | null };
  }

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
      expect(await kindWith(before)).to.equal('visitor');
    });

    it('ends on the server when the person signs out, and at the provider too', async () => {
      await browser.enter('resident', dylan, '/who');
      const before = browser.cookieNamed('session');
      const page = await browser.go(`${portal.origin}/still-here?return=/who`);
      const leaving = await browser.press(page, '/sign-out');
      const left = await browser.press(leaving, new URL(/action="([^"]+)"/.exec(leaving.text)?.[1] ?? '', leaving.address).href, { logout: 'yes' });
      expect([left.address, heading(left)]).to.deep.equal([`${portal.origin}/signed-out`, 'You are signed out']);
      expect(await kindWith(before)).to.equal('visitor');
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

  async function kindWith(cookie: string): Promise<string> {
    const response = await fetch(`${portal.origin}/who`, { headers: { cookie } });
    return (await response.json() as { readonly kind: string }).kind;
  }

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

  describe('signing in again for one act', () => {
    beforeEach(async () => {
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
      expect(await kindWith(before)).to.equal('visitor');
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
      expect([await kindWith(before), (await who()).kind]).to.deep.equal(['visitor', 'visitor']);
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
      expect(await kindWith(before)).to.equal('visitor');
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
    const portal = await startWholePortal({ routes, writesAMinute: 4 });
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
    const portal = await startWholePortal({ routes });
    const browser = new PersonaBrowser(portal.origin);
    await portal.provider.close();
    const away = await browser.press(await browser.go(`${portal.origin}/sign-in`), '/sign-in/resident');
    expect([away.status, heading(away)]).to.deep.equal([503, 'Signing in does not work right now']);
    expect((await browser.go(`${portal.origin}/sign-out`, {})).status).to.equal(200);
    await portal.close();
  });
});
