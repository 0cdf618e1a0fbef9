/** An identity provider for attack tests: correct until told to misbehave in one way. */

import { createHash, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, type JWTPayload } from 'jose';

/** What it does wrongly in the next sign-in. */
export interface Misdeeds {
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  readonly signing?: 'alg-none' | 'wrong-key' | 'hs256-with-public-key' | 'embedded-jwk' | 'unknown-kid';
  readonly userInfo?: (response: ServerResponse) => void;
  readonly token?: (response: ServerResponse) => void;
  readonly keys?: (response: ServerResponse) => void;
  readonly describes?: Readonly<Record<string, unknown>>;
  /** Added to, or replacing, the answer's parameters. */
  readonly answers?: (parameters: URLSearchParams) => void;
}

interface Asked {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export interface HostileProvider {
  readonly issuer: string;
  /** Everything that was asked at the authorisation endpoint, newest last. */
  readonly asked: readonly URLSearchParams[];
  readonly tokenCalls: () => number;
  misbehave(misdeeds: Misdeeds): void;
  close(): Promise<void>;
}

export const clientId = 'portal';
export const subject = 'subject-1';
const keyId = 'key-1';

export async function startHostileProvider(path = ''): Promise<HostileProvider> {
  const parts = new Parts();
  const server = createServer((request, response) => {
    parts.answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  parts.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return {
    issuer: parts.issuer,
    asked: parts.asked,
    tokenCalls: () => parts.tokenCalls,
    misbehave: (misdeeds) => {
      parts.misdeeds = misdeeds;
    },
    close: () => closeNow(server),
  };
}

function closeNow(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

class Parts {
  issuer = '';
  misdeeds: Misdeeds = {};
  tokenCalls = 0;
  readonly asked: URLSearchParams[] = [];
  private readonly codes = new Map<string, Asked>();
  private readonly own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const endpoint = url.pathname.slice(new URL(this.issuer).pathname.replace(/\/$/, '').length);
    if (endpoint === '/.well-known/openid-configuration') return json(response, this.description());
    if (endpoint === '/authorize') return this.authorize(url, response);
    if (endpoint === '/token') return this.token(request, response);
    const misdeed = endpoint === '/jwks' ? this.misdeeds.keys : endpoint === '/userinfo' ? this.misdeeds.userInfo : undefined;
    if (misdeed !== undefined) return misdeed(response);
    if (endpoint === '/jwks') return json(response, await this.keys());
    if (endpoint === '/userinfo') return json(response, { sub: subject, name: 'Ada Example', birthdate: '1980-01-01' });
    response.writeHead(404).end();
  }

  private description(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/jwks`,
      end_session_endpoint: `${this.issuer}/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
      ...this.misdeeds.describes,
    };
  }

  private authorize(url: URL, response: ServerResponse): void {
    this.asked.push(url.searchParams);
    const given = (name: string) => url.searchParams.get(name) ?? '';
    const code = randomBytes(16).toString('base64url');
    this.codes.set(code, { nonce: given('nonce'), challenge: given('code_challenge'), redirectUri: given('redirect_uri') });
    const answer = new URLSearchParams({ code, state: given('state'), iss: this.issuer });
    this.misdeeds.answers?.(answer);
    response.writeHead(303, { location: `${given('redirect_uri')}?${answer.toString()}` }).end();
  }

  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tokenCalls += 1;
    const form = new URLSearchParams(await bodyOf(request));
    if (this.misdeeds.token !== undefined) return this.misdeeds.token(response);
    const asked = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    const isRight = asked !== undefined && asked.challenge === challenge && asked.redirectUri === form.get('redirect_uri');
    if (!isRight) return json(response, { error: 'invalid_grant' }, 400);
    json(response, { access_token: 'token', token_type: 'Bearer', expires_in: 60, id_token: await this.idToken(asked.nonce) });
  }

  private async idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const proper: JWTPayload = {
      iss: this.issuer, sub: subject, aud: clientId, iat: now, exp: now + 300, nonce,
      acr: 'urn:fairsight:acr:two-factor', amr: ['pwd', 'otp'], auth_time: now, vot: 'P2',
    };
    return this.sign(this.misdeeds.claims?.(proper) ?? proper);
  }

  private async sign(claims: JWTPayload): Promise<string> {
    const withKey = (key: KeyObject, header: object = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keyId, ...header }).sign(key);
    switch (this.misdeeds.signing) {
      case 'wrong-key':
        return withKey(this.stranger.privateKey);
      case 'unknown-kid':
        return withKey(this.stranger.privateKey, { kid: 'key-unknown' });
      case 'embedded-jwk':
        return withKey(this.stranger.privateKey, { jwk: await exportJWK(this.stranger.publicKey) });
      case 'alg-none':
        return new UnsecuredJWT(claims).encode();
      case 'hs256-with-public-key': {
        const secret = Buffer.from(await exportSPKI(this.own.publicKey));
        return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: keyId }).sign(secret);
      }
      default:
        return withKey(this.own.privateKey);
    }
  }

  private async keys(): Promise<object> {
    return { keys: [{ ...(await exportJWK(this.own.publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }] };
  }
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  const parts: AsyncIterable<string> = request.setEncoding('utf8');
  for await (const part of parts) body += part;
  return body;
}
