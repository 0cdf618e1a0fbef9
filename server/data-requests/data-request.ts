/** A data request: what a service that answers by hand was asked, how it stands, and what may be done with it. */

import { z } from 'zod';
import type { SubjectIdentifiers } from '../connected-systems/connector.ts';
import type { Place } from '../platform/sealing.ts';
import { isCalendarDay, type CalendarDay } from '../requests/calendar-days.ts';
import type { Climbed } from './ladder.ts';

export type DataRequestState = 'waiting' | 'asked back' | 'answered' | 'closed';

export const openStates: readonly DataRequestState[] = ['waiting', 'asked back'];

export type Step = 'asked' | 'chased' | 'escalated' | 'asked back' | 'replied' | 'new link';

export interface StepTaken {
  readonly step: Step;
  readonly takenOn: CalendarDay;
}

export interface DataRequest {
  readonly id: string;
  /** Its own, so that the letters of a service and those of the requester cannot be told to belong together. */
  readonly reference: string;
  readonly caseId: string;
  readonly dataSubjectId: string;
  readonly systemId: string;
  readonly attempt: number;
  readonly state: DataRequestState;
  readonly askedOn: CalendarDay;
  readonly dueOn: CalendarDay;
  readonly outcome: 'held' | 'not held' | null;
  readonly answeredAt: Date | null;
  /** When its reply was taken into the case, or found not to be wanted any more. */
  readonly settledAt: Date | null;
  readonly version: number;
  /** In the order they were taken. */
  readonly steps: readonly StepTaken[];
}

export function isOpen({ state }: Pick<DataRequest, 'state'>): boolean {
  return openStates.includes(state);
}

/** A reply is taken up within moments: one that has lain for as long as this was given up by the queue. */
export const leftLyingAfterMinutes = 15;

/** Only such a reply is taken up again by itself, and only such a one may be left out for all that it was sent. */
export function isLeftLying({ state, answeredAt, settledAt }: Pick<DataRequest, 'state' | 'answeredAt' | 'settledAt'>, now: Date): boolean {
  return state === 'answered' && settledAt === null && answeredAt !== null && answeredAt.getTime() <= lyingSince(now).getTime();
}

/** Whatever was answered at this moment or before it has lain too long. */
export function lyingSince(now: Date): Date {
  return new Date(now.getTime() - leftLyingAfterMinutes * 60_000);
}

/** What the ladder counts: an answered question gives the whole time again, so that earlier chases no longer count. */
export function climbedOf({ dueOn, steps }: Pick<DataRequest, 'dueOn' | 'steps'>): Climbed {
  const sinceReply = steps.slice(steps.findLastIndex(({ step }) => step === 'replied') + 1);
  const daysOf = (wanted: Step): readonly CalendarDay[] => sinceReply.filter(({ step }) => step === wanted).map(({ takenOn }) => takenOn);
  return { dueOn, chasedOn: daysOf('chased'), escalatedOn: daysOf('escalated').at(-1) ?? null };
}

/** What a contact is given to search with: enough to find the person in a paper store, and nothing else we know of them. */
export const askedSchema = z.object({
  names: z.array(z.object({ given: z.string(), family: z.string() })),
  dateOfBirth: z.string(),
  addresses: z.array(z.object({ lines: z.array(z.string()), postcode: z.string() })),
  /** The service's own number for the person, where we know it. */
  personNumber: z.string().nullable(),
  fromOn: z.string().nullable(),
  toOn: z.string().nullable(),
});

export type Asked = Readonly<z.infer<typeof askedSchema>>;

export function askedFrom(who: SubjectIdentifiers, systemId: string, dates: { readonly fromOn: string | null; readonly toOn: string | null }): Asked {
  return {
    names: who.names.map(({ given, family }) => ({ given, family })),
    dateOfBirth: who.dateOfBirth,
    addresses: who.addresses.map(({ lines, postcode }) => ({ lines: [...lines], postcode })),
    personNumber: who.systemPersonNumbers[systemId] ?? null,
    fromOn: dates.fromOn,
    toOn: dates.toOn,
  };
}

/** The same, as the record of a search counts it. */
export function identifiersIn(asked: Asked, systemId: string): SubjectIdentifiers {
  return { names: asked.names, dateOfBirth: asked.dateOfBirth, addresses: asked.addresses, systemPersonNumbers: asked.personNumber === null ? {} : { [systemId]: asked.personNumber } };
}

/** Who answered, in their own words, and where they looked. */
export const answerSchema = z.object({ saidBy: z.string(), lookedIn: z.string() });

export type Answer = Readonly<z.infer<typeof answerSchema>>;

export function askedPlace(id: string): Place {
  return { table: 'data_requests', column: 'sealed_asked', id };
}

export function answerPlace(id: string): Place {
  return { table: 'data_requests', column: 'sealed_answer', id };
}

export function questionPlace(id: string): Place {
  return { table: 'data_request_questions', column: 'sealed_question', id };
}

export function replyPlace(id: string): Place {
  return { table: 'data_request_questions', column: 'sealed_reply', id };
}

export function fileNamePlace(id: string): Place {
  return { table: 'reply_files', column: 'sealed_name', id };
}

/** @throws Error when the database holds no such day. */
export function dayOf(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new Error('a data request has a day that does not exist');
  return text;
}

/** The provenance of every document that came this way, as officers read it. */
export const sentByContact = 'sent by the service contact';

/** What may be sent: said before anybody chooses a file. */
export const replyLimits = { fileBytes: 20 * 1024 * 1024, files: 50, allBytes: 400 * 1024 * 1024 } as const;
