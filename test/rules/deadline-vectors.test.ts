/** The published deadline vectors, every one, against the clocks. */
import { expect } from 'chai';
import { z } from 'zod';
import { nations } from '../../policies/bank-holidays.ts';
import { calendarDay, dayInLondon } from '../../server/requests/calendar-days.ts';
import { answerDeadline } from '../../server/requests/deadline-cli.ts';
import {
  breachNotificationDueAt,
  complaintAcknowledgementDueOn,
  educationRecordDueOn,
} from '../../server/requests/other-clocks.ts';
import { holidayCalendarOf } from '../../server/requests/working-days.ts';
import published from '../support/deadline-vectors.json' with { type: 'json' };

const printedSchema = z.record(z.string(), z.unknown());

function printedFor(facts: unknown): Readonly<Record<string, unknown>> {
  return printedSchema.parse(JSON.parse(answerDeadline(JSON.stringify(facts)).output));
}

describe('the clock of an access request', () => {
  for (const vector of published.vectors) {
    it(`answers vector ${vector.id}`, () => {
      expect(printedFor(vector)).to.deep.include(vector.expected);
    });
  }

  it('was tried on all 54 published vectors', () => {
    expect(published.vectors).to.have.length(54);
  });
});

describe('the other clocks', () => {
  const otherSchema = z.object({
    id: z.string(),
    clock: z.enum(['complaint_ack_30d', 'sar_timestamp', 'breach_72h', 'education_record_15_school_days']),
    nation: z.enum(nations),
    start: z.string(),
    expected: z.object({ due: z.string(), received_date: z.string().optional(), non_school_days: z.array(z.string()).optional() }),
  });
  type Vector = z.infer<typeof otherSchema>;

  function dueOf(vector: Vector): unknown {
    const calendar = holidayCalendarOf(vector.nation);
    switch (vector.clock) {
      case 'complaint_ack_30d':
        return complaintAcknowledgementDueOn(calendarDay(vector.start), calendar);
      case 'breach_72h':
        return breachNotificationDueAt(new Date(vector.start)).toISOString().replace('.000', '');
      case 'sar_timestamp':
        return printedFor({ nation: vector.nation, received: vector.start, events: [] })['due'];
      case 'education_record_15_school_days': {
        const closed = new Set((vector.expected.non_school_days ?? []).map(calendarDay));
        return educationRecordDueOn(calendarDay(vector.start), closed, calendar);
      }
    }
  }

  for (const vector of z.array(otherSchema).parse(published.other_clocks)) {
    it(`answers vector ${vector.id}`, () => {
      expect(dueOf(vector)).to.equal(vector.expected.due);
    });
    if (vector.expected.received_date !== undefined) {
      it(`reads the day of receipt of vector ${vector.id} in Europe/London`, () => {
        expect(dayInLondon(new Date(vector.start))).to.equal(vector.expected.received_date);
      });
    }
  }

  it('passes over the days a school is closed', () => {
    const closed = new Set([calendarDay('2026-09-18')]);
    expect(educationRecordDueOn(calendarDay('2026-09-14'), closed, holidayCalendarOf('england-and-wales'))).to.equal('2026-10-06');
  });
});
