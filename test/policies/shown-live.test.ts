/** Which systems a resident is shown live: the policy decides, whatever a connector says of itself. */

import { expect } from 'chai';
import { mayBeShownLive } from '../../server/holdings/shown-live.ts';

describe('a system that a resident may see live', () => {
  const cases: readonly (readonly [string, boolean, boolean])[] = [
    ['housing', true, true],
    ['housing', false, false],
    ['social-care', true, false],
    ['safeguarding', true, false],
    ['fraud', true, false],
  ];
  for (const [kind, isShownLive, expected] of cases) {
    it(`${expected ? 'may' : 'may not'} be one of ${kind} that says ${isShownLive ? 'yes' : 'no'}`, () => {
      expect(mayBeShownLive({ kind, isShownLive })).to.equal(expected);
    });
  }
});
