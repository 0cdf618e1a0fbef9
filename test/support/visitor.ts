/** A person at a real browser, who notices on every page what axe finds, what the console tells and what does not fit a phone. */

import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import type { WholeProduct } from './whole-product.ts';

/** What was noticed, over all visitors that share it. */
export interface Noticed {
  /** Pages axe has seen already, by kind. */
  readonly seen: Set<string>;
  readonly barriers: string[];
  readonly faults: string[];
  readonly tooWide: string[];
}

export function nothingNoticed(): Noticed {
  return { seen: new Set(), barriers: [], faults: [], tooWide: [] };
}

export interface SignInChoice {
  readonly provider: 'resident' | 'staff';
  readonly persona: string;
  readonly authenticator?: 'one-factor' | 'two-factor' | 'phishing-resistant';
  readonly returnTo?: string;
}

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const phoneWidth = 320;

export class Visitor {
  readonly page: Page;
  private readonly context: BrowserContext;
  private readonly product: WholeProduct;
  private readonly noticed: Noticed;
  private readonly hasScript: boolean;

  private constructor(parts: { readonly page: Page; readonly product: WholeProduct; readonly noticed: Noticed; readonly hasScript: boolean }) {
    this.page = parts.page;
    this.context = parts.page.context();
    this.product = parts.product;
    this.noticed = parts.noticed;
    this.hasScript = parts.hasScript;
  }

  static async arrive(product: WholeProduct, noticed: Noticed, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await product.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const visitor = new Visitor({ page, product, noticed, hasScript: options.javaScriptEnabled !== false });
    page.on('pageerror', (error) => noticed.faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      visitor.hear(message);
    });
    return visitor;
  }

  /** Forms that come back, to be put right or after signing in again, answer 4xx, which Chromium reports as if it were a fault. */
  private hear(message: ConsoleMessage): void {
    const isRefusal = /status of (401|409|422)/.test(message.text());
    const isOurs = message.location().url.startsWith(this.product.origin);
    if (message.type() === 'error' && isOurs && !isRefusal) this.noticed.faults.push(`${this.page.url()}: ${message.text()}`);
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  async go(path: string): Promise<void> {
    const address = `${this.product.origin}${path}`;
    await this.page.goto(address).catch((error: unknown) => {
      // A page that refreshes itself at this very moment takes our place; then we go again.
      if (!String(error).includes('net::ERR_ABORTED')) throw error;
      return this.page.goto(address);
    });
    await this.look();
  }

  async signIn({ provider, returnTo = '/', ...who }: SignInChoice): Promise<void> {
    await this.go(`/sign-in?return=${encodeURIComponent(returnTo)}`);
    await this.page.click(`form[action="/sign-in/${provider}"] button`);
    await this.choosePersona(who);
  }

  /** From the page that asks to sign in again, through the provider, to where it leads. */
  async signInAgain(who: Omit<SignInChoice, 'provider'>): Promise<void> {
    await this.look();
    await this.page.click('form[action="/sign-in/again"] button');
    await this.choosePersona(who);
  }

  private async choosePersona({ persona, authenticator = 'two-factor' }: Omit<SignInChoice, 'provider'>): Promise<void> {
    await this.page.check(`#persona-${persona}`);
    await this.page.check(`#authenticator-${authenticator}`);
    await this.page.click('button[type=submit]:not([formaction])');
    await this.page.waitForURL((address) => address.origin === this.product.origin);
    await this.look();
  }

  /** Presses the button with these words, and looks at the page it leads to. */
  async press(words: string | RegExp): Promise<void> {
    await this.leaveBy(() => this.page.getByRole('main').getByRole('button', { name: words, exact: typeof words === 'string' }).first().click());
  }

  /** Follows the link with these words. */
  async follow(words: string | RegExp): Promise<void> {
    await this.leaveBy(() => this.page.getByRole('main').getByRole('link', { name: words }).first().click());
  }

  async followFirst(selector: string): Promise<void> {
    await this.leaveBy(() => this.page.getByRole('main').locator(selector).first().click());
  }

  async choose(words: string): Promise<void> {
    await this.page.getByRole('main').getByLabel(words, { exact: true }).first().check();
  }

  private async leaveBy(act: () => Promise<void>): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), act()]);
    await this.look();
  }

  /** The bytes of a file behind a link, as this person. */
  async download(path: string): Promise<Buffer> {
    const answer = await this.page.request.get(`${this.product.origin}${path}`);
    if (!answer.ok()) throw new Error(`${path}: ${String(answer.status())}`);
    return answer.body();
  }

  async heading(): Promise<string> {
    return (await this.page.textContent('h1'))?.trim() ?? '';
  }

  async words(): Promise<string> {
    return (await this.page.textContent('main'))?.replace(/\s+/g, ' ').trim() ?? '';
  }

  /** Once for each kind of page: axe, and whether a phone shows it without scrolling sideways. */
  async look(): Promise<void> {
    const kind = `${kindOf(this.path)} ${(await this.heading()).replace(/\d+|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/g, '#')} ${String(await this.page.locator('.govuk-error-summary').count())}`;
    if (!this.hasScript || this.noticed.seen.has(kind)) return;
    this.noticed.seen.add(kind);
    const { violations } = await new AxeBuilder({ page: this.page }).withTags(wcag22aa).analyze();
    this.noticed.barriers.push(...violations.map(({ id, nodes }) => `${this.path}: ${id}: ${nodes.map(({ html }) => html).join(' ').slice(0, 300)}`));
    const wide = this.page.viewportSize();
    await this.page.setViewportSize({ width: phoneWidth, height: 640 });
    const width = await this.page.evaluate('document.documentElement.scrollWidth');
    if (width !== phoneWidth) this.noticed.tooWide.push(`${this.path}: ${String(width)}`);
    if (wide !== null) await this.page.setViewportSize(wide);
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}

/** The address with each id and number replaced, so that two pages of one kind count as one. */
function kindOf(path: string): string {
  return path.replace(/\/[\w-]{22}(?=\/|$)/g, '/:id').replace(/\/\d+(?=\/|$)/g, '/:n');
}
