/** Systems asked side by side: bad company has its name, and whoever answers has answered before bad company is given up. */

import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askSystem } from '../../server/connected-systems/ask-system.ts';
import { subjectAccessHttpConnector } from '../../server/connected-systems/subject-access-http-connector.ts';
import { loopback, shortLimits } from '../support/connected-systems.ts';
import { housing } from '../support/described-systems.ts';
import { ownCertificate } from '../support/real-servers/certificate.ts';
import { badCompany, knownToAll, startSystemsThatBreak, type SystemsThatBreak } from '../support/systems-that-break.ts';
import { toolPath } from '../support/test-tools.ts';

/** Long enough for a good system on a busy machine to be done before. */
const limits = { ...shortLimits, idleMs: 1_500, wholeMs: 1_500 };

describe('systems asked side by side', () => {
  let systems: SystemsThatBreak;
  let folder = '';
  const endings: { readonly system: string; readonly outcome: string; readonly reason?: string }[] = [];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'fairsight-isolation-'));
    systems = await startSystemsThatBreak({ goodOnes: 3, latencyMs: 20, records: 50, certificate: toolPath('openssl') === null ? null : ownCertificate(folder) });
    const asked = [...Object.entries(systems.bad), ...systems.good.map((url, index) => [`good ${index + 1}`, url] as const)];
    await Promise.all(asked.map(async ([name, url]) => {
      const system = subjectAccessHttpConnector({ description: housing, baseUrl: url, credential: 'only-for-tests', way: loopback });
      const answer = await askSystem(system, knownToAll, { signal: new AbortController().signal, limits, part: 'everything', receive: async () => undefined });
      endings.push({ system: name, outcome: answer.outcome, ...('reason' in answer ? { reason: answer.reason } : {}) });
    }));
  });
  after(async () => {
    await systems.close();
    rmSync(folder, { recursive: true });
  });

  const ending = (name: string) => endings.find(({ system }) => system === name);

  for (const [how, reason] of badCompany) {
    it(`name the one that is ${how}: ${reason}`, function () {
      if (systems.bad[how] === undefined) return this.skip();
      expect(ending(how)).to.deep.equal({ system: how, outcome: 'errored', reason });
    });
  }

  it('all answer that can', () => {
    expect(endings.filter(({ system }) => system.startsWith('good')).map(({ outcome }) => outcome)).to.deep.equal(['held', 'held', 'held']);
  });

  it('have answered before the hung and the slow are given up', () => {
    const order = endings.map(({ system }) => system);
    expect(order.slice(-2).sort()).to.deep.equal(['hung', 'slow']);
  });
});
