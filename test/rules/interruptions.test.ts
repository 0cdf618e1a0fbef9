/** The pages that interrupt: exact words, nothing lost, nothing given away. */
import { expect } from 'chai';
import { databaseAwayPage, faultPage, notSavedPage } from '../../client/views/errors/fault.ts';
import { notFoundPage } from '../../client/views/errors/not-found.ts';
import { fromElsewherePage, notAllowedPage, oldFormPage, tooLargePage, tooManyRequestsPage } from '../../client/views/errors/refused.ts';
import { signedOutPage, stillHerePage } from '../../client/views/errors/session-ending.ts';
import { stalePage } from '../../client/views/errors/stale.ts';
import { otherAccountPage, stepUpPage, weakerSignInPage } from '../../client/views/errors/step-up.ts';
import type { Html } from '../../client/components/html.ts';
import type { Page } from '../../client/views/page.ts';
import { aPage } from '../support/a-page.ts';
import { wordsOf } from './rendered-markup.ts';

const act = { action: '/sign-in/again', fields: { act: 'read-answer' } };
const form = { action: '/requests/new', kept: { _step: '2', choice: ['a', 'b'], note: 'My other <name> is Jo' } };

const pages: Readonly<Record<string, (page: Page) => Html>> = {
  'not found': notFoundPage,
  'not allowed': (page) => notAllowedPage({ sentence: 'This request is not yours.' }, page),
  'too many requests': tooManyRequestsPage,
  'too large': (page) => tooLargePage({}, page),
  'an old form': (page) => oldFormPage(form, page),
  'a form from elsewhere': fromElsewherePage,
  'a fault': (page) => faultPage({ faultNumber: '4F2K' }, page),
  'database away': databaseAwayPage,
  'not saved': (page) => notSavedPage(form, page),
  stale: (page) => stalePage(form, page),
  'step-up': (page) => stepUpPage(act, page),
  'weaker sign-in': (page) => weakerSignInPage(act, page),
  'another account': otherAccountPage,
  'still here': (page) => stillHerePage({ returnTo: '/choices' }, page),
  'signed out': (page) => signedOutPage({ signInAddress: '/sign-in' }, page),
};

const neutral = /<title>(Help|Account) – Northmoor Council<\/title>/;

for (const [name, draw] of Object.entries(pages)) {
  describe(`the page for ${name}`, () => {
    it('offers the phone', () => {
      expect(wordsOf(draw(aPage()).markup)).to.include('01632 960 001');
    });

    it('has a neutral title and one h1', () => {
      const { markup } = draw(aPage());
      expect([neutral.test(markup), markup.match(/<h1/g)?.length]).to.deep.equal([true, 1]);
    });

    it('never cheers or shouts', () => {
      expect(wordsOf(draw(aPage()).markup)).not.to.match(/!|sorry for any inconvenience|oops/i);
    });

    it('stands in the frame of staff for staff', () => {
      expect(draw(aPage({ area: 'officer' })).markup).to.include('class="fs-bar"');
    });
  });
}

describe('a form that could not be saved', () => {
  const { markup } = notSavedPage(form, aPage({ csrfToken: 'token-1' }));

  it('says so in the exact words', () => {
    expect(wordsOf(markup))
      .to.include('|We have not saved this yet|')
      .and.include('|What you wrote is below. Wait a minute, then press Send again.|');
  });

  it('keeps every field for sending again', () => {
    const kept = [...markup.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
      ([, name, value]) => `${name}=${value}`,
    );
    expect(kept).to.deep.equal(['_csrf=token-1', '_step=2', 'choice=a', 'choice=b', 'note=My other &lt;name&gt; is Jo']);
  });

  it('shows what was written', () => {
    expect(wordsOf(markup)).to.include('|My other <name> is Jo|');
  });
});

describe('the stale page', () => {
  const changedBy = { who: 'AB', at: new Date('2026-11-16T10:41:00Z') };
  const words = (area: Page['area']): string =>
    wordsOf(stalePage({ ...form, changedBy, theirs: 'The new wording' }, aPage({ area })).markup);

  it('shows the change beside what was written', () => {
    expect(words('resident')).to.include('The new wording').and.include('My other <name> is Jo');
  });

  it('says who and when to staff alone', () => {
    expect([words('officer').includes('AB changed it at 10:41 am.'), words('resident').includes('AB')]).to.deep.equal([
      true,
      false,
    ]);
  });
});

describe('the question whether anyone is still there', () => {
  it('does not turn into itself', () => {
    const page = aPage({ isSignedIn: true, idleWarningSeconds: 720, csrfToken: 'token-1' });
    expect(stillHerePage({ returnTo: '/choices' }, page).markup).not.to.include('http-equiv="refresh"');
  });
});
