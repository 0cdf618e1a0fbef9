/** Each rule about imports, proved by planting the fault it forbids. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { cruise, type IForbiddenRuleType, type ICruiseResult } from 'dependency-cruiser';
import { z } from 'zod';

interface Fault {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

const faults: readonly Fault[] = [
  { rule: 'no-circles', file: 'server/requests/about.ts', imports: './round.ts' },
  { rule: 'policies-depend-on-nothing', file: 'policies/officer.ts', imports: '../server/requests/request.ts' },
  { rule: 'policies-depend-on-nothing', file: 'policies/reading.ts', imports: 'node:fs' },
  { rule: 'policies-depend-on-nothing', file: 'policies/checking.ts', imports: 'zod' },
  { rule: 'only-doors-know-the-web', file: 'server/requests/file-request.ts', imports: 'express' },
  { rule: 'only-stores-know-sql', file: 'server/requests/withdraw-request.ts', imports: 'knex' },
  { rule: 'only-stores-know-sql', file: 'client/views/requests/list.ts', imports: 'pg' },
  { rule: 'a-store-is-private-to-its-folder', file: 'server/consent/peek.ts', imports: '../requests/store.ts' },
  { rule: 'a-store-is-private-to-its-folder', file: 'server/platform/overview.ts', imports: '../redaction/mark-store.ts' },
  { rule: 'platform-knows-no-feature', file: 'server/platform/shortcut.ts', imports: '../requests/request.ts' },
  { rule: 'connectors-know-only-their-contract', file: 'server/connected-systems/clever.ts', imports: '../requests/request.ts' },
  { rule: 'connectors-know-only-their-contract', file: 'server/connected-systems/wired.ts', imports: '../platform/log.ts' },
  { rule: 'nothing-imports-a-door-but-the-app', file: 'server/consent/backstairs.ts', imports: '../requests/resident-routes.ts' },
  { rule: 'nothing-imports-a-door-but-the-app', file: 'server/requests/hurry.ts', imports: './jobs.ts' },
  { rule: 'nothing-imports-a-door-but-the-app', file: 'server/consent/officer-routes.ts', imports: '../requests/resident-routes.ts' },
  { rule: 'browser-and-server-never-meet', file: 'client/islands/workbench.ts', imports: '../../server/requests/request.ts' },
  { rule: 'browser-and-server-never-meet', file: 'client/islands/reader.ts', imports: 'node:fs' },
  { rule: 'browser-and-server-never-meet', file: 'server/requests/borrow.ts', imports: '../../client/islands/plain.ts' },
  { rule: 'migrations-stand-alone', file: 'migrations/0002-clever.ts', imports: '../server/requests/request.ts' },
  { rule: 'tests-stay-in-test', file: 'server/requests/pretend.ts', imports: '../../test/support/builder.ts' },
];

/** What the rules allow, beside the faults: none of it may be told as one. */
const lawful: readonly Omit<Fault, 'rule'>[] = [
  { file: 'policies/index.ts', imports: '@casl/ability' },
  { file: 'policies/vocabulary.ts', imports: './index.ts' },
  { file: 'server/requests/request.ts', imports: '../../policies/vocabulary.ts' },
  { file: 'server/requests/round.ts', imports: './about.ts' }, // a circle is told once, at its first file
  { file: 'server/requests/store.ts', imports: 'knex' },
  { file: 'server/redaction/mark-store.ts', imports: '../platform/log.ts' },
  { file: 'server/requests/resident-routes.ts', imports: 'express' },
  { file: 'server/requests/officer-routes.ts', imports: './resident-routes.ts' },
  { file: 'server/requests/jobs.ts', imports: './store.ts' },
  { file: 'server/app.ts', imports: './requests/resident-routes.ts' },
  { file: 'server/platform/log.ts', imports: 'pg' },
  { file: 'server/connected-systems/sql.ts', imports: 'pg' },
  { file: 'client/islands/plain.ts', imports: './workbench.ts' },
  { file: 'migrations/0001-first.ts', imports: 'knex' },
  { file: 'test/support/builder.ts', imports: '../../server/requests/resident-routes.ts' },
];

const packages = ['express', 'knex', 'pg', 'zod', '@casl/ability'];

const ruleFile = z.object({ default: z.object({ forbidden: z.array(z.custom<IForbiddenRuleType>()) }) });

async function rulesAsWritten(): Promise<IForbiddenRuleType[]> {
  const file = new URL('../../.dependency-cruiser.mjs', import.meta.url).href;
  return ruleFile.parse(await import(file)).default.forbidden;
}

async function plantTree(folder: string): Promise<void> {
  const plant = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  await plant('package.json', JSON.stringify({ type: 'module', dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])) }));
  for (const name of packages) {
    await plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }));
    await plant(`node_modules/${name}/index.js`, 'export const planted = 1;\n');
  }
  for (const { file, imports } of [...faults, ...lawful]) await plant(file, `import * as needed from '${imports}';\nexport const made = [needed];\n`);
}

async function violationsIn(folder: string): Promise<readonly string[]> {
  const forbidden = await rulesAsWritten();
  const { output } = await cruise(['server', 'client', 'policies', 'migrations', 'test'], {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import'], extensions: ['.ts', '.js'] },
  });
  const result: ICruiseResult = typeof output === 'string' ? z.custom<ICruiseResult>().parse(JSON.parse(output)) : output;
  return result.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

describe('the rules about imports', () => {
  let found: readonly string[] = [];
  let names: readonly string[] = [];

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fairsight-planted-'));
    try {
      await plantTree(folder);
      found = await violationsIn(folder);
      names = (await rulesAsWritten()).map(({ name }) => name ?? '');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const { rule, file, imports } of faults) {
    it(`${rule}: ${file} is refused ${imports}`, () => {
      expect(found).to.include(`${rule}: ${file}`);
    });
  }

  it('refuse nothing but the faults', () => {
    expect(found.filter((told) => lawful.some(({ file }) => told.endsWith(`: ${file}`)))).to.deep.equal([]);
  });

  it('each have a planted fault', () => {
    expect(names.filter((name) => !faults.some(({ rule }) => rule === name))).to.deep.equal([]);
  });
});
