/** Builds what browsers fetch: the style sheet, the scripts, the fonts and the icon, each named after its contents. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { manifestName, readManifest, type AssetManifest } from './assets.ts';
import { withLogicalProperties } from './logical-properties.ts';

export interface AssetFolders {
  /** The project; `client/styles` and `client/islands` are below it. */
  readonly root: string;
  readonly outDir: string;
}

/** Raised when the recipe below changes, so that what was built by an older one is built again. */
const recipe = '1';
const fontPackage = '@fontsource-variable/atkinson-hyperlegible-next';
const fontFiles = {
  'font-latin.woff2': 'atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'font-latin-ext.woff2': 'atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
};

type Built = ReadonlyMap<string, Buffer>;

/** Does nothing when no source has changed since the last time; a few milliseconds then. */
export async function buildAssets({ root, outDir }: AssetFolders): Promise<void> {
  const fingerprint = await fingerprintOf(root);
  if (readManifest(outDir)?.fingerprint === fingerprint) return;
  const fixed = new Map([...(await fonts(root)), ...(await icon(root))]);
  const names = new Map([...fixed].map(([name, bytes]) => [name, hashedName(name, bytes)]));
  const [sheet, scripts] = await Promise.all([styleSheet(root, names), islands(root)]);
  await write(outDir, fingerprint, new Map([...fixed, ...sheet, ...scripts]));
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function fingerprintOf(root: string): Promise<string> {
  const sources = [
    ...(await filesBelow(join(root, 'client/styles'))),
    ...(await filesBelow(join(root, 'client/islands'))),
    join(root, 'package-lock.json'),
  ];
  const hash = createHash('sha256').update(recipe);
  for (const source of sources)
    hash
      .update(relative(root, source))
      .update('\0')
      .update(await readFile(source))
      .update('\0');
  return hash.digest('hex');
}

async function fonts(root: string): Promise<Built> {
  const folder = dirname(createRequire(join(root, 'package.json')).resolve(`${fontPackage}/package.json`));
  const read = Object.entries(fontFiles).map(
    async ([name, file]) => [name, await readFile(join(folder, 'files', file))] as const,
  );
  return new Map(await Promise.all(read));
}

async function icon(root: string): Promise<Built> {
  return new Map([['icon.svg', await readFile(join(root, 'client/styles/icon.svg'))]]);
}

/** `url("asset:NAME")` in the sources becomes the hashed name, beside which the sheet itself is served. */
async function styleSheet(root: string, names: ReadonlyMap<string, string>): Promise<Built> {
  const sass = await import('sass');
  const { css } = await sass.compileAsync(join(root, 'client/styles/fairsight.scss'), {
    loadPaths: [join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  });
  const addressed = css.replace(/url\("?asset:([^")]+)"?\)/g, (_, name: string) => {
    const hashed = names.get(name);
    if (hashed === undefined) throw new Error(`a style sheet names the asset ${name}, which does not exist`);
    return `url("${hashed}")`;
  });
  return new Map([['fairsight.css', Buffer.from(withLogicalProperties(addressed))]]);
}

/** Each file directly in `client/islands` is a script of its own; what they share stands in folders below. */
async function islands(root: string): Promise<Built> {
  const folder = join(root, 'client/islands');
  const entries = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const esbuild = await import('esbuild');
  const built = await esbuild.build({
    entryPoints: entries.map((name) => join(folder, name)),
    absWorkingDir: root,
    outdir: join(root, '.build/islands'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
    write: false,
  });
  return new Map(built.outputFiles.map((file) => [basename(file.path), Buffer.from(file.contents)]));
}

function hashedName(name: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const dot = name.lastIndexOf('.');
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

const squeeze = promisify(brotliCompress);
const zip = promisify(gzip);

/** The manifest comes last and in one step, so that no reader ever finds a name without its file. */
async function write(outDir: string, fingerprint: string, built: Built): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const files: Record<string, string> = {};
  for (const [name, bytes] of built) {
    const hashed = hashedName(name, bytes);
    files[name] = hashed;
    await writeFile(join(outDir, hashed), bytes);
    if (name.endsWith('.woff2')) continue;
    await writeFile(join(outDir, `${hashed}.br`), await squeeze(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    await writeFile(join(outDir, `${hashed}.gz`), await zip(bytes, { level: 9 }));
  }
  const manifest: AssetManifest = { fingerprint, files };
  const unfinished = join(outDir, `${manifestName}.${process.pid}`);
  await writeFile(unfinished, JSON.stringify(manifest, null, 2));
  await rename(unfinished, join(outDir, manifestName));
  await removeOthers(outDir, Object.values(files));
}

async function removeOthers(outDir: string, kept: readonly string[]): Promise<void> {
  const isKept = (name: string): boolean => name.startsWith(manifestName) || kept.includes(name.replace(/\.(br|gz)$/, ''));
  for (const name of await readdir(outDir)) if (!isKept(name)) await rm(join(outDir, name), { recursive: true, force: true });
}
