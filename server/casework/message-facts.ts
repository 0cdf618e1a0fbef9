/** What tells e-mails of one thread: the ids they name, the subject, and the words that a later one may quote. */

import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import { z } from 'zod';

export const messageFactsSchema = z.object({
  messageId: z.string(),
  /** The messages it says it follows, In-Reply-To included. */
  follows: z.array(z.string()),
  /** Without its Re and Fwd. */
  subject: z.string(),
  attachments: z.array(z.string()),
});

/** Sealed beside the item: ids and subjects name people. */
export type MessageFacts = z.infer<typeof messageFactsSchema>;

export const messageMediaType = 'message/rfc822';

/** Null for what is no e-mail, or one that says nothing of who it is. */
export async function messageFactsOf(bytes: Uint8Array): Promise<MessageFacts | null> {
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' }).catch(() => null);
  const [messageId] = idsIn(mail?.messageId ?? '');
  if (mail === null || messageId === undefined) return null;
  return {
    messageId,
    follows: [...new Set([...idsIn(mail.references ?? ''), ...idsIn(mail.inReplyTo ?? '')])].filter((id) => id !== messageId),
    subject: plainSubject(mail.subject ?? ''),
    attachments: mail.attachments.map(({ content }) => createHash('sha256').update(typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content)).digest('hex')),
  };
}

const mostIds = 500;

function idsIn(header: string): readonly string[] {
  return [...header.matchAll(/<([^<>\s]{3,400})>/g)].flatMap(([, id]) => (id === undefined ? [] : [id.toLowerCase()])).slice(0, mostIds);
}

/** English and Welsh clients, and the others that council staff meet. */
export function plainSubject(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|fwd?|aw|wg|ateb|ymlaen|sv|tr)\s*(?:\[\d+\])?:)+/iu, '').replace(/\s+/g, ' ').trim().toLowerCase();
}
