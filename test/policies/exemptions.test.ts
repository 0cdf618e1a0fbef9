/** What a person may read in place of something left out. */
import { expect } from 'chai';
import {
  exemptionOf,
  exemptions,
  exemptionsForMarks,
  isShownAsNeutral,
  labelFor,
  neutralReason,
  type Exemption,
} from '../../policies/exemptions.ts';

function exemption(id: string): Exemption {
  const found = exemptionOf(id);
  if (found === null) throw new Error(`no exemption ${id}`);
  return found;
}

describe('the exemptions', () => {
  it('are 51, each with its own id and box code', () => {
    expect(new Set(exemptions.map((entry) => `${entry.id} ${entry.boxCode}`))).to.have.property('size', 51);
    expect(new Set(exemptions.map((entry) => entry.boxCode))).to.have.property('size', 51);
  });

  it('that may stand on a mark all withhold something', () => {
    expect(exemptionsForMarks().map((entry) => entry.id)).not.to.include.members(['staff-assumption', 'search-limit', 'exam']);
  });
});

describe('the words in place of a mark', () => {
  it('name a reason that is seldom hidden', () => {
    expect(labelFor(exemption('third-party'), false).label).to.equal("Someone else's information");
  });

  it('are neutral for any reason when naming would do the harm, as in domestic abuse', () => {
    expect(labelFor(exemption('third-party'), true)).to.deep.equal(neutralReason);
  });

  it('are neutral for a reason left to choice until an officer has found naming harmless', () => {
    expect(isShownAsNeutral(exemption('crime-tax'), null)).to.equal(true);
  });

  it('name a reason left to choice when naming does no harm', () => {
    expect(labelFor(exemption('crime-tax'), false).label).to.equal('Crime or tax');
  });

  it('are neutral for a reason left to choice when naming would do the harm', () => {
    expect(labelFor(exemption('crime-tax'), true)).to.deep.equal(neutralReason);
  });

  for (const id of ['adoption', 'health-court', 'deceased', 'parental-order', 'health-no-opinion']) {
    it(`never tell that ${id} was the reason`, () => {
      expect(labelFor(exemption(id), false)).to.deep.equal(neutralReason);
    });
  }
});
