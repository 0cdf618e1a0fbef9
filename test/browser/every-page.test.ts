/** What holds on every resident page in a real browser: Welsh without English, the keyboard alone, and a way out. */

import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { readSentences, type Sentences } from '../../server/platform/words.ts';
import { sharedProduct } from '../support/shared-product.ts';
import { toolPath } from '../support/test-tools.ts';
import { nothingNoticed, Visitor } from '../support/visitor.ts';
import type { WholeProduct } from '../support/whole-product.ts';

const openPages = ['/', '/sign-in', '/help', '/help/other-ways', '/help/words', '/help/leaving', '/help/shared-devices', '/privacy', '/accessibility', '/status', `/reply/${'a'.repeat(43)}`];
/** A notice itself is in the words that were approved, whatever the language around it. */
const ownPages = ['/account', '/account/proof', '/account/contact', '/information', '/information/changes', '/requests', '/requests/new', '/requests/new/answered', '/choices'];

/** Sentences of ours, long enough not to stand in another by chance; those with values are left out. */
function sentencesOf(sentences: Sentences): readonly string[] {
  return Object.values(sentences).flatMap((value) => (typeof value === 'string' ? [value] : sentencesOf(value))).filter((sentence) => sentence.length > 11 && !sentence.includes('{'));
}

(toolPath('chromium') === null ? describe.skip : describe)('every resident page', function () {
  this.timeout(60_000);
  const noticed = nothingNoticed();
  let product: WholeProduct;

  before(async function () {
    this.timeout(180_000);
    product = await sharedProduct();
  });

  it('in Welsh says nothing of ours in English, and fits a phone', async () => {
    const welsh = new Set(sentencesOf(readSentences('cy')));
    const english = [...new Set(sentencesOf(readSentences('en')))].filter((sentence) => !welsh.has(sentence));
    const visitor = await Visitor.arrive(product, noticed, { locale: 'cy-GB' });
    await visitor.go('/?lang=cy');
    const found: string[] = [];
    const read = async (path: string): Promise<void> => {
      await visitor.go(path);
      const shown = (await visitor.page.textContent('body')) ?? '';
      found.push(...english.filter((sentence) => shown.includes(sentence)).map((sentence) => `${path}: ${sentence}`));
    };
    for (const path of openPages) await read(path);
    await visitor.signIn({ provider: 'resident', persona: 'zainab-al-khatib' });
    for (const path of ownPages) await read(path);
    await visitor.leave();
    expect(found).to.deep.equal([]);
  });

  it('leads through asking for a copy by keyboard alone', async () => {
    const visitor = await Visitor.arrive(product, noticed);
    await visitor.signIn({ provider: 'resident', persona: 'jonah-bright', returnTo: '/requests/new' });
    const { page } = visitor;
    await tabTo(page, 'input[type=radio]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main button');
    await Promise.all([page.waitForURL('**/dates'), page.keyboard.press('Enter')]);
    await tabTo(page, 'input[type=radio]');
    await page.keyboard.press('Space');
    await tabTo(page, 'main button');
    await Promise.all([page.waitForURL('**/help'), page.keyboard.press('Enter')]);
    expect(await visitor.heading()).to.equal('Is there anything that would help us find it?');
    await visitor.leave();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`is left at one press ${javaScriptEnabled ? 'with' : 'without'} script, and Back shows nothing`, async () => {
      const visitor = await Visitor.arrive(product, nothingNoticed(), { javaScriptEnabled });
      await visitor.signIn({ provider: 'resident', persona: 'jonah-bright', returnTo: '/requests' });
      await visitor.page.getByRole('button', { name: 'Exit this page' }).last().click();
      await visitor.page.waitForURL(product.exitAddress);
      await visitor.page.goto(`${product.origin}/requests`);
      expect(await visitor.heading()).not.to.equal('Your requests');
      await visitor.leave();
    });
  }

  it('meets no barrier, no fault and no narrow screen it does not fit', () => {
    expect([noticed.barriers, noticed.faults, noticed.tooWide]).to.deep.equal([[], [], []]);
  });
});

/** Presses Tab until the focus stands on what is looked for; a page where it never does is a trap. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}
