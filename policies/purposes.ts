/** The purposes a council asks consent for, and the exact words of each notice version. A version is never edited: a change is a new one. */

/** Everything a person reads before they answer. */
export interface NoticeWords {
  readonly question: string;
  /** Every controller that relies on the answer, by name. Categories are not enough. */
  readonly controllers: readonly string[];
  readonly whatWeWouldDo: string;
  readonly whatWeWouldUse: string;
  readonly whoGetsIt: string;
  readonly howLong: string;
  readonly ifYouSayNo: string;
  readonly howToStop: string;
}

export interface NoticeVersion extends NoticeWords {
  /** Counts from 1 within its purpose. */
  readonly version: number;
  /** The day the council first shows it. */
  readonly shownFromOn: string;
  /** True when an answer to the version before no longer counts: the purpose or who relies on it changed. */
  readonly asksAgain: boolean;
}

export interface Purpose {
  readonly id: string;
  /** A short name for lists, read in sentences such as “about school closures”. */
  readonly name: string;
  /** Completes “we may not …” once it is stopped. */
  readonly act: string;
  /** Why saying no has no effect on any service, without which a council may not ask. UK GDPR Recital 43. */
  readonly whyConsentIsFree: string;
  /** Asked again after so long, though the law sets no end. */
  readonly reviewMonths: number;
  /** In the order of their days; see `noticeShownOn`. */
  readonly notices: readonly [NoticeVersion, ...NoticeVersion[]];
}

const council = 'Penhallow Council';
const nothingElseChanges = 'If you say no, nothing else changes. You keep every council service.';
const onTheSamePage = 'You can stop at any time, on this same page.';

export const purposes: readonly Purpose[] = [
  {
    id: 'school-closure-texts',
    name: 'school closures',
    act: 'text you about school closures',
    whyConsentIsFree: 'Closures are also put on the school gate, the web page and local radio.',
    reviewMonths: 24,
    notices: [
      {
        version: 1,
        shownFromOn: '2026-02-05',
        asksAgain: false,
        question: 'May we text you when Oakfield School closes?',
        controllers: [council, 'Oakfield School'],
        whatWeWouldDo: 'Send you a text message on a morning when the school cannot open.',
        whatWeWouldUse: 'Your mobile number and the name of the school.',
        whoGetsIt: 'The school office sees that you want texts. Nobody else.',
        howLong: 'Until your child leaves the school, or you tell us to stop.',
        ifYouSayNo: nothingElseChanges,
        howToStop: onTheSamePage,
      },
    ],
  },
  {
    id: 'library-and-museum-news',
    name: 'library and museum news',
    act: 'e-mail you about library and museum news',
    whyConsentIsFree: 'The library and the museum serve everyone alike, with or without news by e-mail.',
    reviewMonths: 24,
    notices: [
      {
        version: 1,
        shownFromOn: '2026-02-05',
        asksAgain: false,
        question: 'May we e-mail you news from the library and the museum?',
        controllers: [council],
        whatWeWouldDo: 'Send you one e-mail a month about events and exhibitions.',
        whatWeWouldUse: 'Your e-mail address.',
        whoGetsIt: 'Our library and museum staff. Nobody else.',
        howLong: 'For two years. Then we ask you again.',
        ifYouSayNo: nothingElseChanges,
        howToStop: onTheSamePage,
      },
      {
        version: 2,
        shownFromOn: '2026-09-01',
        asksAgain: true,
        question: 'May we e-mail you news from the library and the museum?',
        controllers: [council, 'Penhallow Museum Trust'],
        whatWeWouldDo: 'Send you one e-mail a month about events and exhibitions.',
        whatWeWouldUse: 'Your e-mail address.',
        whoGetsIt: 'Our library staff and the Penhallow Museum Trust. Nobody else.',
        howLong: 'For two years. Then we ask you again.',
        ifYouSayNo: nothingElseChanges,
        howToStop: onTheSamePage,
      },
    ],
  },
  {
    id: 'benefits-check-for-free-meals',
    name: 'a check for free school meals',
    act: 'use your benefits record to check for free school meals',
    whyConsentIsFree: 'Anyone may apply on paper instead, with the same result in the same time.',
    reviewMonths: 12,
    notices: [
      {
        version: 1,
        shownFromOn: '2026-04-01',
        asksAgain: false,
        question: 'May we look at your benefits record to see if your child can have free school meals?',
        controllers: [council],
        whatWeWouldDo: 'Look once each term, and tell you if your child can have free meals.',
        whatWeWouldUse: 'Which benefits you get. Not how much, and nothing else.',
        whoGetsIt: 'The school meals team. The school is told only yes or no.',
        howLong: 'For one year. Then we ask you again.',
        ifYouSayNo: 'If you say no, nothing else changes. You can apply on paper and get the same answer.',
        howToStop: onTheSamePage,
      },
    ],
  },
];

const byId: ReadonlyMap<string, Purpose> = new Map(purposes.map((purpose) => [purpose.id, purpose]));

export function purposeOf(id: string): Purpose | null {
  return byId.get(id) ?? null;
}

/** The wording shown to anyone who is asked on a day (YYYY-MM-DD); the first one before any is due to be shown. */
export function noticeShownOn(purpose: Purpose, day: string): NoticeVersion {
  return purpose.notices.findLast((notice) => notice.shownFromOn <= day) ?? purpose.notices[0];
}

export function noticeOf(purpose: Purpose, version: number): NoticeVersion | null {
  return purpose.notices.find((notice) => notice.version === version) ?? null;
}
