/** The page frames in a real browser, under the real headers: reachable, readable, and quick to leave. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { openFramePages, type FramePages } from '../support/frame-pages.ts';
import { toolPath } from '../support/test-tools.ts';

const executablePath = toolPath('chromium');

(executablePath === null ? describe.skip : describe)('the page frames in a browser', function () {
  this.timeout(30_000);
  let site: FramePages;
  let browser: Browser;

  before(async () => {
    site = await openFramePages();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  async function visit<T>(
    path: string,
    options: BrowserContextOptions,
    look: (page: Page, faults: readonly string[]) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
    try {
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      await page.goto(`${site.address}${path}`);
      return await look(page, faults);
    } finally {
      await context.close();
    }
  }

  const looks: readonly (readonly [string, string, BrowserContextOptions])[] = [
    ['a resident’s page', '/resident', {}],
    ['a page with errors', '/resident-errors', {}],
    ['a visitor’s page', '/visitor', {}],
    ['a page from right to left', '/right-to-left', {}],
    ['a staff page', '/staff', {}],
    ['a staff page in the dark', '/staff', { colorScheme: 'dark' }],
    ['the page for not found', '/not-found', {}],
  ];

  for (const [name, path, options] of looks) {
    it(`axe finds nothing on ${name}`, async () => {
      const found = await visit(path, options, async (page) => (await new AxeBuilder({ page }).analyze()).violations);
      expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).to.deep.equal([]);
    });
  }

  for (const path of ['/resident', '/resident-errors', '/right-to-left', '/staff', '/not-found']) {
    it(`${path} fits in 320 pixels`, async () => {
      const width = await visit(path, { viewport: { width: 320, height: 640 } }, (page) =>
        page.evaluate('document.documentElement.scrollWidth'),
      );
      expect(width).to.equal(320);
    });
  }

  it('the security policy has nothing to complain of, trusted types included', async () => {
    const faults = await visit('/resident-errors', {}, async (page, told) => {
      await page.waitForSelector('.govuk-frontend-supported');
      return told;
    });
    expect(faults).to.deep.equal([]);
  });

  it('the second stop of the keyboard leaves at one press, without a script', async () => {
    const address = await visit('/resident', { javaScriptEnabled: false }, async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/not-found');
      return page.url();
    });
    expect(address).to.equal(`${site.address}/not-found`);
  });

  it('Shift three times leaves, and Back shows that one is signed out', async () => {
    const shown = await visit('/resident', {}, async (page) => {
      await page.waitForSelector('.govuk-frontend-supported');
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
      await page.waitForURL('**/not-found');
      await page.goBack();
      return page.textContent('h1');
    });
    expect([shown, site.posts.includes('POST /exit')]).to.deep.equal(['You are signed out', true]);
  });

  it('Shift for capitals does not leave', async () => {
    const address = await visit('/resident', {}, async (page) => {
      await page.waitForSelector('.govuk-frontend-supported');
      await page.focus('textarea');
      for (const key of ['Shift+A', 'Shift+B', 'Shift+C', 'Shift+D']) await page.keyboard.press(key);
      return page.url();
    });
    expect(address).to.equal(`${site.address}/resident`);
  });

  it('nothing can be seen from the moment of leaving', async () => {
    const display = await visit('/resident', {}, async (page) => {
      await page.waitForSelector('.govuk-frontend-supported');
      return page.evaluate(
        'document.querySelector("form[data-exit] button").click(); getComputedStyle(document.body).display + location.pathname + document.title',
      );
    });
    expect(display).to.equal('none/signed-out');
  });

  it('the question before a session ends hides the page, and staying closes it', async () => {
    const isOpen = await visit('/resident-idle', {}, async (page) => {
      await page.waitForSelector('dialog[open]');
      const covers = await page.evaluate('getComputedStyle(document.querySelector("dialog"), "::backdrop").backgroundColor');
      await page.click('dialog form[data-stay] button');
      await page.waitForSelector('dialog:not([open])', { state: 'attached' });
      return covers;
    });
    expect([isOpen, site.posts.includes('POST /still-here')]).to.deep.equal(['rgb(255, 255, 255)', true]);
  });

  it('a page under way can be stopped from looking again', async () => {
    const words = await visit('/resident-under-way', {}, async (page, faults) => {
      await page.waitForResponse('**/resident-under-way');
      await page.click('[data-updating] button');
      return [await page.textContent('[data-updating] [role=status]'), ...faults];
    });
    expect(words).to.deep.equal(['This page no longer looks again by itself.']);
  });

  it('an error summary takes the focus', async () => {
    const focused = await visit('/resident-errors', {}, async (page) => {
      await page.waitForSelector('.govuk-frontend-supported');
      return page.evaluate('document.activeElement.className');
    });
    expect(focused).to.equal('govuk-error-summary');
  });

  it('a page from right to left begins at the right', async () => {
    const isMirrored = await visit('/right-to-left', {}, (page) =>
      page.evaluate(
        'document.querySelector("h1").getBoundingClientRect().right > 900 && document.querySelector(".fs-exit__button").getBoundingClientRect().left < 100',
      ),
    );
    expect(isMirrored).to.equal(true);
  });

  it('the choice of language stands clear of the exit, in longer words too', async () => {
    const gap = await visit('/longer-words', {}, (page) =>
      page.evaluate(
        'document.querySelector(".fs-exit__button").getBoundingClientRect().left - document.querySelector(".govuk-language-navigation").getBoundingClientRect().right',
      ),
    );
    expect(gap).to.be.greaterThan(0);
  });

  it('paper carries neither navigation nor exit', async () => {
    const shown = await visit('/resident', {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      return page.evaluate(
        '[".govuk-service-navigation", ".fs-exit", ".fs-blank"].map((name) => getComputedStyle(document.querySelector(name)).display !== "none")',
      );
    });
    expect(shown).to.deep.equal([false, false, true]);
  });
});
