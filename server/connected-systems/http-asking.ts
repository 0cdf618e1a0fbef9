/** One request to a connected system: to a listed address, bounded in time and size, following no redirect, every failure named. */
import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { z } from 'zod';
import { isCertificateFault, trusting } from './certificates.ts';
import type { OutgoingRules } from './connections/connector-kind.ts';
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';
import { assertAllowed, checkedAddress, guardedLookup } from './outgoing.ts';
import type { LookingUp, Resolve } from './outgoing.ts';

/** How a system is reached: which addresses may be spoken to, and whose certificates are believed. */
export interface HttpWay {
  readonly outgoing: OutgoingRules;
  /** Certificates of the council's own authority, as PEM; the world's usual ones where there is none. */
  readonly authority?: string;
  /** Plays the resolver in tests. */
  readonly resolve?: Resolve;
}

export interface HttpQuestion {
  readonly address: URL;
  /** A read that some systems want as a POST, with the question in its body. */
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The statuses that are an answer; every other is a fault. 200 alone unless said. */
  readonly accepts?: readonly number[];
}

/** An answer whose body has not been read yet. */
export interface HttpAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly declaredLength: number | null;
  /** By their names in small letters. */
  readonly headers: IncomingMessage['headers'];
  /** Streams the body. @throws SystemFault if the connection drops half way */
  bytes(): AsyncIterable<Uint8Array>;
  discard(): void;
}

/** The name of the header that carries the portal's credential for a system. */
export const credentialHeader = 'x-subject-access-credential';

/** Asks, and resolves when the answer's head is there. @throws SystemFault for every status the question does not accept */
export async function openAnswer(question: HttpQuestion, way: HttpWay, asking: Asking): Promise<HttpAnswer> {
  const message = await send(question, await optionsFor(question, way), asking);
  const status = message.statusCode ?? 0;
  if (!(question.accepts ?? [200]).includes(status)) {
    message.destroy();
    throw new SystemFault(reasonForStatus(status), `the system answered ${status}`);
  }
  if ((message.headers['content-encoding'] ?? 'identity') !== 'identity') {
    message.destroy();
    throw new SystemFault('bad-answer', 'the system compressed its answer, which was not asked for');
  }
  const length = message.headers['content-length'];
  return {
    status,
    mediaType: (message.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    declaredLength: length === undefined ? null : Number(length),
    headers: message.headers,
    bytes: () => bodyOf(message),
    discard: () => void message.destroy(),
  };
}

/** Records come whole and are parsed at once, so they are held to a smaller bound than a streamed document. */
const maxTextBytes = 8 * 1024 * 1024;

/** Reads a body whole, as UTF-8. @throws SystemFault */
export async function readText(answer: HttpAnswer, asking: Asking): Promise<string> {
  const maxBytes = Math.min(maxTextBytes, asking.limits.maxRecordBytes);
  const parts: Uint8Array[] = [];
  let received = 0;
  for await (const part of answer.bytes()) {
    received += part.byteLength;
    if (received > maxBytes) {
      answer.discard();
      throw new SystemFault('too-large', 'the answer passed the size limit');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Reads a JSON body and proves its shape. @throws SystemFault */
export async function readJson<Shape>(answer: HttpAnswer, schema: z.ZodType<Shape>, asking: Asking): Promise<Shape> {
  if (answer.mediaType !== 'application/json' && !answer.mediaType.endsWith('+json')) {
    answer.discard();
    throw new SystemFault('bad-answer', 'the system did not answer with JSON');
  }
  const parsed = schema.safeParse(parseJson(await readText(answer, asking)));
  // The parser's own message would quote the answer, which is personal data.
  if (!parsed.success) throw new SystemFault('bad-answer', 'the answer has not the shape that was agreed');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SystemFault('bad-answer', 'the answer is not JSON');
  }
}

async function* bodyOf(message: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const part of message) {
      if (!(part instanceof Uint8Array)) throw new SystemFault('unexpected', 'the body is not bytes');
      yield part;
    }
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : new SystemFault('dropped', 'the connection dropped half way', { cause });
  }
}

/** @throws SystemFault address-not-allowed */
async function optionsFor({ address, method = 'GET', headers, body }: HttpQuestion, way: HttpWay): Promise<RequestOptions> {
  const isEncrypted = address.protocol === 'https:';
  if (!isEncrypted && address.protocol !== 'http:') throw new SystemFault('address-not-allowed', 'neither http nor https');
  if (address.username !== '' || address.password !== '') throw new SystemFault('address-not-allowed', 'an address that carries a name or a password');
  const { outgoing, resolve } = way;
  const port = address.port === '' ? (isEncrypted ? 443 : 80) : Number(address.port);
  const looking: LookingUp = { reach: isEncrypted ? 'anywhere listed' : 'within the council', ...(resolve === undefined ? {} : { resolve }) };
  assertAllowed(address.hostname, port, outgoing);
  // Node looks up names alone: a written address is held to the same reach here.
  if (isIP(address.hostname.replace(/^\[|\]$/g, '')) !== 0) await checkedAddress({ host: address.hostname, port, rules: outgoing, ...looking });
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  // No shared agent: a socket that one broken answer poisoned is never used again.
  return { method, headers: { ...headers, ...length }, agent: false, lookup: guardedLookup(outgoing, looking), ...(isEncrypted ? trusting(way.authority) : {}) };
}

async function send({ address, body }: HttpQuestion, options: RequestOptions, { signal, limits }: Asking): Promise<IncomingMessage> {
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(address, { ...options, signal }, resolve);
    let isConnected = false;
    const connecting = setTimeout(() => outgoing.destroy(new Error('connecting took too long')), limits.connectMs);
    outgoing.on('socket', (socket) => {
      socket.once(address.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        isConnected = true;
        clearTimeout(connecting);
      });
    });
    outgoing.on('error', (cause) => {
      clearTimeout(connecting);
      reject(faultOf(cause, isConnected));
    });
    outgoing.end(body);
  });
}

function faultOf(cause: Error, isConnected: boolean): SystemFault {
  if (cause instanceof SystemFault) return cause;
  if (isCertificateFault(cause)) return new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted', { cause });
  return new SystemFault(isConnected ? 'dropped' : 'cannot-connect', 'the system could not be asked', { cause });
}

function reasonForStatus(status: number): 'redirected' | 'refused' | 'server-error' | 'bad-answer' {
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'refused';
  return status >= 500 ? 'server-error' : 'bad-answer';
}
