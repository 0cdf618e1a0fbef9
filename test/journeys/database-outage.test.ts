/** The database is gone for a while, first silently and then openly, while people write; the bench does the same for half a minute. */

import { expect } from 'chai';
import { liveThrough, type LivedThrough } from '../support/outage.ts';

describe('while the database is away', function () {
  this.timeout(60_000);
  const patienceMs = 600;
  let lived: LivedThrough;

  before(async () => {
    lived = await liveThrough({ silentMs: 2_500, refusedMs: 1_000, patienceMs });
  });

  it('everybody is told so, and nobody is told anything else', () => {
    expect(lived.statuses).to.deep.equal([503]);
  });

  it('nobody waits five seconds', () => {
    expect(lived.longestWaitMs).to.be.below(5_000);
  });

  it('what was typed stands on every page that says it was not saved', () => {
    expect(lived.wordsNotKept).to.equal(0);
  });

  it('nothing that was said to be saved is lost', () => {
    expect(lived.wordsLost).to.equal(0);
  });

  it('a request sent twice afterwards is filed once', () => {
    expect(lived.requestsPerWriter).to.equal(1);
  });

  it('pages are there again within five seconds of its return', () => {
    expect(lived.firstGoodAfterMs).to.be.below(5_000);
  });

  it('no rejection goes unhandled', () => {
    expect(lived.unhandled).to.equal(0);
  });

  it('the worker goes on with the queue', () => {
    expect(lived.isWorkTaken).to.equal(true);
  });

  it('the audit log is whole, and sealed to the end', () => {
    expect(lived.isAuditWhole).to.equal(true);
  });
});
