/** Calls the operations of a SOAP service as its WSDL describes them: every byte goes through the portal's own asking. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client, IHttpClient } from 'soap';
import { SystemFault } from '../connector.ts';
import type { Asking } from '../connector.ts';
import { openAnswer } from '../http-asking.ts';
import type { HttpWay } from '../http-asking.ts';
import { at, rowOf } from '../nested-rows.ts';
import { readXml, safeXml } from '../xml-answers.ts';

export type SoapSecurity =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'username-token'; readonly username: string; readonly password: string; readonly is_digest: boolean };

export interface SoapLine {
  readonly way: HttpWay;
  /** A file within `folder`, or an address on the host of the endpoint. */
  readonly wsdl: string;
  readonly folder: string;
  readonly endpoint: URL;
  readonly security: SoapSecurity;
}

export interface SoapClient {
  /** What the records of one kind may come to. */
  readonly maxBytes: number;
  /** The answer as a tree, after the WSDL. @throws SystemFault */
  call(operation: string, argument: object): Promise<unknown>;
}

/** Reads the WSDL and what it includes, from its own folder or host alone. @throws SystemFault */
export async function openSoap(line: SoapLine, asking: Asking): Promise<SoapClient> {
  const { createClientAsync, BasicAuthSecurity, WSSecurity } = await import('soap');
  const isRemote = /^https?:/i.test(line.wsdl);
  const location = isRemote ? line.wsdl : path.resolve(line.folder, line.wsdl);
  if (!isRemote) readSafely(location, line.folder);
  const options = {
    httpClient: httpClientFor(line, asking),
    disableCache: true,
    endpoint: line.endpoint.href,
    // Dates and numbers stay as they are written: a date read into an instant can move by a day.
    customDeserializer: Object.fromEntries(['date', 'dateTime', 'time', 'decimal', 'integer', 'int', 'long', 'short'].map((type) => [type, (text: string) => text])),
    wsdl_options: { overrideImportLocation: (included: string) => allowedInclude(included, line) },
  };
  const client = await createClientAsync(location, options).catch(throwNamed);
  const { security } = line;
  if (security.kind === 'basic') client.setSecurity(new BasicAuthSecurity(security.username, security.password));
  if (security.kind === 'username-token') client.setSecurity(new WSSecurity(security.username, security.password, { passwordType: security.is_digest ? 'PasswordDigest' : 'PasswordText', hasNonce: true, hasTokenCreated: true }));
  return { maxBytes: asking.limits.maxRecordBytes, call: async (operation, argument) => await call(client, operation, argument).catch(throwNamed) };
}

async function call(client: Client, operation: string, argument: object): Promise<unknown> {
  const method: unknown = client[operation];
  if (typeof method !== 'function') throw new SystemFault('bad-answer', 'the WSDL has no such operation');
  const answer = await new Promise((resolve, reject) => {
    Reflect.apply(method, client, [argument, (fault: unknown, result: unknown) => (fault === null || fault === undefined ? resolve(result) : reject(asError(fault)))]);
  });
  // An empty answer is null; nothing at all is another answer than the WSDL promises, and would look like "none held".
  if (answer === undefined) throw new SystemFault('bad-answer', 'the answer is not that of the operation');
  return answer;
}

/** What the library says beside the address: the envelope, whom to tell, and the headers. */
type Said = [envelope: unknown, callback: (fault: unknown, answer?: object, text?: string) => unknown, headers?: Readonly<Record<string, unknown>>];

/** Takes the place of the library's own client, which would follow redirects and ask for any address. */
function httpClientFor({ way, endpoint, wsdl }: SoapLine, asking: Asking): IHttpClient {
  const origins = new Set([endpoint.origin, ...(URL.canParse(wsdl) ? [new URL(wsdl).origin] : [])]);
  const exchange = async (address: URL, envelope: unknown, headers: Readonly<Record<string, unknown>>): Promise<{ readonly status: number; readonly text: string }> => {
    if (!origins.has(address.origin)) throw new SystemFault('redirected', 'the WSDL leads outside the system');
    const asked = typeof envelope === 'string' ? { method: 'POST' as const, body: envelope } : {};
    const sent = Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])));
    const answer = await openAnswer({ address, headers: { accept: 'text/xml, application/soap+xml', ...sent }, accepts: [200, 500], ...asked }, way, asking);
    const text = await readXml(answer, asking);
    if (typeof envelope === 'string' && !/<(?:[\w.-]+:)?Body(?:\s[^>]*)?>\s*<[^/]/.test(text)) throw new SystemFault('bad-answer', 'the envelope is empty');
    return { status: answer.status, text };
  };
  return {
    request: (url, ...[envelope, callback, headers = {}]: Said) => {
      const answered = (status: number, text: string): void => void callback(null, { status, headers: {}, data: text }, text);
      exchange(new URL(url), envelope, headers)
        .then(({ status, text }) => answered(status, text), (fault: unknown) => void callback(fault))
        // What the library throws while it reads an answer comes to whoever asked, and not to the process.
        .catch((fault: unknown) => void callback(fault));
      return new Promise<never>(() => undefined);
    },
  };
}

/** @throws SystemFault */
function allowedInclude(included: string, { folder, endpoint, wsdl }: SoapLine): string {
  if (/^https?:/i.test(included)) {
    const { origin } = new URL(included);
    if (origin === endpoint.origin || (URL.canParse(wsdl) && origin === new URL(wsdl).origin)) return included;
    throw new SystemFault('redirected', 'the WSDL includes a file of another host');
  }
  if (/^https?:/i.test(wsdl)) throw new SystemFault('bad-answer', 'a WSDL of a host includes a file of this machine');
  readSafely(included, folder);
  return included;
}

/** A WSDL lies beside the descriptions, and so does all that it includes. @throws SystemFault */
function readSafely(file: string, folder: string): void {
  const within = path.relative(folder, path.resolve(folder, file));
  if (within.startsWith('..') || path.isAbsolute(within)) throw new SystemFault('bad-answer', 'the WSDL includes a file outside its folder');
  try {
    safeXml(readFileSync(path.resolve(folder, file), 'utf8'));
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : new SystemFault('bad-answer', 'the WSDL cannot be read', { cause });
  }
}

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error('the call failed');
}

const accessCodes = /Authentication|Security(?:Token)?\b|FailedCheck|Unauthori[sz]ed|AccessDenied|Forbidden/i;

/** The library's message may quote the answer, and is not passed on. */
function throwNamed(cause: unknown): never {
  if (cause instanceof SystemFault) throw cause;
  const fault = rowOf(at(cause, 'root.Envelope.Body.Fault'));
  if (fault.size === 0) throw new SystemFault('bad-answer', 'the answer is not what the WSDL says');
  const codes = ['faultcode', 'Code.Value', 'Code.Subcode.Value', 'faultstring', 'Reason.Text'].flatMap((field) => fault.get(field) ?? fault.get(`${field}.$value`) ?? []);
  if (codes.some((code) => accessCodes.test(code))) throw new SystemFault('refused', 'the service refused the credential');
  throw new SystemFault(codes.some((code) => /Client|Sender|VersionMismatch|MustUnderstand/.test(code)) ? 'bad-answer' : 'server-error', 'the service answered with a fault');
}
