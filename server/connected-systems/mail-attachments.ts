/** The attachments of an e-mail, each as a document of its own beside the message that carried it. */
import type { DocumentItem } from './connector.ts';
import { withContents } from './files/document-contents.ts';

/** Reads the message to list what it carries, archives and their entries too; a message is bounded by the size limit of a record. @throws SystemFault */
export async function attachmentsOf(message: Omit<DocumentItem, 'attachments'>): Promise<readonly DocumentItem[]> {
  return (await withContents(message)).attachments;
}
