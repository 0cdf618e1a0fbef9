/** Officers read purposes, and every version of every notice with its exact words. */
import { noticePage, purposePage, purposesPage, type PurposeModel } from '../../client/views/consent/purposes.ts';
import { noticeOf, noticeShownOn, purposeOf, purposes, type NoticeVersion, type Purpose } from '../../policies/purposes.ts';
import { civilDay } from '../platform/clock.ts';
import { get, permit, type Route, type Seek } from '../platform/permit.ts';
import { noticeWording } from './pages.ts';

/** Purposes belong to nobody; every officer may read them. */
interface ReadablePurpose {
  readonly id: string;
  readonly isKnownToOfficers: true;
  readonly purpose: Purpose;
}

interface ReadableNotice extends ReadablePurpose {
  readonly notice: NoticeVersion;
}

const list = (): Promise<{ readonly id: string; readonly isKnownToOfficers: true }> => Promise.resolve({ id: 'purposes', isKnownToOfficers: true });

function readPurpose({ params }: Seek<'staff'>): Promise<ReadablePurpose | null> {
  const purpose = purposeOf(params['purpose'] ?? '');
  return Promise.resolve(purpose === null ? null : { id: purpose.id, isKnownToOfficers: true, purpose });
}

async function readNotice(seek: Seek<'staff'>): Promise<ReadableNotice | null> {
  const readable = await readPurpose(seek);
  const version = seek.params['version'] ?? '';
  const notice = readable === null || !/^[1-9]\d{0,3}$/.test(version) ? null : noticeOf(readable.purpose, Number(version));
  return readable === null || notice === null ? null : { ...readable, notice };
}

export const consentOfficerRoutes: readonly Route[] = [
  get('/officer/purposes', permit('view', 'Purpose', { by: 'staff', act: 'work-on-case', load: list }), ({ house, page, show }) => {
    const today = civilDay(house.clock.now());
    show(purposesPage(purposes.map((purpose) => modelOf(purpose, today)), page));
  }),
  get('/officer/purposes/:purpose', permit('view', 'Purpose', { by: 'staff', act: 'work-on-case', load: readPurpose }), ({ house, thing, page, show }) => {
    show(purposePage(modelOf(thing.purpose, civilDay(house.clock.now())), page));
  }),
  get('/officer/purposes/:purpose/notices/:version', permit('view', 'Notice', { by: 'staff', act: 'work-on-case', load: readNotice }), ({ thing, page, show }) => {
    const { purpose, notice } = thing;
    show(noticePage({ purposeId: purpose.id, purposeName: purpose.name, shownFromOn: notice.shownFromOn, wording: noticeWording(purpose, notice) }, page));
  }),
];

function modelOf(purpose: Purpose, today: string): PurposeModel {
  const shown = noticeShownOn(purpose, today);
  return {
    id: purpose.id,
    name: purpose.name,
    whyConsentIsFree: purpose.whyConsentIsFree,
    reviewMonths: purpose.reviewMonths,
    shownVersion: shown.version,
    question: shown.question,
    versions: purpose.notices.toReversed().map(({ version, shownFromOn, asksAgain }) => ({ version, shownFromOn, asksAgain })),
  };
}
