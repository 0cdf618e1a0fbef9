/** Makes one written request with values, signed as its client says, and reads the JSON it brings. */
import { z } from 'zod';
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { openAnswer, readJson } from '../http-asking.ts';
import type { HttpAnswer, HttpQuestion, HttpWay } from '../http-asking.ts';
import { filled, filledHeader, filledJson, filledPath } from './placeholders.ts';
import type { Values } from './placeholders.ts';
import type { Client, Named, RequestTemplate } from './saas-config.ts';

/** What every request of one system is made with. */
export interface RestLine {
  readonly way: HttpWay;
  /** The council's settings of the system, secrets among them. */
  readonly settings: Values;
}

/** A request whose values are in: the same values give the same key. */
export interface BuiltRequest {
  readonly question: HttpQuestion;
  readonly key: string;
}

/** @throws SystemFault where a value cannot stand where it is wanted */
export function buildRequest(template: RequestTemplate, client: Client, values: Values): BuiltRequest {
  const address = new URL(originOf(client, values));
  address.pathname = filledPath(template.path.split('?', 1)[0] ?? '', values);
  for (const { name, value } of [...queryWrittenIn(template.path), ...template.query]) address.searchParams.append(name, filled(value, values));
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const { name, value } of template.headers) headers[name.toLowerCase()] = filledHeader(value, values);
  if (template.method === 'GET' || template.body === null) return keyed({ address, method: template.method, headers });
  const body = filledJson(template.body, values);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) return keyed({ address, method: 'POST', headers, body: formOf(body) });
  return keyed({ address, method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

function keyed(question: HttpQuestion): BuiltRequest {
  const { address, headers, body = null } = question;
  return { question, key: JSON.stringify([address.href, headers, body]) };
}

/** The one host of a client. @throws SystemFault for a host that says more than a host */
export function originOf({ protocol, host }: Client, settings: Values): string {
  const written = filled(host, settings).replace(/\/$/, '');
  const scheme = filled(protocol, settings);
  if (!/^https?$/.test(scheme) || !/^[A-Za-z0-9.-]+(?::\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](?::\d{1,5})?$/.test(written)) throw new SystemFault('address-not-allowed', 'the host of the system is no host');
  return `${scheme}://${written}`;
}

function queryWrittenIn(path: string): readonly Named[] {
  const at = path.indexOf('?');
  return at === -1 ? [] : [...new URLSearchParams(path.slice(at + 1))].map(([name, value]) => ({ name, value }));
}

function formOf(json: string): string {
  const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).safeParse(JSON.parse(json));
  if (!fields.success) throw new SystemFault('unexpected', 'the body of the request is no form');
  return new URLSearchParams(Object.entries(fields.data).map(([name, value]): [string, string] => [name, String(value)])).toString();
}

/** Adds to a question what proves who asks. */
export type Sign = (question: HttpQuestion) => HttpQuestion;

/** Gets ready to sign; only client credentials are asked for over the network, once an asking. @throws SystemFault */
export async function signer({ authentication, ...client }: Client, { way, settings }: RestLine, asking: Asking): Promise<Sign> {
  switch (authentication.strategy) {
    case 'none':
      return (question) => question;
    case 'basic': {
      const pair = `${filled(authentication.username, settings)}:${filled(authentication.password, settings)}`;
      return withHeader('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    case 'bearer':
      return withHeader('authorization', `Bearer ${filledHeader(authentication.token, settings)}`);
    case 'api_key':
      return (question) => {
        const address = new URL(question.address);
        for (const { name, value } of authentication.query) address.searchParams.set(name, filled(value, settings));
        const headers = Object.fromEntries(authentication.headers.map(({ name, value }) => [name.toLowerCase(), filledHeader(value, settings)]));
        return { ...question, address, headers: { ...question.headers, ...headers } };
      };
    case 'oauth2_client_credentials': {
      const { question } = buildRequest(authentication.request, { ...client, authentication }, settings);
      const { access_token: token } = await readJson(await openAnswer({ ...question, accepts: [200, 201] }, way, asking), tokenSchema, asking);
      return withHeader('authorization', `Bearer ${token}`);
    }
  }
}

const tokenSchema = z.looseObject({ access_token: z.string().regex(/^[\x21-\x7e]+$/) });

function withHeader(name: string, value: string): Sign {
  return (question) => ({ ...question, headers: { ...question.headers, [name]: value } });
}

export interface JsonAnswer {
  readonly headers: HttpAnswer['headers'];
  readonly json: unknown;
}

/** The JSON of an answer; null where the system says that there is nothing. @throws SystemFault */
export async function askForJson(question: HttpQuestion, { way }: RestLine, asking: Asking): Promise<JsonAnswer | null> {
  const answer = await openAnswer({ ...question, accepts: [...(question.accepts ?? []), 200, 204] }, way, asking);
  if (answer.status !== 200) {
    answer.discard();
    return null;
  }
  return { headers: answer.headers, json: await readJson(answer, z.unknown(), asking) };
}
