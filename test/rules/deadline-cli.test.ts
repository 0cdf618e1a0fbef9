/** The deadline command: what it prints, and what it does with input it cannot read. */
import { expect } from 'chai';
import { answerDeadline } from '../../server/requests/deadline-cli.ts';

const facts = { nation: 'england-and-wales', received: '2026-10-14', events: [] };

describe('the deadline command', () => {
  it('prints the working in English', () => {
    expect(JSON.parse(answerDeadline(JSON.stringify(facts)).output).trace).to.deep.equal([
      'You asked on Wednesday 14 October 2026.',
      'The law gives us one month, to Saturday 14 November 2026.',
      'That is a Saturday, so the last day is Monday 16 November 2026.',
    ]);
  });

  it('tells whether an extension is valid only when one was notified', () => {
    expect(JSON.parse(answerDeadline(JSON.stringify(facts)).output)).not.to.have.property('extension_valid');
  });

  it('warns when a day falls past the last known bank holiday', () => {
    const answer = JSON.parse(answerDeadline(JSON.stringify({ ...facts, received: '2031-10-14' })).output);
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
      const answer = answerDeadline(text);
      expect(answer.isAnswered).to.equal(false);
      expect(Object.keys(JSON.parse(answer.output))).to.deep.equal(['error']);
    });
  }
});
