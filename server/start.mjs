/** The first file to run on a fresh clone: installs the packages, transpiles the sources, hands over. */

// Plain JavaScript an old Node can still parse, so that it can be told it is too old: no `?.`, no `??`, no top-level await.
import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const oldestNode = [20, 19];
const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dataFolder = path.resolve(project, process.env.DATA_DIR || '.data');
const buildFolder = path.join(project, '.build');
const sourceFolders = ['server', 'client', 'policies', 'migrations'];
const benchFolders = ['test/bench', 'test/support'];
const leftOut = ['client/islands', 'client/styles', 'server/start.mjs'];

/** What stops a start, in the one sentence a person reads. */
class Stop extends Error {}

function checkNode() {
  const version = process.versions.node.split('.').map(Number);
  const isOld = version[0] < oldestNode[0] || (version[0] === oldestNode[0] && version[1] < oldestNode[1]);
  if (isOld) throw new Stop('Fairsight needs Node ' + oldestNode.join('.') + ' or later, and this is Node ' + process.versions.node + '.');
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
}

/** Compares the lock file with npm's own note of what it put into node_modules. */
function packagesAreInstalled() {
  const wanted = readJson(path.join(project, 'package-lock.json'));
  const installed = readJson(path.join(project, 'node_modules', '.package-lock.json'));
  if (installed === null) return false;
  const isProduction = process.env.NODE_ENV === 'production';
  return Object.entries(wanted.packages).every(([name, entry]) => {
    if (name === '') return true;
    const found = installed.packages[name];
    if (found === undefined) return Boolean(entry.optional || entry.devOptional || (entry.dev && isProduction));
    return found.version === entry.version;
  });
}

function installPackages() {
  if (packagesAreInstalled()) return;
  const logFile = path.join(dataFolder, 'logs', 'install.log');
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  process.stderr.write('Installing packages; this takes a minute.\n');
  const log = fs.openSync(logFile, 'w');
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const options = { cwd: project, stdio: ['ignore', log, log] };
  const isScript = npm !== undefined && /\.c?js$/.test(npm);
  const done = isScript ? spawnSync(process.execPath, [npm].concat(flags), options) : spawnSync('npm', flags, options);
  fs.closeSync(log);
  if (done.status === 0) return;
  if (/ENOSPC|No space left/.test(fs.readFileSync(logFile, 'utf8'))) throw fullDisk();
  throw new Stop('The packages could not be installed; check the network and look into ' + logFile + '.');
}

function fullDisk() {
  return new Stop('The disk is full: free about 500 MB and start again.');
}

/** Every file below a folder, as paths from the project with forward slashes, in order. */
function filesBelow(folder) {
  const entries = fs.existsSync(path.join(project, folder)) ? fs.readdirSync(path.join(project, folder), { withFileTypes: true }) : [];
  return entries.flatMap((entry) => {
    const name = folder + '/' + entry.name;
    if (leftOut.includes(name)) return [];
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

/** `.ts` becomes `.js`; everything else (words, styles, pictures) is carried over as it is. */
function builtName(source) {
  return path.join(buildFolder, source.replace(/\.ts$/, '.js'));
}

/** Brings `.build` up to date; only what changed is transpiled. Other folders built before are left as they are. */
async function build(folders = sourceFolders) {
  const manifestFile = path.join(buildFolder, 'manifest.json');
  const before = readJson(manifestFile) || {};
  const recipe = digest(fs.readFileSync(fileURLToPath(import.meta.url)));
  const sources = folders.flatMap(filesBelow);
  const isCovered = (source) => folders.some((folder) => source.startsWith(folder + '/'));
  const after = {};
  for (const source of Object.keys(before)) if (!isCovered(source)) after[source] = before[source];
  for (const source of sources) after[source] = digest(recipe, fs.readFileSync(path.join(project, source)));
  const stale = sources.filter((source) => before[source] !== after[source] || !fs.existsSync(builtName(source)));
  const gone = Object.keys(before).filter((source) => after[source] === undefined);
  if (stale.length === 0 && gone.length === 0) return;
  for (const source of gone) fs.rmSync(builtName(source), { force: true });
  const isTypeScript = (source) => source.endsWith('.ts');
  await transpile(stale.filter(isTypeScript));
  for (const source of stale) if (!isTypeScript(source)) replaceFile(builtName(source), fs.readFileSync(path.join(project, source)));
  replaceFile(manifestFile, JSON.stringify(after));
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Sources keep their own files: imports of one another are left as they are, but for the ending of the name. */
const keepImports = {
  name: 'keep-imports',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.\.?\// }, (asked) => {
      if (asked.kind === 'entry-point') return undefined;
      return { path: asked.path.replace(/\.ts$/, '.js'), external: true };
    });
  },
};

async function transpile(sources) {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    entryPoints: sources.map((source) => path.join(project, source)),
    absWorkingDir: project,
    outbase: project,
    outdir: buildFolder,
    write: false,
    bundle: true,
    packages: 'external',
    plugins: [keepImports],
    treeShaking: false,
    format: 'esm',
    platform: 'node',
    target: 'node' + oldestNode.join('.'),
    charset: 'utf8',
    logLevel: 'silent',
  });
  for (const file of outputFiles) replaceFile(file.path, file.contents);
}

/** Never leaves half a file to another process that starts meanwhile. */
function replaceFile(file, content) {
  const unfinished = file + '.' + process.pid;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(unfinished, content);
  fs.renameSync(unfinished, file);
}

function built(module) {
  return import(pathToFileURL(path.join(buildFolder, module)).href);
}

/** Style sheets and scripts for browsers. */
async function buildAssets() {
  const { buildAssets: bringUpToDate } = await built('server/platform/build-assets.js');
  await bringUpToDate({ root: project, outDir: path.join(buildFolder, 'public') });
}

async function buildAll() {
  await build();
  await buildAssets();
}

async function supervise(rebuild) {
  await buildAll();
  const { supervise: start } = await built('server/platform/bootstrap/supervise.js');
  await start({ project, dataFolder, rebuild });
}

function runNode(args) {
  const done = spawnSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
  process.exitCode = done.status === null ? 1 : done.status;
}

const commands = {
  start: () => supervise(null),
  dev: () => supervise(buildAll),
  reset: async () => {
    await build();
    const { reset } = await built('server/platform/bootstrap/reset.js');
    await reset(dataFolder);
  },
  cli: async (args) => {
    await build();
    process.env.DATA_DIR = dataFolder;
    process.argv = [process.argv[0], path.join(buildFolder, 'server', 'cli.js')].concat(args);
    if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD); // files are named from where the person stands
    await built('server/cli.js');
  },
  test: (args) => runNode(['--import', 'tsx', 'test/support/run-tests.ts'].concat(args)),
  bench: async (args) => {
    await build(sourceFolders.concat(benchFolders)); // what is measured is what `npm start` runs
    await buildAssets();
    runNode([path.join(buildFolder, 'test', 'bench', 'run.js')].concat(args));
  },
};

async function main() {
  checkNode();
  const command = commands[process.argv[2]];
  if (command === undefined) throw new Stop('Usage: node server/start.mjs ' + Object.keys(commands).join('|') + '.');
  installPackages();
  await command(process.argv.slice(3));
}

main().catch((error) => {
  const told = error.code === 'ENOSPC' ? fullDisk() : error;
  const isExpected = told instanceof Stop || told.name === 'OneSentence';
  process.stderr.write((isExpected ? told.message : 'Fairsight could not start: ' + String(told.message).split('\n').slice(0, 2).join(' ')) + '\n');
  process.exit(1);
});
