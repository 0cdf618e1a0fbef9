/** A session with a mailbox that opens its folders to read only, so that nothing is ever marked as seen. */
import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import type { MessageEnvelopeObject, MessageStructureObject } from 'imapflow';
import { isCertificateFault } from '../certificates.ts';
import type { OutgoingRules } from '../connections/connector-kind.ts';
import { SystemFault } from '../connector.ts';
import type { Asking, FaultReason } from '../connector.ts';
import { reach } from '../reaching.ts';
import { searchFor, type MailQuestion } from './mail-questions.ts';

export interface MailboxPlace {
  /** `imaps`, or `imap` that is encrypted before anything is said. */
  readonly url: URL;
  readonly user: string;
  readonly password: string;
  /** Null for all of them. */
  readonly folders: readonly string[] | null;
  /** PEM of the one authority that may vouch for the server. */
  readonly authority?: string;
  readonly outgoing: OutgoingRules;
}

/** A message as its envelope has it. */
export interface FoundMessage {
  /** Stable as long as the server keeps the folder, and says nothing about anybody. */
  readonly reference: string;
  readonly folder: string;
  readonly uid: number;
  readonly subject: string;
  readonly sentAt: Date | null;
  readonly byteLength: number;
  /** Files, or other messages. */
  readonly carriesMore: boolean;
}

export interface MailSession {
  /** Those that are there and may be opened; every configured one has to be. @throws SystemFault */
  folders(): Promise<readonly string[]>;
  /** @throws SystemFault */
  search(folder: string, question: MailQuestion): Promise<readonly FoundMessage[]>;
  /** The message as it came, in pieces. @throws SystemFault while iterated */
  source(message: FoundMessage): AsyncGenerator<Uint8Array, void, undefined>;
  close(): void;
}

/** More messages than this are no answer that anybody could read. */
const maxMessages = 20_000;
const pieceBytes = 256 * 1024;

/** For a caller who closes it. @throws SystemFault */
export async function openMailbox(place: MailboxPlace, asking: Asking): Promise<MailSession> {
  const client = await connected(place, asking);
  const inFolder = async (folder: string): Promise<bigint> => {
    const open = client.mailbox;
    if (open !== false && open.path === folder) return open.uidValidity;
    return (await client.mailboxOpen(folder, { readOnly: true })).uidValidity;
  };
  return {
    folders: () => named(() => foldersOf(client, place)),
    search: (folder, question) => named(() => found(client, { folder, question, validity: () => inFolder(folder) })),
    source: (message) => sourceOf(client, message, () => inFolder(message.folder)),
    close: () => client.close(),
  };
}

async function connected({ url, user, password, authority, outgoing }: MailboxPlace, { signal, limits }: Asking): Promise<ImapFlow> {
  const isTlsAtOnce = url.protocol === 'imaps:';
  const reached = await reach({ host: url.hostname, port: Number(url.port || (isTlsAtOnce ? 993 : 143)), isEncrypted: true, outgoing, ...(authority === undefined ? {} : { authority }) });
  const client = new ImapFlow({
    host: reached.address,
    port: reached.port,
    secure: isTlsAtOnce,
    ...(isTlsAtOnce ? {} : { doSTARTTLS: true }),
    ...(reached.tls.servername === undefined ? {} : { servername: reached.tls.servername }),
    tls: reached.tls,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.wholeMs,
  });
  // What a lost connection does is told to whoever waits; without a listener it would end the process.
  client.on('error', () => undefined);
  signal.addEventListener('abort', () => client.close(), { once: true });
  if (signal.aborted) client.close();
  try {
    await client.connect();
    return client;
  } catch (cause) {
    client.close();
    throw faultOf(cause, 'cannot-connect');
  }
}

async function foldersOf(client: ImapFlow, { folders }: MailboxPlace): Promise<readonly string[]> {
  const there = (await client.list()).filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent')).map(({ path }) => path);
  if (folders === null) return there;
  if (!folders.every((folder) => there.includes(folder))) throw new SystemFault('bad-answer', 'a folder of the settings is not there');
  return folders;
}

interface Searched {
  readonly folder: string;
  readonly question: MailQuestion;
  readonly validity: () => Promise<bigint>;
}

async function found(client: ImapFlow, { folder, question, validity }: Searched): Promise<readonly FoundMessage[]> {
  const generation = await validity();
  const uids = await client.search(searchFor(question), { uid: true });
  if (uids === false || uids === undefined || uids.length === 0) return [];
  if (uids.length > maxMessages) throw new SystemFault('too-large', 'more messages than anybody could read');
  const place = createHash('sha256').update(`${folder} ${generation}`).digest('base64url').slice(0, 10);
  const messages: FoundMessage[] = [];
  const wanted = { uid: true, envelope: true, size: true, internalDate: true, bodyStructure: true };
  for await (const { uid, envelope, size, internalDate, bodyStructure } of client.fetch(uids, wanted, { uid: true })) {
    if (question.by === 'correspondent' && !isCorrespondent(envelope, question.address)) continue;
    messages.push({ reference: `${place}/${uid}`, folder, uid, subject: envelope?.subject ?? '', sentAt: dateOf(envelope?.date) ?? dateOf(internalDate), byteLength: size ?? 0, carriesMore: bodyStructure === undefined || carriesMore(bodyStructure) });
  }
  return messages;
}

/** Anything that is not the text of the message itself. */
function carriesMore({ type, disposition, childNodes }: MessageStructureObject): boolean {
  if (childNodes !== undefined) return childNodes.some(carriesMore);
  return disposition === 'attachment' || !type.startsWith('text/');
}

/** The whole address: a server that looks for ann@example.org finds joann@example.org too. */
function isCorrespondent(envelope: MessageEnvelopeObject | undefined, address: string): boolean {
  const all = [envelope?.from, envelope?.sender, envelope?.replyTo, envelope?.to, envelope?.cc, envelope?.bcc].flatMap((each) => each ?? []);
  return all.some((each) => each.address?.toLowerCase() === address);
}

function dateOf(written: Date | string | undefined): Date | null {
  const date = written === undefined ? null : new Date(written);
  return date === null || Number.isNaN(date.valueOf()) ? null : date;
}

async function* sourceOf(client: ImapFlow, { uid }: FoundMessage, open: () => Promise<bigint>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    await open();
    const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize: pieceBytes });
    if (content === undefined) throw new SystemFault('bad-answer', 'a message that was found is not there');
    for await (const piece of content) if (piece instanceof Uint8Array) yield piece;
  } catch (cause) {
    throw faultOf(cause, 'dropped');
  }
}

async function named<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    throw faultOf(cause, 'dropped');
  }
}

function faultOf(cause: unknown, otherwise: FaultReason): SystemFault {
  if (cause instanceof SystemFault) return cause;
  if (isCertificateFault(cause)) return new SystemFault('bad-certificate', 'the certificate of the system cannot be trusted');
  if (cause instanceof Error && 'authenticationFailed' in cause && cause.authenticationFailed === true) return new SystemFault('refused', 'IMAP: the password is not taken');
  // Not the server's sentence, which may quote what was asked: only that it said no.
  if (cause instanceof Error && 'responseStatus' in cause && cause.responseStatus !== undefined) return new SystemFault('bad-answer', 'IMAP: the server said no');
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return new SystemFault(code === 'ETIMEOUT' ? 'timed-out' : /Large|Overflow/.test(code) ? 'too-large' : otherwise, `IMAP: ${code === '' ? 'no answer' : code}`);
}
