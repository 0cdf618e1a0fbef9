/** A browser without script that signs in at the development provider, following redirects and posting its forms. */

import type { ProviderName } from '../../server/sign-in/providers.ts';
import type { Answer } from './sign-in-portal.ts';

export interface PersonaChoice {
  readonly persona: string;
  readonly authenticator: string;
}

export interface Shown {
  readonly address: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export class PersonaBrowser {
  /** Cookies by host and name: ports do not separate them, so the tests give each side a host of its own. */
  private readonly cookies = new Map<string, { readonly origin: string; readonly path: string; readonly pair: string }>();
  private readonly portal: string;

  constructor(portal: string) {
    this.portal = portal;
  }

  /** With no choice, the provider must not ask. */
  async signIn(provider: ProviderName, choice: PersonaChoice | null): Promise<Answer> {
    const shown = await this.go(`${this.portal}/sign-in/${provider}`, {});
    const back = choice === null ? shown : await this.choose(shown, choice);
    return answerOf(back);
  }

  /** Starts at any address of the portal that leads to the provider, and ends where the portal sends the browser. */
  async choose(shown: Shown, choice: PersonaChoice): Promise<Shown> {
    if (!shown.text.includes('name="persona"')) throw new Error(`not the provider’s page at ${shown.address}: ${String(shown.status)} ${shown.text.slice(-1500)}`);
    const after = await this.go(actionIn(shown), { ...choice });
    if (!after.text.includes('session/end/confirm')) return after;
    // Somebody else was signed in there: the library first posts a form that signs them out.
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(after.text)?.[1] ?? '';
    return this.go(actionIn(after), { xsrf, logout: 'yes' });
  }

  /** Presses the button of the form with this action, with the hidden fields it carries. */
  async press(shown: Shown, action: string, fields: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.go(new URL(action, shown.address).href, { ...hiddenFields(shown, action), ...fields });
  }

  /** One request, no redirect followed. */
  async once(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    return this.send(address, form);
  }

  /** From the sign-in page of the whole portal to where it leads. */
  async enter(provider: ProviderName, choice: PersonaChoice, returnTo = '/'): Promise<Shown> {
    const page = await this.go(`${this.portal}/sign-in?return=${encodeURIComponent(returnTo)}`);
    return this.choose(await this.press(page, `/sign-in/${provider}`), choice);
  }

  /** The cookie that the portal set under this name, as `name=value`; empty when there is none. */
  cookieNamed(name: string): string {
    return [...this.cookies.values()].find((each) => each.origin === this.portal && each.pair.startsWith(`${name}=`))?.pair ?? '';
  }

  async cancel(provider: ProviderName): Promise<Answer> {
    const shown = await this.go(`${this.portal}/sign-in/${provider}`, {});
    return answerOf(await this.go(`${actionIn(shown)}/cancel`, {}));
  }

  async pageFor(provider: ProviderName): Promise<string> {
    return (await this.go(`${this.portal}/sign-in/${provider}`, {})).text;
  }

  async wouldBeAsked(provider: ProviderName): Promise<boolean> {
    return (await this.pageFor(provider)).includes('name="persona"');
  }

  /** Posts the form (or gets, without one) and follows every redirect. */
  async go(address: string, form?: Readonly<Record<string, string>>): Promise<Shown> {
    let next: { readonly address: string; readonly form: Readonly<Record<string, string>> | undefined } = { address, form };
    for (let hop = 0; hop < 12; hop += 1) {
      const response = await this.send(next.address, next.form);
      const location = response.headers.get('location');
      if (location === null) return { address: next.address, status: response.status, text: await response.text(), headers: response.headers };
      next = { address: new URL(location, next.address).href, form: undefined };
    }
    throw new Error('too many redirects');
  }

  private async send(address: string, form: Readonly<Record<string, string>> | undefined): Promise<Response> {
    const url = new URL(address);
    const response = await fetch(address, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie: this.cookiesFor(url),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin, 'sec-fetch-site': 'same-origin' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    });
    for (const set of response.headers.getSetCookie()) this.keep(url, set);
    return response;
  }

  private keep(url: URL, set: string): void {
    const [pair = '', ...attributes] = set.split(';').map((part) => part.trim());
    const path = attributes.find((each) => each.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    const name = pair.slice(0, pair.indexOf('='));
    const isGone = attributes.some((each) => /^expires=Thu, 01 Jan 1970/i.test(each));
    const key = `${url.origin} ${path} ${name}`;
    if (isGone) this.cookies.delete(key);
    else this.cookies.set(key, { origin: url.origin, path, pair });
  }

  private cookiesFor(url: URL): string {
    const fitting = [...this.cookies.values()].filter((each) => each.origin === url.origin && url.pathname.startsWith(each.path));
    return fitting.map((each) => each.pair).join('; ');
  }
}

function hiddenFields(shown: Shown, action: string): Readonly<Record<string, string>> {
  const form = [...shown.text.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find((each) => each[1] === action);
  if (form === undefined) throw new Error(`no form for ${action} at ${shown.address}: ${String(shown.status)} ${shown.text.slice(0, 300)}`);
  const inputs = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\s*\/?>/g)];
  return Object.fromEntries(inputs.map((each) => [each[1] ?? '', plainText(each[2] ?? '')]));
}

/** What the browser would make of an attribute. */
function plainText(escaped: string): string {
  const characters: Readonly<Record<string, string>> = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return escaped.replace(/&(?:quot|#39|lt|gt|amp);/g, (entity) => characters[entity] ?? entity);
}

function actionIn(shown: Shown): string {
  const action = /<form[^>]* action="([^"]+)"/.exec(shown.text)?.[1];
  if (action === undefined) throw new Error(`no form at ${shown.address}: ${String(shown.status)} ${shown.text.slice(0, 400)}`);
  return new URL(action, shown.address).href;
}

function answerOf(shown: Shown): Answer {
  if (!shown.text.startsWith('{')) throw new Error(`not an answer of the portal at ${shown.address}: ${shown.text.slice(0, 400)}`);
  // Written by the bare portal, and compared by the tests.
  return JSON.parse(shown.text) as Answer;
}
