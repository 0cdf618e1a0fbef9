/** Makes what the pages about choices are told, out of purposes and records. */
import { noticeShownOn, type NoticeVersion, type Purpose } from '../../policies/purposes.ts';
import type { ChoiceRow, ChoicesModel, HistoryModel, Moment, QuestionModel, ReceiptModel, Standing, StoppedModel, Wording } from '../../client/views/consent/models.ts';
import { civilDay } from '../platform/clock.ts';
import { askAgainAt, foldConsent, standingOf, type ConsentRecord } from './consent-record.ts';
import { wordingOf, type NoticeWording } from './notice-wording.ts';
import type { Asking, StoredEvent } from './store.ts';

interface Now {
  readonly at: Date;
  readonly today: string;
}

export function nowAt(at: Date): Now {
  return { at, today: civilDay(at) };
}

export function choicesModel(known: {
  readonly isKnownPerson: boolean;
  readonly purposes: readonly Purpose[];
  readonly events: readonly StoredEvent[];
  readonly askings: readonly Asking[];
  readonly now: Now;
}): ChoicesModel {
  const { isKnownPerson, events, askings, now } = known;
  const rows = known.purposes.map((purpose) =>
    choiceRow(purpose, {
      record: foldConsent(events.filter((event) => event.purposeId === purpose.id)),
      askings: askings.filter((asking) => asking.purposeId === purpose.id),
      now,
    }),
  );
  return { isKnownPerson, rows };
}

function choiceRow(purpose: Purpose, about: { readonly record: ConsentRecord; readonly askings: readonly Asking[]; readonly now: Now }): ChoiceRow {
  const { record, now } = about;
  return {
    purposeId: purpose.id,
    name: purpose.name,
    question: noticeShownOn(purpose, now.today).question,
    standing: shownStanding(record, purpose, now),
    since: record.since === null ? null : momentOf(record.since),
    receiptId: record.receiptId,
    askings: about.askings.map(({ systemName, lastAskedAt }) => ({ systemName, last: momentOf(lastAskedAt) })),
  };
}

export function questionModel(about: {
  readonly purpose: Purpose;
  readonly record: ConsentRecord;
  readonly isKnownPerson: boolean;
  readonly now: Now;
  readonly isAnswerMissing?: boolean;
  readonly hasWordingChanged?: boolean;
}): QuestionModel {
  const { purpose, record, now } = about;
  return {
    purposeId: purpose.id,
    wording: shownWording(purpose, now),
    isKnownPerson: about.isKnownPerson,
    standing: shownStanding(record, purpose, now),
    since: record.since === null ? null : momentOf(record.since),
    isAnswerMissing: about.isAnswerMissing === true,
    hasWordingChanged: about.hasWordingChanged === true,
  };
}

export function receiptModel(event: StoredEvent, purpose: Purpose | null, wording: NoticeWording): ReceiptModel {
  return {
    receiptId: event.id,
    purposeId: event.purposeId,
    kind: event.kind,
    when: momentOf(event.at),
    wording: plainWording(wording),
    askAgainOn: civilDay(purpose === null ? event.at : askAgainAt(event.at, purpose)),
  };
}

export function stoppedModel(about: { readonly purpose: Purpose; readonly event: StoredEvent; readonly systems: readonly string[]; readonly now: Now }): StoppedModel {
  const when = momentOf(about.event.at);
  return {
    purposeId: about.purpose.id,
    act: about.purpose.act,
    when,
    isToday: when.on === about.now.today,
    receiptId: about.event.id,
    systems: about.systems,
  };
}

export function historyModel(about: {
  readonly purpose: Purpose;
  readonly events: readonly StoredEvent[];
  readonly wordings: ReadonlyMap<string, NoticeWording>;
  readonly now: Now;
}): HistoryModel {
  const shown = shownWording(about.purpose, about.now);
  const entries = about.events.toReversed().flatMap((event) => {
    const wording = about.wordings.get(event.wordingSha256);
    if (wording === undefined) return [];
    const isSameAsNow = wording.sha256 === shown.sha256;
    return [{ receiptId: event.id, kind: event.kind, when: momentOf(event.at), wording: plainWording(wording), isSameAsNow }];
  });
  return { purposeId: about.purpose.id, name: about.purpose.name, now: shown, entries };
}

export function plainWording(wording: NoticeWording): Wording {
  return { version: wording.noticeVersion, language: wording.language, sha256: wording.sha256, ...wording.words };
}

export function noticeWording(purpose: Purpose, notice: NoticeVersion): Wording {
  return plainWording(wordingOf(purpose, notice));
}

function shownWording(purpose: Purpose, now: Now): Wording {
  return noticeWording(purpose, noticeShownOn(purpose, now.today));
}

function shownStanding(record: ConsentRecord, purpose: Purpose, now: Now): Standing {
  switch (standingOf(record, purpose, now)) {
    case 'may':
      return 'yes';
    case 'said no':
      return 'no';
    case 'not answered':
      return 'none';
    case 'wording changed':
      return 'wording-changed';
    case 'review due':
      return 'review-due';
  }
}

function momentOf(at: Date): Moment {
  return { on: civilDay(at), at };
}
