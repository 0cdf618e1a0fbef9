/** The sign-in gates on a bare Express app, with a browser that keeps its cookies: for attack tests. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import { systemClock, type Clock } from '../../server/platform/clock.ts';
import { connectProvider, type ProviderSettings } from '../../server/sign-in/provider-connection.ts';
import type { ProviderName } from '../../server/sign-in/providers.ts';
import { openGate, type SignInGate } from '../../server/sign-in/run-strategy.ts';
import { SignInRefused } from '../../server/sign-in/sign-in-refused.ts';
import type { SignInWish } from '../../server/sign-in/strategy.ts';
import { clientId } from './hostile-provider.ts';

export interface Portal {
  readonly origin: string;
  /** What the next sign-in asks for. */
  wish: Partial<SignInWish>;
  clock: Clock;
  /** Takes the issuers as they stand now, for a provider that had to know the portal first. */
  connect(): void;
  close(): Promise<void>;
}

type Gates = Readonly<Record<ProviderName, SignInGate>>;

export const ordinaryWish: SignInWish = {
  returnTo: '/', neededStrength: 'one-factor', maxAgeSeconds: null, expectedSubject: null, purpose: null, sealedForm: null, language: 'en',
};

export function settingsFor(name: ProviderName, issuer: string, origin: string): ProviderSettings {
  return {
    name, dialect: 'development', issuer, clientId, clientSecret: 'not-a-secret',
    callbackUrl: `${origin}/sign-in/${name}/callback`, postLogoutUrl: `${origin}/signed-out`,
    scope: 'openid profile', signedWith: 'RS256', allowsHttp: true, timeoutSeconds: 1,
  };
}

/** Answers JSON: `{signedIn: facts}` or `{refused: why}`; any other fault is `{fault: name}` with status 500. */
export async function startPortal(issuers: Readonly<Record<ProviderName, string>>): Promise<Portal> {
  const app = express();
  const server: Server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock: Clock = { now: () => portal.clock.now() };
  const gates = (): Gates => ({
    resident: openGate(connectProvider(settingsFor('resident', issuers.resident, origin), clock), clock),
    staff: openGate(connectProvider(settingsFor('staff', issuers.staff, origin), clock), clock),
  });
  let open = gates();
  const portal: Portal = {
    origin, wish: {}, clock: systemClock,
    connect: () => {
      open = gates();
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
  app.use(session({ secret: 'test', resave: false, saveUninitialized: false }));
  for (const name of ['resident', 'staff'] as const) {
    app.post(`/sign-in/${name}`, (req, res, next) => {
      open[name].begin({ req, res }, { ...ordinaryWish, ...portal.wish }).catch(next);
    });
    app.get(`/sign-in/${name}/callback`, (req, res, next) => {
      open[name].finish({ req, res }).then(({ facts, profile }) => res.json({ signedIn: facts, profile }), next);
    });
  }
  app.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    if (error instanceof SignInRefused) res.status(403).json({ refused: error.refusal });
    else res.status(500).json({ fault: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' });
  });
  return portal;
}

export interface Answer {
  readonly signedIn?: { readonly subject: string; readonly acr: string; readonly authTime: number; readonly identity: string };
  readonly profile?: { readonly name: string };
  readonly refused?: string;
  readonly fault?: string;
}

/** One person's browser. */
export class Browser {
  private cookie = '';
  private readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Presses the button; gives the address at the provider to which the portal sends the browser. */
  async press(provider: ProviderName): Promise<string> {
    const response = await this.send(`${this.origin}/sign-in/${provider}`, 'POST');
    const to = response.headers.get('location');
    if (to === null) throw new Error(`no redirect: ${String(response.status)} ${await response.text()}`);
    return to;
  }

  /** Visits the provider; gives the address back at the portal. */
  async comeBack(atProvider: string): Promise<string> {
    const response = await fetch(atProvider, { redirect: 'manual' });
    return response.headers.get('location') ?? '';
  }

  async open(address: string): Promise<Answer> {
    const response = await this.send(address, 'GET');
    // Written by the app above, and compared whole by the tests.
    return await response.json() as Answer;
  }

  async signIn(provider: ProviderName): Promise<Answer> {
    return this.open(await this.comeBack(await this.press(provider)));
  }

  private async send(address: string, method: string): Promise<Response> {
    const response = await fetch(address, { method, redirect: 'manual', headers: { cookie: this.cookie } });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return response;
  }
}
