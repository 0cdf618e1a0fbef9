/** The parts of a test run: three checks of the sources, and mocha by folder, each in a process of its own. */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sourceFiles } from './source-files.ts';

export interface Result {
  readonly passed: number;
  readonly skipped: readonly string[];
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly title: string;
  readonly told: string;
}

export interface Part {
  readonly name: string;
  run(): Promise<Result>;
}

const project = fileURLToPath(new URL('../../', import.meta.url));
const longestPartMs = 420_000;
const patienceAfterLastTestMs = 20_000;

/** Lint, types and architecture count as one test each. */
export function checks(): readonly Part[] {
  const islands = existsSync(path.join(project, 'client/islands/tsconfig.json')) ? [['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'client/islands']] : [];
  const folders = ['server', 'client', 'policies', 'migrations', 'test'];
  return [
    check('lint', [['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']]),
    check('types', [['node_modules/typescript/bin/tsc', '--noEmit'], ...islands]),
    check('architecture', [['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', ...folders]]),
  ];
}

function check(name: string, commands: readonly (readonly string[])[]): Part {
  return {
    name,
    run: async () => {
      for (const command of commands) {
        const { code, output } = await runNode(command, {});
        if (code !== 0) return { passed: 0, skipped: [], failures: [{ title: name, told: output.trim() }] };
      }
      return { passed: 1, skipped: [], failures: [] };
    },
  };
}

const connectors = ['connectors', 'demo-systems', 'extract-index', 'graph', 'imap', 'isolation', 'ldap', 'people-told', 'rest', 'soap', 'sql'].map((name) => `contracts/${name}`);

/** Beginnings of paths that share a process, the longest first; a file not named here goes to the last part, so that none is forgotten. */
const shares = [['browser/'], connectors, ['contracts/'], ['journeys/'], ['security/', 'stores/']];

/** The parts that have files to run. `wanted` narrows them to paths that contain one of the words. */
export function mochaParts(wanted: readonly string[]): readonly Part[] {
  const files = sourceFiles('.test.ts').map(({ name }) => name).filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  const shareOf = (file: string): number => {
    const found = shares.findIndex((beginnings) => beginnings.some((beginning) => file.startsWith(`test/${beginning}`)));
    return found === -1 ? shares.length : found;
  };
  const names = ['browser', 'connectors', 'contracts', 'journeys', 'security and stores', 'everything else'];
  return names
    .map((name, share) => ({ name, files: files.filter((file) => shareOf(file) === share) }))
    .filter((part) => part.files.length > 0)
    .map((part) => ({ name: part.name, run: () => runMocha(part.name, part.files) }));
}

const told = z.object({ fullTitle: z.string(), file: z.string().nullish(), err: z.object({ message: z.string(), stack: z.string() }).partial() });
const report = z.object({ passes: z.array(told), failures: z.array(told), pending: z.array(told) });

/** A process that ends without its report, or does not end, is a failure and not a silence. */
async function runMocha(name: string, files: readonly string[]): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairsight-report-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const { code, output } = await runNode(['node_modules/mocha/bin/mocha.js', '--reporter', 'json', '--reporter-option', `output=${reportFile}`, ...files], { reportFile });
    if (!existsSync(reportFile)) return { passed: 0, skipped: [], failures: [{ title: `${name}: ended without a report`, told: output.trim().slice(-4_000) }] };
    const read = report.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
    const failures = read.failures.map(({ fullTitle, file, err }) => ({ title: fullTitle, told: `${path.relative(project, file ?? '')}\n${err.stack ?? err.message ?? ''}` }));
    if (code === null) failures.push({ title: `${name}: did not end after its last test`, told: 'Something was left open: a server, a connection, a timer.' });
    else if (code !== 0 && failures.length === 0) failures.push({ title: `${name}: ended with status ${String(code)}`, told: output.trim().slice(-4_000) });
    return { passed: read.passes.length, skipped: read.pending.map(({ fullTitle }) => fullTitle), failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Ended {
  /** Null when it had to be ended. */
  readonly code: number | null;
  readonly output: string;
}

/** Ends the process when it takes too long, or lingers after its report has been written. */
function runNode(command: readonly string[], { reportFile }: { readonly reportFile?: string }): Promise<Ended> {
  const child = spawn(process.execPath, command, { cwd: project, env: testEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  child.stderr.on('data', (piece: Buffer) => output.push(piece));
  const end = () => child.kill('SIGKILL');
  const whole = setTimeout(end, longestPartMs);
  let lingering: NodeJS.Timeout | undefined;
  const watching = setInterval(() => {
    if (reportFile === undefined || !existsSync(reportFile)) return;
    clearInterval(watching);
    lingering = setTimeout(end, patienceAfterLastTestMs);
  }, 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const timer of [whole, lingering]) clearTimeout(timer);
      clearInterval(watching);
      resolve({ code, output: Buffer.concat(output).toString('utf8') });
    });
  });
}

/** The tests choose their own settings; what the person's shell holds must not change their answer. */
function testEnvironment(): NodeJS.ProcessEnv {
  const set = new Set(['PORT', 'DATABASE_URL', 'DATA_DIR', 'NODE_ENV', 'HOUSING_URL', 'LINE_OF_BUSINESS_URL', 'DEVELOPMENT_PROVIDER_URL', 'PUBLIC_URL', 'INIT_CWD']);
  const kept = Object.entries(process.env).filter(([name]) => !set.has(name) && !name.startsWith('npm_'));
  return { ...Object.fromEntries(kept), NODE_ENV: 'test' };
}
