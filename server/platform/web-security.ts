/** The walls every request passes: headers, one host, same-origin writes with a token, and a limit on how many. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from './config.ts';
import { textOf, postedFields } from './forms.ts';

/** Every form may lead only to ourselves, to a provider's sign-in page, and to the page that *Exit this page* leads to. */
export interface SecurityOptions {
  readonly config: Config;
  readonly formTargets: readonly string[];
}

export function nonceOf(res: Response): string {
  const nonce: unknown = res.locals.nonce;
  return typeof nonce === 'string' ? nonce : '';
}

export function makeNonce(_req: Request, res: Response, next: NextFunction): void {
  res.locals.nonce = randomBytes(16).toString('base64');
  next();
}

export function securityHeaders({ config, formTargets }: SecurityOptions): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'", ...formTargets],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
        scriptSrc: [(_req, res) => `'nonce-${nonceOfRaw(res)}'`],
        styleSrc: ["'self'", (_req, res) => `'nonce-${nonceOfRaw(res)}'`],
        ...(config.isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: config.isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}

/** helmet hands over node's own response; express put the nonce on it before. */
function nonceOfRaw(res: unknown): string {
  if (typeof res !== 'object' || res === null || !('locals' in res)) return '';
  const { locals } = res;
  return typeof locals === 'object' && locals !== null && 'nonce' in locals && typeof locals.nonce === 'string' ? locals.nonce : '';
}

/** What people read here is never left behind in a cache or restored by the back button. */
export function neverStored(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader('Cache-Control', 'no-store');
  next();
}

const methods = new Set(['GET', 'HEAD', 'POST']);

/** One Host header, and only the methods that some route has. */
export function wellFramed(req: Request, res: Response, next: NextFunction): void {
  const hosts = req.rawHeaders.filter((_value, index) => index % 2 === 0).filter((name) => name.toLowerCase() === 'host');
  if (hosts.length !== 1) {
    res.status(400).type('text').send('Bad request');
    return;
  }
  if (!methods.has(req.method)) {
    res.status(405).setHeader('Allow', 'GET, HEAD, POST').type('text').send('Method not allowed');
    return;
  }
  next();
}

/** Where a write came from: the browser's own word if it gives one, else the Origin header, else nowhere. Never compared with a header: any name may be made to lead here. */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  if (site !== undefined) return site === 'same-origin' && (origin === undefined || origin === 'null' || isOurs(origin, publicUrl));
  return origin !== undefined && isOurs(origin, publicUrl);
}

const namesOfThisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A demonstration is the same by each name of the machine it runs on. */
function isOurs(origin: string, publicUrl: string): boolean {
  if (origin === publicUrl) return true;
  if (!URL.canParse(origin)) return false;
  const [theirs, ours] = [new URL(origin), new URL(publicUrl)];
  return [theirs, ours].every(({ hostname }) => namesOfThisMachine.has(hostname)) && theirs.protocol === ours.protocol && theirs.port === ours.port;
}

export function newCsrfToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A signed-in person's form carries the token of their own session. Ask once its fields are read. */
export function hasToken(req: Request): boolean {
  const expected = req.session.csrfToken;
  if (expected === undefined) return true;
  const given = textOf(postedFields(req.body), '_csrf') || (req.get('x-csrf-token') ?? '');
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A council's officers, and a library's readers, come from one address: it may write this many times more than one session. */
const sessionsAnAddress = 10;

/** Writes are limited by session and by address, never by account: a limit that locked one would serve an attacker. */
export function writeLimit(pointsAMinute: number): RequestHandler {
  const ofSession = new RateLimiterMemory({ keyPrefix: 'session', points: pointsAMinute, duration: 60 });
  const ofAddress = new RateLimiterMemory({ keyPrefix: 'address', points: pointsAMinute * sessionsAnAddress, duration: 60 });
  return (req, _res, next) => {
    // Leaving quickly is never refused, however often it is pressed.
    if (req.method !== 'POST' || req.path === '/exit') {
      next();
      return;
    }
    const address = req.ip ?? 'unknown';
    // Of all cookies only the session's: others can be made up at will.
    const session = createHash('sha256').update(sessionIn(req.get('cookie')) ?? address).digest('base64url');
    Promise.all([ofSession.consume(session), ofAddress.consume(address)]).then(
      () => { next(); },
      () => { next(new TooMany()); },
    );
  };
}

function sessionIn(cookies: string | undefined): string | undefined {
  return /(?:^|;\s*)(?:__Host-)?session=([^;]*)/.exec(cookies ?? '')?.[1];
}

/** Nothing is locked; a minute's wait is enough. */
export class TooMany extends Error {
  readonly status = 429;
  override readonly name = 'TooMany';
}
