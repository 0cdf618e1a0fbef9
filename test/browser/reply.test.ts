/** A service contact at a real browser, with and without script: every page behind the link, and what officers see of it. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { chromium, type Browser } from 'playwright-core';
import { aCase } from '../support/casework.ts';
import { dataRequestOf, linkIn, startArchivePortal, type ArchivePortal } from '../support/service-contact.ts';
import type { PersonSignedIn } from '../support/signed-in-portal.ts';
import { toolPath } from '../support/test-tools.ts';
import { nothingNoticed, Visitor } from '../support/visitor.ts';

(toolPath('chromium') === null ? describe.skip : describe)('a service contact at a browser', function () {
  this.timeout(60_000);
  const noticed = nothingNoticed();
  let portal: ArchivePortal;
  let browser: Browser;
  let officer: PersonSignedIn;

  before(async () => {
    [portal, browser] = await Promise.all([startArchivePortal(), chromium.launch({ executablePath: toolPath('chromium') ?? '', args: ['--no-sandbox'] })]);
    officer = await portal.staff(['preparer']);
  });
  after(async () => {
    await Promise.all([portal.close(), browser.close()]);
  });

  async function asked(): Promise<{ readonly caseId: string; readonly path: string }> {
    const { caseId } = await aCase(portal, { ownerAccountId: officer.accountId });
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    await portal.work();
    return { caseId, path: new URL(linkIn(portal)).pathname };
  }

  function arrive(options: Parameters<typeof Visitor.arrive>[2] = {}): Promise<Visitor> {
    return Visitor.arrive({ origin: portal.origin, exitAddress: '', dataFolder: '', browser, close: () => Promise.resolve() }, noticed, options);
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`uploads and sends ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const { caseId, path } = await asked();
      const file = join(portal.tools.config.dataDir, 'register 1987.pdf');
      await writeFile(file, 'A register.');
      const contact = await arrive({ javaScriptEnabled });
      await contact.go(path);
      await contact.press('Start');
      expect(contact.path).to.equal('/reply');
      await contact.press('Carry on');
      await contact.go('/reply/nothing');
      await contact.press('Send');
      await contact.go('/reply/ask');
      await contact.go('/reply');
      await contact.choose('Send what we hold');
      await contact.press('Carry on');
      await contact.page.locator('input[type=file]').setInputFiles(file);
      await contact.press('Upload');
      await contact.press('Send');
      expect(await contact.words()).to.include('register 1987.pdf').and.to.include('Enter your name and job');
      await contact.page.getByLabel('Your name and job').fill('M Pascoe, records');
      await contact.page.getByLabel('Where did you look?').fill('The basement');
      await contact.press('Send');
      expect(await contact.heading()).to.equal('We have your files');
      await contact.go(path);
      await contact.press('Start');
      expect(await contact.heading()).to.equal('This link no longer works');
      await contact.leave();
      expect((await dataRequestOf(portal, caseId)).outcome).to.equal('held');
    });
  }

  it('asks a question back by keyboard alone', async () => {
    const { path } = await asked();
    const contact = await arrive();
    await contact.go(path);
    await tabTo(contact, 'main button');
    await Promise.all([contact.page.waitForURL('**/reply'), contact.page.keyboard.press('Enter')]);
    await tabTo(contact, 'input[type=radio]');
    for (const key of ['Space', 'ArrowDown', 'ArrowDown']) await contact.page.keyboard.press(key);
    await tabTo(contact, 'main button');
    await Promise.all([contact.page.waitForURL('**/reply/ask'), contact.page.keyboard.press('Enter')]);
    await tabTo(contact, 'textarea');
    await contact.page.keyboard.type('Which school was it?');
    await tabTo(contact, 'main button');
    await Promise.all([contact.page.waitForURL('**/reply/sent'), contact.page.keyboard.press('Enter')]);
    expect(await contact.heading()).to.equal('We have your question');
    await contact.look();
    await contact.leave();
  });

  it('is seen by officers in a list and on a page of its own', async () => {
    const { caseId } = await asked();
    const { id } = await dataRequestOf(portal, caseId);
    const visitor = await arrive();
    const [name = '', value = ''] = officer.cookie.split('=');
    await visitor.page.context().addCookies([{ name, value, url: portal.origin }]);
    await visitor.go('/officer/data-requests');
    await visitor.go('/officer/data-requests?state=closed&due=late');
    await visitor.go(`/officer/data-requests/${id}`);
    await visitor.page.locator('summary', { hasText: 'Close it without an answer' }).click();
    await visitor.press('Close it');
    expect(await visitor.words()).to.include('Enter why it is closed without an answer');
    await visitor.go(`/officer/cases/${caseId}/collect`);
    await visitor.leave();
  });

  it('meets no barrier, no fault and no narrow screen it does not fit', () => {
    // A dead link answers 404, which Chromium reports as if it were a fault.
    const faults = noticed.faults.filter((fault) => !/\/reply\/[\w-]{43}: .*status of 404/.test(fault));
    expect([noticed.barriers, faults, noticed.tooWide]).to.deep.equal([[], [], []]);
  });
});

/** Presses Tab until the focus stands on what is looked for; a page where it never does is a trap. */
async function tabTo({ page }: Visitor, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}
