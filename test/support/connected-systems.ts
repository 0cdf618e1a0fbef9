/** What tests of connected systems share: who is asked about, how, and a small folder of documents. */

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AskingLimits, Item, SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { castMember } from '../../server/connected-systems/demo/people.ts';

/** Short enough for a test to see a limit at work. */
export const shortLimits: AskingLimits = { connectMs: 2_000, idleMs: 2_000, wholeMs: 8_000, maxRecordBytes: 4 * 1024 * 1024 };

/** Where tests play the systems: this machine, and nowhere else. */
export const loopback = { outgoing: { allowed: ['127.0.0.0/8'] } };

/** What the portal would know of a member of the cast; a system's own numbers only where a test gives them. */
export function asSubject(key: string, known: Partial<SubjectIdentifiers> = {}): SubjectIdentifiers {
  const { name, formerNames, dateOfBirth, addresses } = castMember(key);
  return { names: [name, ...formerNames], dateOfBirth, addresses, systemPersonNumbers: {}, ...known };
}

/** The same with the person's own numbers, as the portal knows somebody whose account is bound. */
export function asNumberedSubject(key: string): SubjectIdentifiers {
  const { systemPersonNumbers, nino, nhsNumber } = castMember(key);
  return asSubject(key, { systemPersonNumbers, ...(nino === undefined ? {} : { nino }), ...(nhsNumber === undefined ? {} : { nhsNumber }) });
}

/** Reads a document to its end. */
export async function bytesOf(item: Item): Promise<number> {
  let bytes = 0;
  if (item.kind === 'document') for await (const part of item.open()) bytes += part.byteLength;
  return bytes;
}

const peopleHead = 'person_number,given_names,family_name,former_names,date_of_birth,nhs_number,address,postcode';
const documentsHead = 'person_number,reference,collection,title,held_on,file,media_type,people_named';

export interface FolderContent {
  readonly people?: string;
  readonly documents?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const rhiannon = 'CSC-20717,Rhiannon,Addo,Rhiannon|Kessell,1999-05-22,9990020728,3 Tin Street; St Maddern,ZZ99 3TS';
const note = 'CSC-20717,N-1,case-notes,Home visit,2004-05-03,notes/1.txt,text/plain,Dawn Kessell|third-party|mother; Nicola Frayne|staff|social worker';
const mail = 'CSC-20717,E-1,e-mails,About Saturday,2007-01-27,mail/1.eml,message/rfc822,';

export const eml = [
  'From: nicola.frayne@example.org', 'To: colin.spargo@example.org', 'Subject: Saturday', 'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="part"', '', '--part', 'Content-Type: text/plain', '', 'See the note.',
  '--part', 'Content-Type: text/csv; name="dates.csv"', 'Content-Disposition: attachment; filename="dates.csv"', '', 'a,b', '--part--', '',
].join('\r\n');

/** A folder in which one person is held, unless told otherwise. */
export async function aDocumentsFolder(content: FolderContent = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fairsight-documents-'));
  await writeFile(path.join(folder, 'people.csv'), content.people ?? `${peopleHead}\r\n${rhiannon}\r\n`);
  await writeFile(path.join(folder, 'documents.csv'), content.documents ?? `${documentsHead}\r\n${note}\r\n${mail}\r\n`);
  for (const [name, text] of Object.entries(content.files ?? { 'notes/1.txt': 'Unannounced visit.', 'mail/1.eml': eml })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** The index of a folder with one document, whose row a test spells out. */
export function documentsIndex(row: string): string {
  return `${documentsHead}\r\n${row}\r\n`;
}
