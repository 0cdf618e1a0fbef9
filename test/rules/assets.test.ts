/** What browsers fetch: named after its contents, kept for ever, and the same for both directions of writing. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { assetHandler, loadAssets, readManifest } from '../../server/platform/assets.ts';
import { buildAssets } from '../../server/platform/build-assets.ts';
import { projectRoot } from '../../server/platform/config.ts';
import { withLogicalProperties } from '../../server/platform/logical-properties.ts';

describe('the built assets', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'fairsight-assets-'));
  const app = express();

  before(async function () {
    this.timeout(60_000); // everything from nothing: styles, scripts and fonts
    await buildAssets({ root: projectRoot(), outDir });
    app.use('/assets', assetHandler(outDir));
    app.use((_req, res) => {
      res.status(404).send('not here');
    });
  });

  after(() => {
    rmSync(outDir, { recursive: true });
  });

  it('are not built again while nothing changes', async () => {
    const before = statSync(join(outDir, 'manifest.json')).mtimeMs;
    await buildAssets({ root: projectRoot(), outDir });
    expect(statSync(join(outDir, 'manifest.json')).mtimeMs).to.equal(before);
  });

  for (const name of ['stylesheet', 'script', 'font', 'icon'] as const) {
    it(`may be kept for ever (${name})`, async () => {
      const answer = await request(app).get(loadAssets(outDir)[name]);
      expect([answer.status, answer.headers['cache-control']]).to.deep.equal([200, 'public, max-age=31536000, immutable']);
    });
  }

  it('are sent small to a browser that can unpack them', async () => {
    const answer = await request(app).get(loadAssets(outDir).stylesheet).set('accept-encoding', 'gzip');
    expect([answer.headers['content-encoding'], Number(answer.headers['content-length']) < 25_000]).to.deep.equal(['gzip', true]);
  });

  it('are sent plain to one that cannot', async () => {
    const answer = await request(app).get(loadAssets(outDir).stylesheet).set('accept-encoding', 'identity');
    expect(answer.headers['content-encoding']).to.equal(undefined);
  });

  for (const path of ['/assets/manifest.json', '/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/']) {
    it(`hold nothing else (${path})`, async () => {
      expect((await request(app).get(path)).status).to.equal(404);
    });
  }

  it('ask no other site for anything, and carry no crest', async () => {
    const { text } = await request(app).get(loadAssets(outDir).stylesheet);
    const addresses = [...text.matchAll(/url\(["']?([^"')]*)/g)].map(([, address = '']) => address);
    expect(addresses.filter((address) => !address.startsWith('font-'))).to.deep.equal([]);
  });

  it('know only start and end, never left and right', async () => {
    const { text } = await request(app).get(loadAssets(outDir).stylesheet);
    expect(text.match(/[{;]((margin|padding|border)-(left|right)|left|right)[a-z-]*:|(float|text-align):(left|right)/g)).to.equal(
      null,
    );
  });

  it('name every file that was built', () => {
    expect(Object.keys(readManifest(outDir)?.files ?? {})).to.include.members([
      'fairsight.css',
      'page.js',
      'font-latin.woff2',
      'font-latin-ext.woff2',
      'icon.svg',
    ]);
  });
});

describe('a folder where nothing was built', () => {
  it('still gives every page addresses, for pages work without style and script', () => {
    expect(loadAssets(join(tmpdir(), 'fairsight-nothing-here')).stylesheet).to.equal('/assets/fairsight.css');
  });
});

describe('logical properties', () => {
  for (const [physical, logical] of [
    ['a{margin-left:1px;padding-right:2px}', 'a{margin-inline-start:1px;padding-inline-end:2px}'],
    ['a{left:0;right:auto}', 'a{inset-inline-start:0;inset-inline-end:auto}'],
    ['a{border-left:4px solid;border-right-color:red}', 'a{border-inline-start:4px solid;border-inline-end-color:red}'],
    ['a{float:left;text-align:right}', 'a{float:inline-start;text-align:end}'],
    [
      'a{border-top-left-radius:1px;border-bottom-right-radius:2px}',
      'a{border-start-start-radius:1px;border-end-end-radius:2px}',
    ],
    ['a{transform:translate(left);transition:left 1s}', 'a{transform:translate(left);transition:left 1s}'],
    ['.x-left:hover{top:0}', '.x-left:hover{top:0}'],
  ] as const) {
    it(`turn ${physical}`, () => {
      expect(withLogicalProperties(physical)).to.equal(logical);
    });
  }
});
