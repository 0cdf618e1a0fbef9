/** What a person's consent events add up to: yes, no or not answered, since when, and under which words. */
import type { Purpose } from '../../policies/purposes.ts';

export const consentEventKinds = ['requested', 'given', 'refused', 'reaffirmed', 'withdrawn', 'expired', 'invalidated'] as const;

export type ConsentEventKind = (typeof consentEventKinds)[number];

export interface ConsentEvent {
  readonly id: string;
  /** Counts from 1 within one person and purpose. */
  readonly position: number;
  readonly kind: ConsentEventKind;
  readonly noticeVersion: number;
  readonly wordingSha256: string;
  readonly at: Date;
}

export type Answer = 'yes' | 'no' | 'none';

export interface ConsentRecord {
  readonly answer: Answer;
  /** The kind of event that made it so; null when nobody ever answered. */
  readonly because: ConsentEventKind | null;
  /** Since when the answer has been the same. */
  readonly since: Date | null;
  /** When it was last said. */
  readonly answeredAt: Date | null;
  readonly noticeVersion: number | null;
  readonly wordingSha256: string | null;
  /** The event to show as the receipt of the answer. */
  readonly receiptId: string | null;
  /** The position of the last event; 0 when there is none. */
  readonly position: number;
}

export const neverAsked: ConsentRecord = {
  answer: 'none', because: null, since: null, answeredAt: null, noticeVersion: null, wordingSha256: null, receiptId: null, position: 0,
};

/** The record of any history, in whatever order or batches its events arrive. */
export function foldConsent(events: readonly ConsentEvent[]): ConsentRecord {
  return [...events].sort((one, other) => one.position - other.position).reduce(afterEvent, neverAsked);
}

/** Being asked changes no answer; any other event sets it, and `since` stands while the answer stays the same. */
export function afterEvent(before: ConsentRecord, event: ConsentEvent): ConsentRecord {
  const answer = answerAfter(event.kind);
  if (answer === null) return { ...before, position: event.position };
  return {
    answer,
    because: event.kind,
    since: before.answer === answer ? before.since : event.at,
    answeredAt: event.at,
    noticeVersion: event.noticeVersion,
    wordingSha256: event.wordingSha256,
    receiptId: event.id,
    position: event.position,
  };
}

/** Why a yes may be used, or may not. */
export type Standing = 'may' | 'said no' | 'not answered' | 'wording changed' | 'review due';

/** Whether the answer counts now: a yes is good for the purpose it was given for, and for so long.   Source: UK GDPR Art. 7; ICO consent guidance.
 *  @param today YYYY-MM-DD, by which a new wording is in force. */
export function standingOf(record: ConsentRecord, purpose: Purpose, now: { readonly at: Date; readonly today: string }): Standing {
  if (record.answer === 'none') return 'not answered';
  if (record.answer === 'no') return 'said no';
  const answeredVersion = record.noticeVersion ?? 0;
  const isAskedAgain = purpose.notices.some(
    (notice) => notice.asksAgain && notice.version > answeredVersion && notice.shownFromOn <= now.today,
  );
  if (isAskedAgain) return 'wording changed';
  return record.answeredAt !== null && askAgainAt(record.answeredAt, purpose) <= now.at ? 'review due' : 'may';
}

/** When the council asks again, and before which it does not. */
export function askAgainAt(answeredAt: Date, purpose: Purpose): Date {
  const later = new Date(answeredAt);
  later.setUTCMonth(later.getUTCMonth() + purpose.reviewMonths);
  if (later.getUTCDate() !== answeredAt.getUTCDate()) later.setUTCDate(0);
  return later;
}

export type NextEvent = { readonly kind: 'given' | 'refused' | 'reaffirmed' | 'withdrawn' } | { readonly kind: 'already'; readonly receiptId: string };

/** The event that an answer makes, or none if it says what stands already under the same words. */
export function eventForAnswer(record: ConsentRecord, answer: 'yes' | 'no', asked: { readonly wordingSha256: string; readonly standing: Standing }): NextEvent {
  const isSameWording = record.wordingSha256 === asked.wordingSha256;
  const isSameAnswer = record.answer === answer;
  if (isSameAnswer && isSameWording && asked.standing !== 'review due' && record.receiptId !== null) {
    return { kind: 'already', receiptId: record.receiptId };
  }
  if (answer === 'yes') return { kind: isSameAnswer ? 'reaffirmed' : 'given' };
  return { kind: record.answer === 'yes' ? 'withdrawn' : 'refused' };
}

/** The event that stopping makes; stopping what is not agreed to changes nothing. */
export function eventForStopping(record: ConsentRecord): NextEvent | null {
  if (record.answer === 'yes') return { kind: 'withdrawn' };
  return record.receiptId === null ? null : { kind: 'already', receiptId: record.receiptId };
}

function answerAfter(kind: ConsentEventKind): 'yes' | 'no' | null {
  switch (kind) {
    case 'requested':
      return null;
    case 'given':
    case 'reaffirmed':
      return 'yes';
    case 'refused':
    case 'withdrawn':
    case 'expired':
    case 'invalidated':
      return 'no';
  }
}
