/** A connector that fails in a way nobody foresaw did not answer, and whoever keeps the product running is told where it failed. */

import { expect } from 'chai';
import { openHoldingsDesk, type Gathered } from '../../server/holdings/gather-holdings.ts';
import { createLog } from '../../server/platform/log.ts';
import { aPerson, aSystem } from '../support/casework.ts';

describe('a connector with a fault of its own', () => {
  const lines: string[] = [];
  let gathered: readonly Gathered[];

  before(async () => {
    const log = createLog('web', 'info', { write: (line) => { lines.push(line); } });
    const system = { ...aSystem({ key: 'housing' }), find: () => Promise.reject(new TypeError(`no such field: ${aPerson.dateOfBirth}`)) };
    gathered = await openHoldingsDesk({ patienceMs: 5_000, wholeMs: 5_000 }).gather([system], { dataSubjectId: 'ann', identity: aPerson, now: new Date(0), log });
  });

  it('is one that did not answer', () => {
    expect(gathered.map(({ summary }) => summary)).to.deep.equal([{ outcome: 'errored', reason: 'unexpected' }]);
  });

  it('stands in the log, with its kind and its place', () => {
    const [line = '{}'] = lines;
    expect(JSON.parse(line)).to.include({ msg: 'connector failed', system: 'housing', fault: 'TypeError' }).and.to.have.property('at').that.contains('holdings-fault.test');
  });

  it('says nothing of the person', () => {
    expect(lines.join('')).not.to.contain(aPerson.dateOfBirth);
  });
});
