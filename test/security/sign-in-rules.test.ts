/** The rules of a sign-in alone: what is kept of it, how old it may be, where it may lead. */

import { expect } from 'chai';
import fc from 'fast-check';
import { readCallbackAnswer } from '../../server/sign-in/callback-answer.ts';
import { returnAddress } from '../../server/sign-in/return-address.ts';
import { refusalOf, type TokenClaims } from '../../server/sign-in/token-rules.ts';
import { keptForPerson, maxTransactions, takeTransaction, withTransaction, type SignInTransaction, type SignInTransactions } from '../../server/sign-in/transactions.ts';

const now = 1_800_000_000;

function aTransaction(changes: Partial<SignInTransaction> = {}): SignInTransaction {
  return {
    provider: 'resident', issuer: 'https://id.example.org', dialect: 'development', redirectUri: 'https://portal.example.org/sign-in/resident/callback',
    nonce: 'nonce', codeVerifier: 'verifier', startedAtSeconds: now, neededStrength: 'one-factor', acrValues: '', maxAgeSeconds: null,
    expectedSubject: null, purpose: null, returnTo: '/', sealedForm: null, ...changes,
  };
}

function claims(changes: Readonly<Record<string, unknown>> = {}): TokenClaims {
  return { sub: 'subject', iat: now, auth_time: now, acr: 'urn:fairsight:acr:two-factor', ...changes };
}

describe('the sign-ins a browser has begun', () => {
  it('are at most five, the oldest giving way', () => {
    let begun: SignInTransactions = {};
    for (let tab = 0; tab < 9; tab += 1) begun = withTransaction(begun, `state-${String(tab)}`, aTransaction({ startedAtSeconds: now + tab }));
    expect(Object.keys(begun)).to.deep.equal(['state-4', 'state-5', 'state-6', 'state-7', 'state-8']);
    expect(Object.keys(begun)).to.have.length(maxTransactions);
  });

  it('can each be taken once', () => {
    const begun = withTransaction({}, 'state', aTransaction());
    const taken = takeTransaction(begun, 'state', now + 1);
    expect(taken.transaction?.nonce).to.equal('nonce');
    expect(takeTransaction(taken.left, 'state', now + 1).transaction).to.equal(null);
  });

  const ages = [[0, true], [600, true], [601, false], [-1, false]] as const;
  for (const [age, isAlive] of ages) {
    it(`are ${isAlive ? 'good' : 'gone'} ${String(age)} seconds after they began`, () => {
      const begun = withTransaction({}, 'state', aTransaction());
      expect(takeTransaction(begun, 'state', now + age).transaction !== null).to.equal(isAlive);
    });
  }

  it('survive a sign-in only for the same person at the same provider', () => {
    const begun = {
      same: aTransaction(), staff: aTransaction({ provider: 'staff' }), other: aTransaction({ expectedSubject: 'somebody-else' }),
    };
    const kept = keptForPerson(begun, { provider: 'resident', subject: 'subject' });
    expect(Object.entries(kept).map(([state, each]) => [state, each.expectedSubject])).to.deep.equal([['same', 'subject']]);
  });
});

describe('the age that was asked for', () => {
  const cases: readonly (readonly [string, number | null, number, string | null])[] = [
    ['none, and an old sign-in', null, -86_400, null],
    ['five minutes, and a sign-in of five minutes ago', 300, -300, null],
    ['five minutes, and the clocks differ by ten seconds', 300, -310, null],
    ['five minutes, and a sign-in older than that', 300, -311, 'too-old'],
    ['a new sign-in, and one made now', 0, 0, null],
    ['a new sign-in, and one of eleven seconds before the asking', 0, -11, 'too-old'],
  ];
  for (const [name, maxAgeSeconds, signedInAt, refusal] of cases) {
    it(`is ${name}: ${refusal ?? 'enough'}`, () => {
      expect(refusalOf(claims({ auth_time: now + signedInAt }), aTransaction({ maxAgeSeconds }), now + 5)).to.equal(refusal);
    });
  }

  it('is judged by the clock of the asking, so an hour on one clock refuses rather than lets in', () => {
    expect(refusalOf(claims({ iat: now + 3600, auth_time: now + 3600 }), aTransaction(), now)).to.equal('token-refused');
    expect(refusalOf(claims({ iat: now - 3600, auth_time: now - 3600 }), aTransaction(), now)).to.equal('token-refused');
  });
});

describe('an address to return to', () => {
  it('is a path of ours, whatever is asked', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string().map((text) => `/${text}`), fc.string().map((text) => `/\\${text}`)), (asked) => {
      const address = new URL(returnAddress(asked), 'https://portal.example.org');
      return address.origin === 'https://portal.example.org' && !address.pathname.startsWith('//');
    }), { numRuns: 2_000 });
  });

  it('keeps an honest path with its query', () => {
    expect(returnAddress('/requests/AbCd_-12/dates?page=2')).to.equal('/requests/AbCd_-12/dates?page=2');
  });

  it('is never one of the doors of signing in or leaving', () => {
    const doors = ['/sign-in', '/sign-in/again', '/sign-out', '/signed-out', '/exit', '/still-here', '/SIGN-IN', '/x/../sign-in', '/./exit'];
    expect(doors.map(returnAddress)).to.deep.equal(doors.map(() => '/'));
  });
});

describe('what a provider’s redirect brought', () => {
  it('is read or refused, and never anything else', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('state', 'code', 'error', 'iss', 'other'), fc.string())), (parameters) => {
      try {
        const answer = readCallbackAnswer(`/sign-in/resident/callback?${new URLSearchParams(parameters).toString()}`);
        return answer.state.length > 0 && (answer.code === null) !== (answer.error === null);
      } catch (error) {
        return error instanceof Error && error.name === 'SignInRefused';
      }
    }), { numRuns: 2_000 });
  });
});
