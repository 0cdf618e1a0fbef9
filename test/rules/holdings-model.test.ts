/** What the page of holdings is given of what a system answered. */

import { expect } from 'chai';
import type { Summary } from '../../server/connected-systems/ask-system.ts';
import { councilTax } from '../support/described-systems.ts';
import { housing } from '../support/described-systems.ts';
import { serviceModel } from '../../server/holdings/holdings-model.ts';
import { aRecord, aSystem } from '../support/casework.ts';

const about = { key: { scope: 'portal', bytes: Buffer.alloc(32, 1) }, dataSubjectId: 'ann', personKey: { scope: 'subject:ann', bytes: Buffer.alloc(32, 2) }, seen: {} };

describe('what a service holds', () => {
  for (const description of [councilTax, housing]) {
    const notes = description.collections.filter(({ isFreeText }) => isFreeText === true).map(({ key }) => key);

    it(`of ${description.plainName} has notes that somebody wrote freely`, () => {
      expect(notes).not.to.deep.equal([]);
    });

    it(`of ${description.plainName} is shown without them, and with everything else`, () => {
      const records = description.collections.map(({ key }) => aRecord(`R-${key}`, { collection: key }));
      const summary: Summary = { outcome: 'held', person: { reference: 'P-1', agreed: [] }, records, isCutShort: false };
      const model = serviceModel({ system: { ...aSystem(), describe: () => description }, summary, askedAt: new Date(0) }, about);
      expect(model.collections.map(({ key }) => key)).to.deep.equal(description.collections.map(({ key }) => key).filter((key) => !notes.includes(key)));
    });
  }

  it('is shown with the newest first', () => {
    const records = ['2020-01-01', '2024-01-01', '2022-01-01'].map((heldOn, index) => aRecord(`R-${index}`, { collection: 'repairs', heldOn, title: heldOn }));
    const summary: Summary = { outcome: 'held', person: { reference: 'P-1', agreed: [] }, records, isCutShort: false };
    const model = serviceModel({ system: { ...aSystem(), describe: () => housing }, summary, askedAt: new Date(0) }, about);
    expect(model.collections[0]?.items.map(({ title }) => title)).to.deep.equal(['2024-01-01', '2022-01-01', '2020-01-01']);
  });
});
