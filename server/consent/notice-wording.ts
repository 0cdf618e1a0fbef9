/** The exact words of a notice, in the form that is kept as proof, with the hash that names them. */
import { createHash } from 'node:crypto';
import type { NoticeVersion, NoticeWords, Purpose } from '../../policies/purposes.ts';

export interface NoticeWording {
  readonly purposeId: string;
  readonly noticeVersion: number;
  /** The language the words are written in. */
  readonly language: string;
  readonly words: NoticeWords;
  /** SHA-256 of all of the above, in hex. */
  readonly sha256: string;
}

/** The same words always have the same hash, and other words another. */
export function wordingOf(purpose: Purpose, notice: NoticeVersion): NoticeWording {
  const words: NoticeWords = {
    question: notice.question,
    controllers: notice.controllers,
    whatWeWouldDo: notice.whatWeWouldDo,
    whatWeWouldUse: notice.whatWeWouldUse,
    whoGetsIt: notice.whoGetsIt,
    howLong: notice.howLong,
    ifYouSayNo: notice.ifYouSayNo,
    howToStop: notice.howToStop,
  };
  const named = { purposeId: purpose.id, noticeVersion: notice.version, language: 'en', words };
  return { ...named, sha256: createHash('sha256').update(canonical(named)).digest('hex') };
}

/** One text for one wording: fields in a fixed order, each as JSON. */
function canonical({ purposeId, noticeVersion, language, words }: Omit<NoticeWording, 'sha256'>): string {
  const { question, controllers, whatWeWouldDo, whatWeWouldUse, whoGetsIt, howLong, ifYouSayNo, howToStop } = words;
  return JSON.stringify([
    purposeId, noticeVersion, language,
    question, controllers, whatWeWouldDo, whatWeWouldUse, whoGetsIt, howLong, ifYouSayNo, howToStop,
  ]);
}
