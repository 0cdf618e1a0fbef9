/** A worker that is killed in the middle of a release leaves nothing to be seen, and the next one ends what it began. */

import { expect } from 'chai';
import { openCouncil, type Council } from '../support/release.ts';
import { releaseThroughKills } from '../support/release-killed.ts';

describe('a release whose processes are killed', function () {
  this.timeout(90_000);
  let council: Council;

  before(async () => {
    council = await openCouncil();
  });
  after(() => council.close());

  it('comes to its end, and is never seen half', async () => {
    const { kills, halfSeen, releases } = await releaseThroughKills(council, { kills: 3, seed: 'three' });
    expect([kills, halfSeen, releases > 0]).to.deep.equal([3, 0, true]);
  });
});
