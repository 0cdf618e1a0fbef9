/** One GET to a connected system: bounded in time and size, following no redirect, every failure named. */
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { z } from 'zod';
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';

/** An answer of the contract whose body has not been read yet. */
export interface HttpAnswer {
  readonly status: 200 | 204 | 209;
  readonly mediaType: string;
  readonly declaredLength: number | null;
  /** Streams the body. @throws SystemFault if the connection drops half way */
  bytes(): AsyncIterable<Uint8Array>;
  discard(): void;
}

/** The name of the header that carries the portal's credential for a system. */
export const credentialHeader = 'x-subject-access-credential';

/** Asks, and resolves when the answer's head is there. @throws SystemFault for anything but 200, 204 and 209 */
export async function openAnswer(address: URL, credential: string, asking: Asking): Promise<HttpAnswer> {
  const message = await send(address, credential, asking);
  const status = message.statusCode ?? 0;
  if (status !== 200 && status !== 204 && status !== 209) {
    message.destroy();
    throw new SystemFault(reasonForStatus(status), `the system answered ${status}`);
  }
  const length = message.headers['content-length'];
  return {
    status,
    mediaType: (message.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    declaredLength: length === undefined ? null : Number(length),
    bytes: () => bodyOf(message),
    discard: () => void message.destroy(),
  };
}

/** Records come whole and are parsed at once, so they are held to a smaller bound than a streamed document. */
const maxJsonBytes = 8 * 1024 * 1024;

/** Reads a JSON body and proves its shape. @throws SystemFault */
export async function readJson<Shape>(answer: HttpAnswer, schema: z.ZodType<Shape>, asking: Asking): Promise<Shape> {
  if (answer.mediaType !== 'application/json') {
    answer.discard();
    throw new SystemFault('bad-answer', 'the system did not answer with JSON');
  }
  const text = await readText(answer, Math.min(maxJsonBytes, asking.limits.maxRecordBytes));
  const parsed = schema.safeParse(parseJson(text));
  // The parser's own message would quote the answer, which is personal data.
  if (!parsed.success) throw new SystemFault('bad-answer', 'the answer has not the shape of the contract');
  return parsed.data;
}

async function readText(answer: HttpAnswer, maxBytes: number): Promise<string> {
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

async function send(address: URL, credential: string, asking: Asking): Promise<IncomingMessage> {
  const { signal, limits } = asking;
  const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept: 'application/json', [credentialHeader]: credential };
  return await new Promise<IncomingMessage>((resolve, reject) => {
    // No shared agent: a socket that one broken answer poisoned is never used again.
    const outgoing = request(address, { agent: false, headers, signal }, resolve);
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
      reject(new SystemFault(isConnected ? 'dropped' : 'cannot-connect', 'the system could not be asked', { cause }));
    });
    outgoing.end();
  });
}

function reasonForStatus(status: number): 'redirected' | 'refused' | 'server-error' | 'bad-answer' {
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'refused';
  return status >= 500 ? 'server-error' : 'bad-answer';
}
