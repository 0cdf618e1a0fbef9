/** Reads a mailbox over IMAP. A mailbox holds no persons: what may be somebody's is shown to an officer, who decides. */
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind } from './connections/connector-kind.ts';
import type { FieldComparison } from './compared-fields.ts';
import type { Asking, ConnectedSystem, DocumentItem, FindResult, HoldingPart, Item, MatchCandidate, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { nothing, oneChunk, readWhole } from './files/read-whole.ts';
import { questionsAbout, questionsIn, referenceTo, type MailQuestion } from './imap/mail-questions.ts';
import { openMailbox, type FoundMessage, type MailboxPlace, type MailSession } from './imap/mail-session.ts';
import { attachmentsOf } from './mail-attachments.ts';

const words = z.string().trim().min(1);

const settingsSchema = z.strictObject({
  /** `imaps://`, or `imap://`, which is encrypted by STARTTLS before anything is said. */
  url: z.url({ protocol: /^imaps?$/ }),
  user: words,
  password: z.string().min(1),
  /** Holds the certificate of the authority of the council's own, where it has one. */
  ca_file: z.string().optional(),
  /** All folders without it. */
  folders: z.array(words).min(1).optional(),
  /** The part of the system that a resident sees the messages under. */
  part: words,
});

export const imapKind = connectorKind({
  kind: 'imap',
  settings: settingsSchema,
  open: ({ url, user, password, ca_file: authorityFile, folders, part }, { description, suspended, outgoing, descriptionsFolder }) =>
    imapConnector({
      description,
      part,
      place: { url: new URL(url), user, password, folders: folders ?? null, outgoing, ...(authorityFile === undefined ? {} : { authority: readAuthority(descriptionsFolder, authorityFile) }) },
      ...(suspended === undefined ? {} : { suspended }),
    }),
});

export interface ImapSystemSettings {
  readonly description: SystemDescription;
  readonly place: MailboxPlace;
  readonly part: string;
  readonly suspended?: { readonly sinceOn: string };
}

/** A connected system whose content is the messages of one mailbox. */
export function imapConnector(settings: ImapSystemSettings): ConnectedSystem {
  const { description, place } = settings;
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => await find(settings, who, asking),
    fetch: (personReference, part, asking) => messagesOf(settings, { personReference, part }, asking),
    check: async (asking) => await inMailbox(place, asking, async (mailbox) => void (await mailbox.folders())),
  };
}

async function find({ description, place }: ImapSystemSettings, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  const questions = questionsAbout(description.key, who);
  if (questions.length === 0) return { found: 'identifier not supported' };
  return await inMailbox(place, asking, async (mailbox): Promise<FindResult> => {
    const answered: Answered[] = [];
    for (const question of questions) {
      const messages = await messagesFor(mailbox, [question]);
      if (messages.length > 0) answered.push({ questions: [question], messages });
    }
    if (answered.length === 0) return { found: 'none' };
    const all = answered.length === 1 ? [] : [{ questions: answered.flatMap((each) => each.questions), messages: distinct(answered.flatMap(({ messages }) => messages)) }];
    return { found: 'probable', candidates: [...answered, ...all].map((each) => candidateFrom(each, who)) };
  });
}

/** Questions, and the messages that any of them brought. */
interface Answered {
  readonly questions: readonly MailQuestion[];
  readonly messages: readonly FoundMessage[];
}

/** Shows how many messages and why, and never a subject or a word of them. */
function candidateFrom({ questions, messages }: Answered, who: SubjectIdentifiers): MatchCandidate {
  const question = questions.length === 1 ? questions[0] : undefined;
  const by = question === undefined ? 'any' : question.by;
  const address = question?.by === 'correspondent' ? maskedEmail(question.address) : '';
  const name = question?.by === 'mention' ? question.name.replace(/(\p{L})[\p{L}'’-]*/gu, '$1••••') : '';
  return {
    reference: referenceTo(questions),
    agreed: question?.by === 'mention' ? [isPresentName(question.name, who) ? 'name' : 'former name'] : [],
    differed: [],
    maskedName: name,
    maskedDateOfBirth: '',
    maskedAddress: address,
    ...(address === '' ? {} : { compared: [emailAgrees(address)] }),
    messages: { count: messages.length, by },
  };
}

/** It counts for nothing by itself: an address is shared, inherited and written down wrongly. */
function emailAgrees(masked: string): FieldComparison {
  return { field: 'e-mail', likeness: 'agrees', how: [], weight: 0, ours: masked, theirs: masked };
}

function isPresentName(name: string, { names: [present] }: SubjectIdentifiers): boolean {
  return present !== undefined && name.endsWith(present.family);
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}••••${address.slice(at)}`;
}

interface Wanted {
  readonly personReference: string;
  readonly part: HoldingPart;
}

async function* messagesOf({ place, part: collection }: ImapSystemSettings, wanted: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const questions = questionsIn(wanted.personReference);
  // Nothing here is a record: an officer reads every message before it is shown.
  if (wanted.part === 'records') return;
  const mailbox = await openMailbox(place, asking);
  try {
    for (const message of await messagesFor(mailbox, questions)) yield await documentFrom(mailbox, { message, collection }, asking);
  } finally {
    mailbox.close();
  }
}

/** From every folder, each message once, the oldest first. */
async function messagesFor(mailbox: MailSession, questions: readonly MailQuestion[]): Promise<readonly FoundMessage[]> {
  const messages: FoundMessage[] = [];
  for (const folder of await mailbox.folders()) {
    for (const question of questions) messages.push(...(await mailbox.search(folder, question)));
  }
  return distinct(messages).toSorted((one, other) => (one.sentAt?.valueOf() ?? 0) - (other.sentAt?.valueOf() ?? 0) || one.reference.localeCompare(other.reference));
}

function distinct(messages: readonly FoundMessage[]): readonly FoundMessage[] {
  return [...new Map(messages.map((message) => [message.reference, message])).values()];
}

/** One that passes the size limit is named, and the rest of the mailbox goes on. */
async function documentFrom(mailbox: MailSession, { message, collection }: { readonly message: FoundMessage; readonly collection: string }, asking: Asking): Promise<DocumentItem> {
  const { maxRecordBytes } = asking.limits;
  const isTooLarge = message.byteLength > maxRecordBytes;
  // What a message carries can only be found in the whole of it; one that carries nothing is never held whole.
  const isWanted = message.carriesMore && !isTooLarge && asking.isKnown?.(message.reference) !== true;
  const bytes = isWanted ? await readWhole(mailbox.source(message), maxRecordBytes) : null;
  const facts = {
    kind: 'document' as const,
    reference: message.reference,
    collection,
    title: message.subject === '' ? 'A message without a subject' : message.subject,
    heldOn: message.sentAt === null ? null : message.sentAt.toISOString().slice(0, 10),
    mediaType: 'message/rfc822',
    peopleNamed: [],
  };
  if (isTooLarge) return { ...facts, byteLength: 0, unreadable: 'too-large', attachments: [], open: nothing };
  const readable = { ...facts, byteLength: message.byteLength, open: () => (bytes === null ? mailbox.source(message) : oneChunk(bytes)) };
  return { ...readable, attachments: bytes === null ? [] : await attachmentsOf(readable) };
}

async function inMailbox<Answer>(place: MailboxPlace, asking: Asking, work: (mailbox: MailSession) => Promise<Answer>): Promise<Answer> {
  const mailbox = await openMailbox(place, asking);
  try {
    return await work(mailbox);
  } finally {
    mailbox.close();
  }
}
