/** Reads a message that Outlook kept as a file: who wrote to whom, when, the words, and what it carries. */
import { createRequire } from 'node:module';
import type msgreader from '@kenjiuno/msgreader';
import type { FieldsData } from '@kenjiuno/msgreader/lib/MsgReader.js';
import { SystemFault } from '../connector.ts';
import { isSoundCompoundFile } from './compound-file.ts';
import { mediaTypeByName } from './media-types.ts';

/** Written for the older kind of module, whose default is found in different places by different loaders. */
const library = createRequire(import.meta.url)('@kenjiuno/msgreader') as typeof msgreader;

export interface CarriedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface OutlookMessage {
  /** `From: …` and the like, one a line. */
  readonly headers: readonly string[];
  readonly body: string;
  readonly attachments: readonly CarriedFile[];
}

/** @throws SystemFault `bad-answer` if it is no such message */
export function readOutlookMessage(bytes: Uint8Array): OutlookMessage {
  if (!isSoundCompoundFile(bytes)) throw new SystemFault('bad-answer', 'a message is not one of Outlook');
  try {
    const reader = new library.default(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const fields = reader.getFileData();
    if (fields.dataType !== 'msg') throw new SystemFault('bad-answer', 'a message is not one of Outlook');
    return {
      headers: headersOf(fields),
      body: (fields.body ?? '').replaceAll('\r\n', '\n').replaceAll('\0', ''),
      attachments: (fields.attachments ?? []).map((attachment, at) => {
        const { fileName, content } = reader.getAttachment(attachment);
        const name = plainName(attachment, fileName, at);
        return { name, mediaType: attachment.innerMsgContent === true ? 'application/vnd.ms-outlook' : (attachment.attachMimeTag ?? mediaTypeByName(name)), bytes: content };
      }),
    };
  } catch (cause) {
    throw cause instanceof SystemFault ? cause : new SystemFault('bad-answer', 'a message is not one of Outlook', { cause });
  }
}

function plainName(attachment: FieldsData, fileName: string, at: number): string {
  const written = attachment.fileName ?? attachment.fileNameShort ?? fileName;
  return written === '' ? `attachment ${at + 1}` : written;
}

function headersOf(fields: FieldsData): readonly string[] {
  const written = (recipient: FieldsData): string => person(recipient.name, recipient.smtpAddress ?? recipient.email);
  const to = (kind: 'to' | 'cc' | 'bcc'): string => (fields.recipients ?? []).filter(({ recipType }) => recipType === kind).map(written).join('; ');
  const sentAt = fields.clientSubmitTime ?? fields.messageDeliveryTime;
  const lines: readonly (readonly [label: string, value: string | undefined])[] = [
    ['From', person(fields.senderName, fields.senderSmtpAddress ?? fields.senderEmail)],
    ['To', to('to')],
    ['Cc', to('cc')],
    ['Bcc', to('bcc')],
    ['Date', sentAt],
    ['Subject', fields.subject],
  ];
  return lines.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [`${label}: ${oneLine(value)}`]));
}

function person(name: string | undefined, address: string | undefined): string {
  if (address === undefined || address === '' || address === name) return name ?? '';
  return name === undefined || name === '' ? address : `${name} <${address}>`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ');
}
