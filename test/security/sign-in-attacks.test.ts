/** A sign-in meets every lie a provider, a network or another browser can tell, and refuses each in its own word. */

import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { clientId, startHostileProvider, subject, type HostileProvider, type Misdeeds } from '../support/hostile-provider.ts';
import { Browser, startPortal, type Answer, type Portal } from '../support/sign-in-portal.ts';

const hour = 3600;

describe('signing in through a hostile world', () => {
  let resident: HostileProvider;
  let staff: HostileProvider;
  let portal: Portal;
  let browser: Browser;

  before(async () => {
    resident = await startHostileProvider('/resident');
    staff = await startHostileProvider('/staff');
    portal = await startPortal({ resident: resident.issuer, staff: staff.issuer });
  });

  after(async () => {
    await Promise.all([portal.close(), resident.close(), staff.close()]);
  });

  beforeEach(() => {
    browser = new Browser(portal.origin);
    resident.misbehave({});
    portal.wish = {};
  });

  /** The process is alive when the next honest sign-in works. */
  afterEach(async () => {
    resident.misbehave({});
    portal.wish = {};
    const answer = await new Browser(portal.origin).signIn('resident');
    expect(answer.signedIn?.subject, 'an honest sign-in afterwards').to.equal(subject);
  });

  async function afterMisdeeds(misdeeds: Misdeeds): Promise<Answer> {
    resident.misbehave(misdeeds);
    return browser.signIn('resident');
  }

  describe('an honest sign-in', () => {
    it('gives issuer, subject, strength and time as the provider told them', async () => {
      const { signedIn, profile } = await browser.signIn('resident');
      expect(signedIn).to.include({ subject, issuer: resident.issuer, acr: 'urn:fairsight:acr:two-factor', identity: 'P2', provider: 'resident' });
      expect(profile?.name).to.equal('Ada Example');
    });

    it('asks with PKCE, a nonce and a state of its own each time', async () => {
      await browser.signIn('resident');
      await browser.signIn('resident');
      const [one, two] = resident.asked.slice(-2);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        expect(one?.get(name)).to.have.length.greaterThan(40);
        expect(one?.get(name)).not.to.equal(two?.get(name));
      }
      expect(one?.get('code_challenge_method')).to.equal('S256');
      expect(one?.get('scope')).to.equal('openid profile');
    });

    it('takes its callback address from configuration, whatever host the browser names', async () => {
      const response = await fetch(`${portal.origin}/sign-in/resident`, {
        method: 'POST', redirect: 'manual', headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
      });
      const to = new URL(response.headers.get('location') ?? '');
      expect(to.searchParams.get('redirect_uri')).to.equal(`${portal.origin}/sign-in/resident/callback`);
    });

    it('works in two tabs, finished in either order', async () => {
      const first = await browser.comeBack(await browser.press('resident'));
      const second = await browser.comeBack(await browser.press('resident'));
      expect((await browser.open(second)).signedIn?.subject).to.equal(subject);
      expect((await browser.open(first)).signedIn?.subject).to.equal(subject);
    });
  });

  describe('an ID token', () => {
    const signings = ['alg-none', 'wrong-key', 'hs256-with-public-key', 'embedded-jwk', 'unknown-kid'] as const;
    for (const signing of signings) {
      it(`is refused when signed by ${signing}`, async () => {
        expect(await afterMisdeeds({ signing })).to.deep.equal({ refused: 'token-refused' });
      });
    }

    const now = Math.floor(Date.now() / 1000);
    const changes: readonly (readonly [string, Record<string, unknown>])[] = [
      ['for another audience', { aud: 'somebody-else' }],
      ['for two audiences without saying for which', { aud: [clientId, 'somebody-else'] }],
      ['authorised for another party', { azp: 'somebody-else' }],
      ['by another issuer', { iss: 'http://127.0.0.1:1/resident' }],
      ['with another nonce', { nonce: 'another' }],
      ['without a nonce', { nonce: undefined }],
      ['that expired', { exp: now - hour }],
      ['whose expiry is a word', { exp: 'never' }],
      ['without an expiry', { exp: undefined }],
      ['not valid yet', { nbf: now + hour }],
      ['issued an hour ahead', { iat: now + hour }],
      ['issued an hour ago', { iat: now - hour, exp: now + hour }],
      ['without an issue time', { iat: undefined }],
      ['without a sign-in time', { auth_time: undefined }],
      ['whose sign-in time is a word', { auth_time: 'now' }],
      ['whose sign-in is an hour ahead', { auth_time: now + hour }],
      ['without a subject', { sub: undefined }],
      ['with an empty subject', { sub: '' }],
    ];
    for (const [name, change] of changes) {
      it(`is refused ${name}`, async () => {
        const answer = await afterMisdeeds({ claims: (claims) => withoutUndefined({ ...claims, ...change }) });
        expect(answer).to.deep.equal({ refused: 'token-refused' });
      });
    }
  });

  describe('a callback', () => {
    it('is refused when replayed', async () => {
      const back = await browser.comeBack(await browser.press('resident'));
      expect((await browser.open(back)).signedIn?.subject).to.equal(subject);
      const calls = resident.tokenCalls();
      expect(await browser.open(back)).to.deep.equal({ refused: 'unknown-transaction' });
      expect(resident.tokenCalls()).to.equal(calls);
    });

    it('is exchanged once when it arrives twice at the same moment', async () => {
      const back = await browser.comeBack(await browser.press('resident'));
      const answers = await Promise.all([browser.open(back), browser.open(back)]);
      expect(answers.filter((answer) => answer.signedIn !== undefined)).to.have.length.at.most(1);
    });

    it('is refused in another browser', async () => {
      const back = await browser.comeBack(await browser.press('resident'));
      expect(await new Browser(portal.origin).open(back)).to.deep.equal({ refused: 'unknown-transaction' });
    });

    it('is refused with a code stolen from another browser', async () => {
      const stolen = new URL(await browser.comeBack(await browser.press('resident')));
      const thief = new Browser(portal.origin);
      const own = new URL(await thief.comeBack(await thief.press('resident')));
      own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
      expect(await thief.open(own.href)).to.deep.equal({ refused: 'token-refused' });
    });

    it('is refused at the other provider’s door', async () => {
      const back = await browser.comeBack(await browser.press('resident'));
      expect(await browser.open(back.replace('/sign-in/resident/', '/sign-in/staff/'))).to.deep.equal({ refused: 'wrong-provider' });
    });

    it('is refused when another issuer says it answers', async () => {
      const back = new URL(await browser.comeBack(await browser.press('resident')));
      back.searchParams.set('iss', staff.issuer);
      expect(await browser.open(back.href)).to.deep.equal({ refused: 'wrong-provider' });
    });

    it('is refused when the issuer that always says so does not', async () => {
      const answer = await afterMisdeeds({ answers: (parameters) => { parameters.delete('iss'); } });
      expect(answer).to.deep.equal({ refused: 'token-refused' });
    });

    const malformed: readonly (readonly [string, (query: URLSearchParams) => void])[] = [
      ['without a state', (query) => { query.delete('state'); }],
      ['with two states', (query) => { query.append('state', 'other'); }],
      ['with two codes', (query) => { query.append('code', 'other'); }],
      ['without a code', (query) => { query.delete('code'); }],
      ['with an empty code', (query) => { query.set('code', ''); }],
      ['with an oversized code', (query) => { query.set('code', 'x'.repeat(3_000)); }],
      ['with an oversized query', (query) => { query.set('more', 'x'.repeat(5_000)); }],
      ['with an oversized state', (query) => { query.set('state', 'x'.repeat(200)); }],
      ['with a code and an error', (query) => { query.set('error', 'access_denied'); }],
      ['with a null character', (query) => { query.set('code', 'a\u0000b'); }],
      ['with two issuers', (query) => { query.append('iss', 'other'); }],
    ];
    for (const [name, spoil] of malformed) {
      it(`is refused ${name}`, async () => {
        const answer = await afterMisdeeds({ answers: spoil });
        expect(answer).to.deep.equal({ refused: 'malformed-answer' });
      });
    }

    it('is refused with a state made of a property every object has', async () => {
      const address = `${portal.origin}/sign-in/resident/callback?code=x&state=`;
      for (const state of ['__proto__', 'constructor', 'toString']) {
        expect(await browser.open(address + state)).to.deep.equal({ refused: 'unknown-transaction' });
      }
    });

    it('cannot be made to fail by a stranger: an error counts only with a state that is ours', async () => {
      const forged = `${portal.origin}/sign-in/resident/callback?error=access_denied&error_description=Phone+the+council&state=guess`;
      const back = await browser.comeBack(await browser.press('resident'));
      expect(await browser.open(forged)).to.deep.equal({ refused: 'unknown-transaction' });
      expect((await browser.open(back)).signedIn?.subject).to.equal(subject);
    });

    it('says that a person cancelled, and nothing the provider wrote', async () => {
      const answer = await afterMisdeeds({ answers: errorAnswer('access_denied') });
      expect(answer).to.deep.equal({ refused: 'cancelled' });
    });

    it('says that the provider refused, and nothing the provider wrote', async () => {
      const answer = await afterMisdeeds({ answers: errorAnswer('temporarily_unavailable') });
      expect(answer).to.deep.equal({ refused: 'provider-refused' });
    });
  });

  describe('a provider that fails', () => {
    const answersWith = (status: number, type: string, body: string) => (response: ServerResponse) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    const hangs = (): void => undefined;

    it('is refused when its user information is about somebody else', async () => {
      const answer = await afterMisdeeds({ userInfo: answersWith(200, 'application/json', '{"sub":"attacker-chosen"}') });
      expect(answer).to.deep.equal({ refused: 'token-refused' });
    });

    const failures: readonly (readonly [string, Misdeeds, string])[] = [
      ['user information is an HTML page with status 502', { userInfo: answersWith(502, 'text/html', '<h1>Bad gateway</h1>') }, 'provider-unavailable'],
      ['user information is an HTML page with status 200', { userInfo: answersWith(200, 'text/html', '<h1>Hello</h1>') }, 'provider-unavailable'],
      ['user information hangs', { userInfo: hangs }, 'provider-unavailable'],
      ['user information has names that are not text', { userInfo: answersWith(200, 'application/json', `{"sub":"${subject}","name":{"$ne":1}}`) }, 'token-refused'],
      ['token endpoint hangs', { token: hangs }, 'provider-unavailable'],
      ['token endpoint answers 500', { token: answersWith(500, 'text/plain', 'no') }, 'provider-unavailable'],
      ['token endpoint answers HTML', { token: answersWith(200, 'text/html', '<p>') }, 'provider-unavailable'],
      ['token endpoint redirects', { token: (response) => { response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(); } }, 'provider-unavailable'],
      ['token endpoint sends a megabyte', { token: answersWith(200, 'application/json', ' '.repeat(1_000_000)) }, 'provider-unavailable'],
      ['token endpoint drops the connection', { token: (response) => { response.destroy(); } }, 'provider-unavailable'],
      ['token endpoint sends no ID token', { token: answersWith(200, 'application/json', '{"access_token":"x","token_type":"Bearer"}') }, 'token-refused'],
    ];
    for (const [name, misdeeds, why] of failures) {
      it(`is refused when its ${name}`, async () => {
        expect(await afterMisdeeds(misdeeds)).to.deep.equal({ refused: why });
      });
    }
  });

  describe('a sign-in that was asked to be strong, fresh or by one person', () => {
    it('is refused when it comes back weaker', async () => {
      portal.wish = { neededStrength: 'phishing-resistant' };
      expect(await browser.signIn('resident')).to.deep.equal({ refused: 'too-weak' });
    });

    it('is refused when its strength is a word we do not know', async () => {
      const answer = await afterMisdeeds({ claims: (claims) => ({ ...claims, acr: 'super-strong' }) });
      expect(answer).to.deep.equal({ refused: 'too-weak' });
    });

    it('is refused when the provider ignores max_age', async () => {
      portal.wish = { maxAgeSeconds: 300 };
      const answer = await afterMisdeeds({ claims: (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1000) - 400 }) });
      expect(answer).to.deep.equal({ refused: 'too-old' });
    });

    it('is refused when a new sign-in was demanded and an old one comes back', async () => {
      portal.wish = { maxAgeSeconds: 0 };
      const answer = await afterMisdeeds({ claims: (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1000) - 30 }) });
      expect(answer).to.deep.equal({ refused: 'too-old' });
      expect(resident.asked.at(-1)?.get('prompt')).to.equal('login');
      expect(resident.asked.at(-1)?.get('max_age')).to.equal('0');
    });

    it('is refused when somebody else comes back', async () => {
      portal.wish = { expectedSubject: 'another-person' };
      expect(await browser.signIn('resident')).to.deep.equal({ refused: 'somebody-else' });
    });

    it('asks with every word that is strong enough', async () => {
      portal.wish = { neededStrength: 'two-factor' };
      await browser.signIn('resident');
      expect(resident.asked.at(-1)?.get('acr_values')).to.equal('urn:fairsight:acr:two-factor urn:fairsight:acr:phishing-resistant');
    });
  });
});

function errorAnswer(error: string): (parameters: URLSearchParams) => void {
  return (parameters) => {
    parameters.delete('code');
    parameters.set('error', error);
    parameters.set('error_description', 'Please phone 01632 960999 now');
  };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
