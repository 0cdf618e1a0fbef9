/** The workbench in a real browser: nothing for axe to find, single keys that save, and an area drawn by hand. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import PDFDocument from 'pdfkit';
import { chromium, type Browser, type Page } from 'playwright-core';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { builtAssetsFolder } from '../../server/platform/assets.ts';
import { buildAssets } from '../../server/platform/build-assets.ts';
import { projectRoot } from '../../server/platform/config.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { aCase, aDocument, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';
import { toolPath } from '../support/test-tools.ts';

const executablePath = toolPath('chromium');
const note = 'Ms Rowena Okonjo said that the school had rung her.\nMr Tobias Fairbrother saw the door open.';

(executablePath === null ? describe.skip : describe)('the workbench in a browser', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let browser: Browser;
  let officer: PersonSignedIn;
  let caseId: string;
  let page: Page;
  const faults: string[] = [];

  before(async () => {
    await buildAssets({ root: projectRoot(), outDir: builtAssetsFolder() });
    const system = aSystem({ key: 'one', items: [aDocument('P-1', { mediaType: 'application/pdf', bytes: await pdfOf(note) })] });
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
    ({ caseId } = await aCase(portal, { ownerAccountId: officer.accountId }));
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), ...redactionJobs(workerTools(portal)) });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser.close();
    await portal.close();
  });

  beforeEach(async () => {
    const [item] = await behindTheCurtain<{ id: string }>(portal, caseId, { sql: 'select id from items where case_id = $1', values: [caseId] });
    const [name = '', value = ''] = officer.cookie.split('=');
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    await context.addCookies([{ name, value, url: portal.origin }]);
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(`${portal.origin}/officer/cases/${caseId}/redaction/items/${item?.id ?? ''}/pages/1`);
  });
  afterEach(() => page.context().close());

  const states = async (): Promise<readonly string[]> => {
    const marks = await page.locator('[data-page-area] [data-mark]').all();
    return Promise.all(marks.map(async (mark) => (await mark.getAttribute('data-state')) ?? ''));
  };
  const stored = async (): Promise<readonly string[]> =>
    (await behindTheCurtain<{ state: string }>(portal, caseId, { sql: 'select state from marks where case_id = $1 and rect is null order by start_at', values: [caseId] })).map(({ state }) => state);

  it('gives axe nothing to find, wide or narrow', async () => {
    const wide = await new AxeBuilder({ page }).analyze();
    await page.setViewportSize({ width: 320, height: 700 });
    const narrow = await new AxeBuilder({ page }).analyze();
    expect([...wide.violations, ...narrow.violations].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).to.deep.equal([]);
  });

  it('accepts with a key, says so once, and moves on to the next mark', async () => {
    await page.locator('[data-page-area]').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('a');
    await page.locator('[data-page-area] [data-mark][data-state="accepted"]').first().waitFor();
    const focused = await page.locator('[data-page-area] [data-mark]:focus').getAttribute('data-number');
    const said = await page.locator('[data-workbench-status]').textContent();
    expect(await states()).to.deep.equal(await stored());
    expect(focused).to.equal('2');
    expect(said).to.match(/^Accepted\. \d+ left\./);
  });

  it('rejects with a key, and takes it back with another', async () => {
    await page.locator('[data-page-area] [data-mark]').nth(1).focus();
    await page.keyboard.press('x');
    await page.locator('[data-page-area] [data-mark][data-state="rejected"]').waitFor();
    await page.reload();
    await page.locator('[data-page-area]').focus();
    await Promise.all([page.waitForURL(/saved=yes/), page.keyboard.press('u')]);
    expect((await states())[1]).to.equal('suggested');
  });

  it('leaves keys alone in fields, and when they are turned off', async () => {
    const before = await stored();
    await page.locator('#words').fill('');
    await page.locator('#words').press('a');
    await page.locator('[data-page-area]').focus();
    await page.keyboard.press('?');
    await page.locator('#keys-off').check();
    await page.keyboard.press('Escape');
    await page.locator('[data-page-area] [data-mark]').nth(1).focus();
    await page.keyboard.press('x');
    expect(await page.locator('#words').inputValue()).to.equal('a');
    expect(await stored()).to.deep.equal(before);
  });

  it('draws an area on the picture and saves it with its reason', async () => {
    const box = await page.locator('[data-picture]').boundingBox();
    if (box === null) throw new Error('no picture');
    await page.locator('[data-picture]').scrollIntoViewIfNeeded();
    const shown = await page.locator('[data-picture]').boundingBox() ?? box;
    await page.mouse.move(shown.x + 40, shown.y + 40);
    await page.mouse.down();
    await page.mouse.move(shown.x + 140, shown.y + 90);
    await page.mouse.up();
    await page.locator('select[name="cells-reason"]').selectOption('third-party');
    await Promise.all([page.waitForURL(/saved=yes/), page.getByRole('button', { name: 'Save and stay' }).click()]);
    const areas = await behindTheCurtain<{ state: string }>(portal, caseId, { sql: 'select state from marks where case_id = $1 and rect is not null', values: [caseId] });
    expect(areas).to.deep.equal([{ state: 'accepted' }]);
  });

  it('broke nothing on the way', () => {
    expect(faults).to.deep.equal([]);
  });
});

async function pdfOf(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const isDone = new Promise((resolve) => document.on('end', resolve));
  document.text(text);
  document.end();
  await isDone;
  return Buffer.concat(parts);
}
