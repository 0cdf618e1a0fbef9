/** Builds the page frame for tests of views; a test states only what matters to it. */
import type { Page } from '../../client/views/page.ts';
import { dayWords, timeWords, translatorFor } from '../../server/platform/words.ts';

/** A resident's page in English, not signed in, unless told otherwise. */
export function aPage(changes: Partial<Page> = {}): Page {
  const lang = changes.lang ?? 'en';
  return {
    t: translatorFor(lang),
    lang,
    dir: 'ltr',
    nonce: 'test-nonce',
    csrfToken: '',
    area: 'resident',
    isSignedIn: false,
    path: '/',
    council: {
      name: 'Northmoor Council',
      phone: '01632 960 001',
      hours: 'Monday to Friday, 9 am to 5 pm',
      address: 'Civic Centre, Northmoor, ZZ99 3AA',
      portalAddress: 'https://data.northmoor.example.org',
    },
    languages: [
      { code: 'en', name: 'English', isCurrent: lang === 'en' },
      { code: 'cy', name: 'Cymraeg', isCurrent: lang === 'cy' },
    ],
    staffRoles: [],
    environmentName: null,
    assets: {
      stylesheet: '/assets/fairsight-0.css',
      script: '/assets/islands-0.js',
      font: '/assets/font-0.woff2',
      icon: '/assets/icon-0.svg',
      islands: { workbench: '/assets/workbench-0.js' },
    },
    day: dayWords(lang),
    time: timeWords(lang),
    ...changes,
  };
}
