/** The frames of resident and staff pages: what is always there, and what must never be. */
import { expect } from 'chai';
import { html } from '../../client/components/html.ts';
import { residentLayout, residentTitles, staffLayout } from '../../client/views/layout.ts';
import type { Page } from '../../client/views/page.ts';
import { languages, openWords, readSentences } from '../../server/platform/words.ts';
import { aPage } from '../support/a-page.ts';
import { pseudoCode, pseudoSentences } from '../support/pseudo-locale.ts';

const body = html`<p>Body</p>`;
const signedIn: Partial<Page> = { isSignedIn: true, csrfToken: 'token-1', idleWarningSeconds: 720 };

function resident(changes: Partial<Page> = {}, errors: readonly { text: string; href: string }[] = []): string {
  return residentLayout(aPage(changes), { title: 'your-request', heading: 'Your request', errors, body }).markup;
}

function staff(changes: Partial<Page> = {}): string {
  const page = aPage({ ...signedIn, area: 'officer', path: '/officer', staffRoles: ['Preparer'], ...changes });
  return staffLayout(page, { title: 'Queue', heading: 'Queue', body }).markup;
}

function titleOf(markup: string): string | undefined {
  return /<title>([^<]*)<\/title>/.exec(markup)?.[1];
}

describe('every page', () => {
  for (const [name, draw] of [
    ['resident', resident],
    ['staff', staff],
  ] as const) {
    it(`says its language and direction (${name})`, () => {
      expect(draw()).to.match(/^<!DOCTYPE html>\s*<html class="govuk-template" lang="en" dir="ltr">/);
    });

    it(`writes no script and no style inline (${name})`, () => {
      expect(draw(signedIn)).not.to.match(/<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    });

    it(`gives the nonce to each script and style sheet (${name})`, () => {
      const asking = draw().match(/<script[^>]*>|<link rel="stylesheet"[^>]*>/g) ?? [];
      expect(asking.map((tag) => tag.includes('nonce="test-nonce"'))).to.deep.equal([true, true]);
    });

    it(`has one main part, which the first skip link reaches (${name})`, () => {
      const markup = draw();
      expect([
        markup.match(/<main /g)?.length,
        /<body[^>]*>\s*<a href="([^"]*)" class="govuk-skip-link"/.exec(markup)?.[1],
      ]).to.deep.equal([1, '#main-content']);
    });

    it(`carries the token in every form but the exit (${name})`, () => {
      const forms = (draw(signedIn).match(/<form[\s\S]*?<\/form>/g) ?? []).filter((form) => !form.includes('action="/exit"'));
      expect(forms.filter((form) => !form.includes('name="_csrf" value="token-1"'))).to.deep.equal([]);
    });
  }

  it('escapes the name of the council and of the environment', () => {
    const markup = staff({ environmentName: '<b>', council: { ...aPage().council, name: '<i>' } });
    expect(markup).not.to.match(/<b>|<i>/);
  });
});

describe('a resident page', () => {
  it('has a form that leaves, signed in or not', () => {
    expect([resident(), resident(signedIn)].every((page) => page.includes('<form method="post" action="/exit"'))).to.equal(true);
  });

  it('leaves by one press of the second skip link', () => {
    expect(resident()).to.match(/<body[^>]*>\s*<a [^>]*>[^<]*<\/a>\s*<button type="submit" form="exit-this-page"/);
  });

  it('shows the main pages only to a person who is signed in', () => {
    const marker = 'href="/information"';
    expect([resident().includes(marker), resident(signedIn).includes(marker)]).to.deep.equal([false, true]);
  });

  it('marks the section it belongs to', () => {
    expect(resident({ ...signedIn, path: '/requests/abc' })).to.match(/href="\/requests" aria-current="true"/);
  });

  it('has a title from the neutral list', () => {
    expect(titleOf(resident())).to.equal('Your request – Northmoor Council');
  });

  it('says Error first in its title when there are errors', () => {
    expect(titleOf(resident({}, [{ text: 'Choose', href: '#choice' }]))).to.equal('Error: Your request – Northmoor Council');
  });

  it('shows the errors before the heading', () => {
    const markup = resident({}, [{ text: 'Choose', href: '#choice' }]);
    expect(markup.indexOf('<a href="#choice">Choose</a>')).to.be.within(1, markup.indexOf('<h1'));
  });

  it('offers every language, each named in itself', () => {
    expect(resident()).to.match(/<a [^>]*href="\/\?lang=cy"[^>]*lang="cy"[^>]*>Cymraeg<\/a>/);
  });

  it('asks for itself again without a script while something runs', () => {
    expect(resident({ refreshSeconds: 10 })).to.include('<noscript><meta http-equiv="refresh" content="10"></noscript>');
  });

  it('turns into “still here?” without a script when nobody moves', () => {
    expect(resident({ ...signedIn, path: '/choices' })).to.include('content="720; url=/still-here?return=%2Fchoices"');
  });

  it('never turns by itself when nobody is signed in', () => {
    expect(resident({ idleWarningSeconds: 720 })).not.to.include('http-equiv="refresh"');
  });

  it('has a word for every neutral title in each language', () => {
    const missing = languages.flatMap(({ code }) =>
      residentTitles.filter((title) => aPage({ lang: code }).t(`layout.titles.${title}`).startsWith('layout.')),
    );
    expect(missing).to.deep.equal([]);
  });
});

describe('a staff page', () => {
  it('names the roles of the person', () => {
    expect(staff()).to.include('Your roles: Preparer');
  });

  it('names the environment when there is a name', () => {
    expect(staff({ environmentName: 'Training' })).to.match(/<strong class="fs-bar__environment">Training<\/strong>/);
  });

  it('signs out by a form', () => {
    expect(staff()).to.include('<form method="post" action="/sign-out" class="fs-bar__sign-out">');
  });

  it('offers the links it is given', () => {
    expect(staff({ staffLinks: [{ name: 'audit', href: '/officer/audit' }] })).to.include(
      '<a class="fs-bar__link" href="/officer/audit">Audit</a>',
    );
  });

  it('carries the script of its own screen, with the nonce', () => {
    const { markup } = staffLayout(aPage({ area: 'officer' }), { title: 'Queue', body, island: 'workbench' });
    expect(markup).to.include('<script type="module" src="/assets/workbench-0.js" nonce="test-nonce"></script>');
  });

  it('carries no script that was never built', () => {
    const { markup } = staffLayout(aPage({ area: 'officer' }), { title: 'Queue', body, island: 'missing' });
    expect(markup.match(/<script/g)?.length).to.equal(1);
  });

  it('has no exit button', () => {
    expect(staff()).not.to.include('action="/exit"');
  });
});

describe('a page in a language written from right to left', () => {
  const translate = openWords({ en: readSentences('en'), [pseudoCode]: pseudoSentences(readSentences('en')) })(pseudoCode);
  const page = aPage({ ...signedIn, t: translate, lang: pseudoCode, dir: 'rtl', refreshSeconds: 5 });
  const markup = residentLayout(page, { title: 'help', body: '' }).markup;

  it('says so on the document', () => {
    expect(markup).to.include('<html class="govuk-template" lang="ar-XB" dir="rtl">');
  });

  it('has no word of ours left in English', () => {
    const own = markup
      .replace(/\u202e⟦[\s\S]*?⟧\u202c/g, '')
      .replace(/<nav class="govuk-language-navigation"[\s\S]*?<\/nav>/, '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll(page.council.name, '');
    expect(own).not.to.match(/[A-Za-z]{2}/);
  });
});
