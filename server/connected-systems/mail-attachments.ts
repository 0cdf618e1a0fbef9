/** The attachments of an e-mail, each as a document of its own beside the message that carried it. */
import PostalMime from 'postal-mime';
import type { DocumentItem } from './connector.ts';
import { SystemFault } from './connector.ts';

/** Reads the message to list what it carries; a message is bounded by the size limit of a record. @throws SystemFault */
export async function attachmentsOf(message: Omit<DocumentItem, 'attachments'>): Promise<readonly DocumentItem[]> {
  const parts: Uint8Array[] = [];
  for await (const part of message.open()) parts.push(part);
  const mail = await PostalMime.parse(Buffer.concat(parts), { attachmentEncoding: 'arraybuffer' }).catch(() => {
    throw new SystemFault('bad-answer', 'a message is not e-mail');
  });
  return mail.attachments.map((attachment, at) => {
    const bytes = attachedBytes(attachment.content);
    return {
      kind: 'document',
      reference: `${message.reference}/${at + 1}`,
      collection: message.collection,
      title: attachment.filename ?? `${message.title}: attachment ${at + 1}`,
      heldOn: message.heldOn,
      mediaType: attachment.mimeType,
      byteLength: bytes.byteLength,
      peopleNamed: [],
      attachments: [],
      open: () => oneChunk(bytes),
    };
  });
}

function attachedBytes(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  await Promise.resolve();
  yield bytes;
}
