/** Serves what was built for browsers, from memory: names change with contents, so they may be kept for ever. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { PageAssets } from '../../client/views/page.ts';
import { projectRoot } from './config.ts';

export const manifestName = 'manifest.json';
const commonScript = 'page.js';

const manifestShape = z.object({ fingerprint: z.string(), files: z.record(z.string(), z.string()) });

/** Plain names, such as `fairsight.css`, and the hashed name of each. */
export type AssetManifest = Readonly<z.infer<typeof manifestShape>>;

export function builtAssetsFolder(): string {
  return join(projectRoot(), '.build/public');
}

/** Undefined when nothing has been built, or half. */
export function readManifest(folder: string): AssetManifest | undefined {
  const file = join(folder, manifestName);
  if (!existsSync(file)) return undefined;
  return manifestShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
}

/** What every page refers to. A file that was never built has an address too, and nothing behind it: pages work without. */
export function loadAssets(folder = builtAssetsFolder()): PageAssets {
  const files = readManifest(folder)?.files ?? {};
  const address = (name: string): string => `/assets/${files[name] ?? name}`;
  const scripts = Object.keys(files).filter((name) => name.endsWith('.js') && name !== commonScript);
  return {
    stylesheet: address('fairsight.css'),
    script: address(commonScript),
    font: address('font-latin.woff2'),
    icon: address('icon.svg'),
    islands: Object.fromEntries(scripts.map((name) => [name.slice(0, -'.js'.length), address(name)])),
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Served {
  readonly type: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

function readServed(folder: string, name: string): Served {
  const variant = (ending: string): Buffer | undefined =>
    existsSync(join(folder, `${name}${ending}`)) ? readFileSync(join(folder, `${name}${ending}`)) : undefined;
  const br = variant('.br');
  const gzip = variant('.gz');
  return {
    type: contentTypes[extname(name)] ?? 'application/octet-stream',
    plain: readFileSync(join(folder, name)),
    ...(br === undefined ? {} : { br }),
    ...(gzip === undefined ? {} : { gzip }),
  };
}

function chooseForm(req: Request, { br, gzip, plain }: Served): { readonly encoding?: string; readonly bytes: Buffer } {
  const wanted = req.acceptsEncodings(['br', 'gzip', 'identity']);
  if (wanted === 'br' && br !== undefined) return { encoding: 'br', bytes: br };
  if (wanted !== false && gzip !== undefined && wanted !== 'identity') return { encoding: 'gzip', bytes: gzip };
  return { bytes: plain };
}

/** To be mounted at `/assets`. Serves only names of the manifest: no path ever reaches the disk. */
export function assetHandler(folder = builtAssetsFolder()): RequestHandler {
  const names = Object.values(readManifest(folder)?.files ?? {});
  const served = new Map(names.map((name) => [`/${name}`, readServed(folder, name)]));
  return (req, res, next) => {
    const asset = served.get(req.path);
    if (asset === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) {
      next();
      return;
    }
    const { encoding, bytes } = chooseForm(req, asset);
    if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
    res.setHeader('Content-Type', asset.type);
    res.setHeader('Content-Length', bytes.length);
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    res.setHeader('Vary', 'Accept-Encoding');
    res.end(req.method === 'HEAD' ? undefined : bytes);
  };
}
