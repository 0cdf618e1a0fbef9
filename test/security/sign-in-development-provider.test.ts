/** The development provider signs invented people in, and never stands where real people are. */

import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../server/platform/config.ts';
import { startDevelopmentProvider, type DevelopmentProvider } from '../../server/sign-in/development-provider/server.ts';
import { personasOf } from '../../server/sign-in/development-provider/personas.ts';
import { providerSettings } from '../../server/sign-in/provider-settings.ts';
import { PersonaBrowser } from '../support/persona-browser.ts';
import { clientId } from '../support/hostile-provider.ts';
import { startPortal, type Portal } from '../support/sign-in-portal.ts';

const clients = {
  resident: { clientId, clientSecret: 'not-a-secret' },
  staff: { clientId, clientSecret: 'not-a-secret' },
};

describe('the development provider', () => {
  let provider: DevelopmentProvider;
  let portal: Portal;
  let browser: PersonaBrowser;
  const [resident, other] = personasOf('resident');

  before(async () => {
    const issuers = { resident: '', staff: '' };
    portal = await startPortal(issuers);
    provider = await startDevelopmentProvider({ url: 'http://127.0.0.1:0', portal: portal.origin, clients, isProduction: false });
    Object.assign(issuers, provider.issuers);
    portal.connect();
  });

  after(async () => {
    await Promise.all([portal.close(), provider.close()]);
  });

  beforeEach(() => {
    browser = new PersonaBrowser(portal.origin);
    portal.wish = {};
  });

  it('tells who the person is, how they signed in and when, in tokens', async () => {
    const answer = await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    expect(answer.signedIn).to.deep.include({
      subject: resident?.subject, acr: 'urn:fairsight:acr:two-factor', amr: ['pwd', 'otp', 'mfa'], identity: resident?.claims['vot'],
    });
    expect(answer.profile?.name).to.equal(resident?.name);
  });

  it('lets a person stay signed in there, without asking again', async () => {
    await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    const again = await browser.signIn('resident', null);
    expect(again.signedIn?.subject).to.equal(resident?.subject);
  });

  it('keeps residents and staff apart in one browser', async () => {
    await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    const officer = personasOf('staff')[0];
    const answer = await browser.signIn('staff', { persona: officer?.key ?? '', authenticator: 'phishing-resistant' });
    expect(answer.signedIn).to.include({ subject: officer?.subject, provider: 'staff', acr: 'urn:fairsight:acr:phishing-resistant' });
  });

  it('asks again when a stronger sign-in is wanted', async () => {
    await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'one-factor' });
    portal.wish = { neededStrength: 'two-factor' };
    const answer = await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    expect(answer.signedIn?.acr).to.equal('urn:fairsight:acr:two-factor');
  });

  it('lets a tester come back weaker, which the portal refuses', async () => {
    portal.wish = { neededStrength: 'two-factor' };
    const answer = await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'one-factor' });
    expect(answer.refused).to.equal('too-weak');
  });

  it('asks again when a new sign-in is demanded', async () => {
    await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    portal.wish = { maxAgeSeconds: 0 };
    expect(await browser.wouldBeAsked('resident')).to.equal(true);
  });

  it('lets a tester come back as somebody else, which the portal refuses', async () => {
    await browser.signIn('resident', { persona: resident?.key ?? '', authenticator: 'two-factor' });
    portal.wish = { maxAgeSeconds: 0, expectedSubject: resident?.subject ?? '' };
    const answer = await browser.signIn('resident', { persona: other?.key ?? '', authenticator: 'two-factor' });
    expect(answer.refused).to.equal('somebody-else');
  });

  it('lets a tester cancel', async () => {
    expect((await browser.cancel('resident')).refused).to.equal('cancelled');
  });

  it('says on its page that nobody is checked', async () => {
    const page = await browser.pageFor('resident');
    expect(page).to.include('development identity provider').and.to.include('<html lang="en">').and.not.to.include('undefined');
  });

  it('refuses another callback address than the portal’s', async () => {
    const address = new URL(`${provider.issuers.resident}/auth`);
    address.search = new URLSearchParams({
      client_id: clientId, response_type: 'code', scope: 'openid', redirect_uri: 'http://127.0.0.1:1/', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256',
    }).toString();
    const response = await fetch(address, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).to.deep.equal([400, null]);
  });
});

describe('the development provider where real people are', () => {
  it('does not start in production', async () => {
    const attempt = startDevelopmentProvider({ url: 'http://127.0.0.1:0', portal: 'http://localhost:8080', clients, isProduction: true });
    expect(await attempt.then(() => 'started', nameOf)).to.equal('NotInProduction');
  });

  it('does not start where others could reach it', async () => {
    const attempt = startDevelopmentProvider({ url: 'http://0.0.0.0:0', portal: 'http://localhost:8080', clients, isProduction: false });
    expect(await attempt.then(() => 'started', nameOf)).to.equal('NotInProduction');
  });

  const production = {
    mode: 'production', publicUrl: 'https://portal.example.org', developmentProviderUrl: 'http://127.0.0.1:8090',
    residentIssuer: 'https://id.example.org/residents', staffIssuer: 'https://id.example.org/staff',
  } as const;
  const unsafe: readonly (readonly [string, object])[] = [
    ['no issuer', { residentIssuer: null }],
    ['the development provider’s issuer', { staffIssuer: 'http://127.0.0.1:8090/staff' }],
    ['the development provider’s issuer behind https', { developmentProviderUrl: 'https://id.example.org' }],
    ['an issuer by plain http', { residentIssuer: 'http://id.example.org/residents' }],
    ['one issuer for both', { staffIssuer: production.residentIssuer }],
  ];
  for (const [name, change] of unsafe) {
    it(`is refused by the portal in production: ${name}`, () => {
      expect(() => providerSettings({ ...production, ...change }, clients)).to.throw().with.property('name', 'ConfigProblem');
    });
  }

  it('leaves a real provider alone', () => {
    expect(providerSettings(production, clients).resident).to.include({ issuer: production.residentIssuer, allowsHttp: false });
  });

  it('says so in one sentence and stops with status 1', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'provider-'));
    const child = fork('server/sign-in/development-provider/main.ts', [], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: dataDir, PUBLIC_URL: 'https://portal.example.org',
        DATABASE_URL: 'postgres://localhost/none', CLAMD_ADDRESS: '127.0.0.1:3310', RESIDENT_ISSUER: 'https://id.example.org/a', STAFF_ISSUER: 'https://id.example.org/b', SYSTEMS_FOLDER: '/etc/fairsight',
      },
    });
    let said = '';
    child.stderr?.on('data', (text: Buffer) => { said += text.toString(); });
    const status = await new Promise((resolve) => child.once('close', resolve));
    await rm(dataDir, { recursive: true });
    expect([status, said.trim().split('\n').at(-1)]).to.deep.equal([1, 'The development provider never runs in production.']);
  });

  it('reads production settings from the environment alone', () => {
    expect(() => readConfig({ NODE_ENV: 'production', PUBLIC_URL: 'https://portal.example.org', DATABASE_URL: 'postgres://x/y' })).to.throw(/development provider is refused/);
  });
});

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
