/** Which label the blanks of a document's own file bear. */
import { expect } from 'chai';
import { labelsOfTerms } from '../../../server/disclosure/parts/make-item.ts';
import { exemptionOf, neutralReason } from '../../../policies/exemptions.ts';

const quote = (text: string, exemption: string) => ({ id: `${text}-${exemption}`, text, exemption });
const ofThirdParty = exemptionOf('third-party')?.label ?? '';

describe('the labels of what was removed from a document', () => {
  it('are those of each reason, side by side', () => {
    const labels = labelsOfTerms([quote('Ann Fell', 'third-party'), quote('the raid', 'crime-tax')]);
    expect([...labels]).to.deep.equal([['Ann Fell', ofThirdParty], ['the raid', neutralReason.label]]);
  });
  it('are neutral for words that one reason forbids to name, whichever came first', () => {
    for (const order of [['third-party', 'crime-tax'], ['crime-tax', 'third-party']] as const) {
      expect(labelsOfTerms(order.map((exemption) => quote('Ann Fell', exemption))).get('Ann Fell')).to.equal(neutralReason.label);
    }
  });
});
