/** Whatever is thrown comes to rest on a page that says what happened and what to do; only our own fault is called that. */

import { expect } from 'chai';
import * as expected from '../../server/platform/errors.ts';
import { get, open, post, type Route } from '../../server/platform/permit.ts';
import { KeyShredded } from '../../server/platform/keys.ts';
import { TooMany } from '../../server/platform/web-security.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const stepUp = { act: 'see-what-we-hold', object: '', returnTo: '/', acrValues: 'x', maxAgeSeconds: 60, canBeMet: true };

interface Rest {
  readonly error: Error;
  readonly status: number;
  readonly heading: string;
}

/** As a person meets them when they send a form. */
const rests: Readonly<Record<string, Rest>> = {
  NotFound: { error: new expected.NotFound('x'), status: 404, heading: 'Page not found' },
  NotAllowed: { error: new expected.NotAllowed('perhaps-your-own-account'), status: 403, heading: 'You cannot do this' },
  StepUpNeeded: { error: new expected.StepUpNeeded(stepUp), status: 401, heading: 'Sign in again to carry on' },
  SignInNeeded: { error: new expected.SignInNeeded('x'), status: 401, heading: 'Please send this again' },
  SessionChanged: { error: new expected.SessionChanged('x'), status: 401, heading: 'Please send this again' },
  InvalidForm: { error: new expected.InvalidForm({ because: 'casework.collect.becauseMissing' }), status: 422, heading: 'We cannot take this yet' },
  Conflict: { error: new expected.Conflict('x'), status: 409, heading: 'This page changed while you were writing' },
  LinkEnded: { error: new expected.LinkEnded('x'), status: 404, heading: 'This link no longer works' },
  DatabaseAway: { error: new expected.DatabaseAway('x'), status: 503, heading: 'We have not saved this yet' },
  KeyShredded: { error: new KeyShredded('x'), status: 410, heading: 'This is closed for now' },
  TooMany: { error: new TooMany(), status: 429, heading: 'Please wait a minute' },
  Error: { error: new Error('x'), status: 500, heading: 'Something went wrong' },
};

function doors(): readonly Route[] {
  const fail = ({ params }: { readonly params: Readonly<Record<string, string>> }): void => {
    const rest = rests[params['kind'] ?? ''];
    if (rest !== undefined) throw rest.error;
  };
  return [get('/fails/:kind', open('a test'), fail), post('/fails/:kind', open('a test'), fail)];
}

describe('whatever goes wrong', () => {
  let portal: SignedInPortal;
  let ann: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: doors() });
    ann = await portal.resident();
  });
  after(() => portal.close());

  const headingOf = (text: string): string => /<h1[^>]*>([^<]*)</.exec(text)?.[1]?.trim() ?? '';

  it('is known to this test, each kind of expected failure', () => {
    const kinds = Object.entries(expected).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error).map(([name]) => name);
    expect(Object.keys(rests)).to.include.members(kinds);
  });

  for (const [kind, { status, heading }] of Object.entries(rests)) {
    it(`comes to rest on the page of ${kind}`, async () => {
      const seen = await ann.post(`/fails/${kind}`, { words: 'What I wrote.' });
      expect([seen.status, headingOf(seen.text)]).to.deep.equal([status, heading]);
    });
  }

  it('leads somebody whose session keeps changing to sign in, when they only read', async () => {
    expect((await ann.get('/fails/SessionChanged')).to).to.equal('/sign-in?return=%2Ffails%2FSessionChanged');
  });

  it('names the problem of a form, and shows what was written', async () => {
    const { text } = await ann.post('/fails/InvalidForm', { words: 'What I wrote.' });
    expect(text).to.include('Enter why this system is left out').and.include('What I wrote.');
  });

  for (const [what, headers, status] of [
    ['of a kind that cannot be unpacked', { 'content-encoding': 'made-up' }, 415],
    ['in letters that cannot be read', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-7' }, 415],
    ['that says it is data and is not', { 'content-type': 'application/json' }, 400],
  ] as const) {
    it(`is a clear page for a form ${what}`, async () => {
      const answer = await fetch(`${portal.origin}/fails/none`, { method: 'POST', headers: { cookie: ann.cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: '{"half' });
      expect([answer.status, headingOf(await answer.text())]).to.deep.equal([status, 'We could not read that']);
    });
  }
});
