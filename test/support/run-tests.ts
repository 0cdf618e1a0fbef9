/** Runs every check and every test, a few at a time, and ends with the count. */

import { builtAssetsFolder } from '../../server/platform/assets.ts';
import { buildAssets } from '../../server/platform/build-assets.ts';
import { projectRoot } from '../../server/platform/config.ts';
import { sharedServerVariable, startTestServer } from './database.ts';
import { checks, mochaParts, type Part, type Result } from './test-parts.ts';
import { provideTools } from './test-tools.ts';

/** More than there are cores in the smallest machine: browsers and broken systems are mostly waited for. */
const atOnce = 3;

/** Starts the parts in their order, so many at once; the results keep that order, whichever ends first. */
async function runAll(parts: readonly Part[]): Promise<readonly Result[]> {
  const results = new Map<Part, Result>();
  const waiting = [...parts];
  const runNext = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const startedAt = performance.now();
      const result = await part.run();
      results.set(part, result);
      tell(part, result, performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return parts.map((part) => results.get(part) ?? { passed: 0, skipped: [], failures: [{ title: part.name, told: 'It was not run.' }] });
}

function tell(part: Part, { passed, skipped, failures }: Result, tookMs: number): void {
  const counts = [`${String(passed)} passed`, ...(failures.length > 0 ? [`${String(failures.length)} failed`] : []), ...(skipped.length > 0 ? [`${String(skipped.length)} skipped`] : [])];
  process.stdout.write(`${part.name}: ${counts.join(', ')} (${(tookMs / 1_000).toFixed(1)} s)\n`);
}

/** Failures and skips by name, then the one line that ends a run. */
function tellAll(results: readonly Result[]): void {
  const failures = results.flatMap((result) => result.failures);
  const skipped = results.flatMap((result) => result.skipped);
  for (const title of skipped) process.stdout.write(`\nSkipped: ${title}\n`);
  for (const { title, told } of failures) process.stdout.write(`\nFailed: ${title}\n${told.replace(/^/gm, '  ')}\n`);
  const mayNotSkip = (process.env['CI'] ?? '') !== '' && process.env['CI'] !== 'false';
  if (mayNotSkip && skipped.length > 0) process.stdout.write('\nNothing may be skipped where CI is set.\n');
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  process.stdout.write(`\n${String(passed)} passed, ${String(failures.length)} failed${skipped.length > 0 ? `, ${String(skipped.length)} skipped` : ''}\n`);
  process.exitCode = failures.length > 0 || passed === 0 || (mayNotSkip && skipped.length > 0) ? 1 : 0;
}

const wanted = process.argv.slice(2);
provideTools();
const [server] = await Promise.all([startTestServer(), buildAssets({ root: projectRoot(), outDir: builtAssetsFolder() })]);
process.env[sharedServerVariable] = server;
// With words, as in `npm test -- redaction`, only the tests whose path holds one of them.
tellAll(await runAll([...mochaParts(wanted), ...(wanted.length === 0 ? checks() : [])]));
