/** The deadline command: what it prints, and what it does with input it cannot read. */
import { expect } from 'chai';
import { z } from 'zod';
import { answerDeadline } from '../../server/requests/deadline-cli.ts';

const printedSchema = z.record(z.string(), z.unknown());

function answerTo(text: string): Readonly<Record<string, unknown>> {
  return printedSchema.parse(JSON.parse(answerDeadline(text).output));
}

const facts = { nation: 'england-and-wales', received: '2026-10-14', events: [] };

describe('the deadline command', () => {
  it('prints the working in English', () => {
    expect(answerTo(JSON.stringify(facts))['trace']).to.deep.equal([
      'You asked on Wednesday 14 October 2026.',
      'The law gives us one month, to Saturday 14 November 2026.',
      'That is a Saturday, so the last day is Monday 16 November 2026.',
    ]);
  });

  it('tells whether an extension is valid only when one was notified', () => {
    expect(answerTo(JSON.stringify(facts))).not.to.have.property('extension_valid');
  });

  it('warns when a day falls past the last known bank holiday', () => {
    const answer = answerTo(JSON.stringify({ ...facts, received: '2031-10-14' }));
    expect(answer).to.include({ due: '2031-11-14' }).and.have.property('warning');
  });

  const unreadable: readonly (readonly [string, string])[] = [
    ['text that is not JSON', 'tomorrow'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['a nation there is not', JSON.stringify({ ...facts, nation: 'wales' })],
    ['a day there is not', JSON.stringify({ ...facts, received: '2026-02-30' })],
    ['an instant on a day there is not', JSON.stringify({ ...facts, received: '2026-02-30T10:00:00Z' })],
    ['an instant without an offset', JSON.stringify({ ...facts, received: '2026-02-03T10:00:00' })],
    ['a number for a day', JSON.stringify({ ...facts, received: 20260301 })],
    ['an unknown kind of event', JSON.stringify({ ...facts, events: [{ type: 'holiday', asked: '2026-10-20', received: null }] })],
    ['an event without its day', JSON.stringify({ ...facts, events: [{ type: 'clarification', received: null }] })],
    ['an answer before its question', JSON.stringify({ ...facts, events: [{ type: 'clarification', asked: '2026-10-20', received: '2026-10-19' }] })],
    ['events that are no list', JSON.stringify({ ...facts, events: {} })],
    ['a day at the end of time', JSON.stringify({ ...facts, received: '9999-12-31' })],
  ];
  for (const [what, text] of unreadable) {
    it(`answers ${what} with an error`, () => {
      expect(answerDeadline(text).isAnswered).to.equal(false);
      expect(Object.keys(answerTo(text))).to.deep.equal(['error']);
    });
  }
});
