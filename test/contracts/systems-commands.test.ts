/** The commands on the files that describe systems, as an administrator calls them. */

import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { datasetsOf } from '../../server/connected-systems/datasets/dataset.ts';
import { readDatasets } from '../../server/connected-systems/datasets/read-description.ts';
import { descriptionsFolder } from '../support/described-systems.ts';

const program = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const [dataset, sar] = [join(descriptionsFolder, 'council-tax.dataset.yml'), join(descriptionsFolder, 'council-tax.sar.yml')];

function systems(...args: readonly string[]): { readonly status: number | null; readonly answer: unknown } {
  const done = spawnSync(process.execPath, ['--import', 'tsx', program, 'systems', ...args], { encoding: 'utf8' });
  return { status: done.status, answer: JSON.parse(done.stdout) as unknown };
}

describe('the systems commands', function () {
  this.timeout(30_000);
  let folder = '';
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'systems-')); });
  after(() => rm(folder, { recursive: true }));

  it('find the council’s own description whole', () => {
    expect(systems('check', dataset, sar)).to.deep.include({ status: 0, answer: { valid: true, problems: [], collections: 13, fields: 75, identities: ['person_number'] } });
  });

  it('name what is wrong in a dataset, and fail', async () => {
    const file = join(folder, 'broken.dataset.yml');
    await writeFile(file, 'dataset:\n  - fides_key: d\n    collections:\n      - name: island\n        fields:\n          - name: id\n');
    expect(systems('check', file)).to.deep.include({ status: 1, answer: { valid: false, problems: ['no way in: d.island'], collections: 1, fields: 1, identities: [] } });
  });

  it('say that a file cannot be read', () => {
    const { status, answer } = systems('check', join(folder, 'none.yml'));
    expect([status, typeof answer === 'object' && answer !== null && 'error' in answer]).to.deep.equal([1, true]);
  });

  it('export a dataset that reads as it was', () => {
    expect(datasetsOf(systems('export', dataset).answer)).to.deep.equal(readDatasets(dataset));
  });

  it('import a dataset with everything left to be decided, once', async () => {
    expect(systems('import', dataset, '--into', folder).status).to.equal(0);
    expect(await readFile(join(folder, 'council-tax.dataset.yml'), 'utf8')).to.equal(await readFile(dataset, 'utf8'));
    expect(systems('check', join(folder, 'council-tax.dataset.yml'), join(folder, 'council-tax.sar.yml')).status).to.equal(1);
    expect(systems('import', dataset, '--into', folder)).to.deep.include({ status: 1, answer: { error: 'There is a system called council-tax already; nothing was written.' } });
  });
});
