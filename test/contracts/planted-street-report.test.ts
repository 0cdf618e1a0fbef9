/** The planted person is found in the demo council's street reports by what rehearsal.yml says of her. */

import { expect } from 'chai';
import { usualLimits } from '../../server/connected-systems/connector.ts';
import { readPlanted } from '../../server/rehearsals/planted.ts';
import { descriptionsFolder } from '../support/described-systems.ts';
import { open311 } from './kinds/open311.ts';

describe('the planted street report', () => {
  it('is what its candidate has, who is known by her own address', async () => {
    const planted = await readPlanted(descriptionsFolder);
    const started = await open311.start();
    const asking = { signal: AbortSignal.timeout(5_000), limits: usualLimits };
    try {
      const system = started.system();
      const answer = planted === null ? null : await system.find(planted.person, asking);
      const [hers, another] = answer?.found === 'probable' ? answer.candidates : [];
      const brought: string[] = [];
      for await (const item of system.fetch(hers?.reference ?? '', 'everything', asking)) brought.push(item.reference);
      expect(another).to.equal(undefined);
      expect(hers?.compared?.find(({ field }) => field === 'e-mail')?.likeness).to.equal('agrees');
      expect(brought).to.deep.equal(planted?.records.filter((record) => record.system === 'street-reports').map(({ reference }) => reference));
    } finally {
      await started.stop();
    }
  });
});
