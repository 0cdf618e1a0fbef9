/** The messages in the shared mailbox of the invented council: some of a resident's, some about her, some of others'. */

import type { DovecotServer } from './real-servers/dovecot.ts';

interface Mail {
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly subject: string;
  readonly text: string;
  readonly attachment?: string;
}

const council = 'Repairs <repairs@example.org>';
const marion = 'Marion Tregenza <marion.tregenza@example.org>';
/** Lines enough for the mailbox to be cut off in the middle of a message. */
const atLength = Array.from({ length: 1_500 }, (_, at) => `Line ${String(at)} of what was said about the back bedroom.`).join('\n');

const mails: readonly (readonly [folder: string, mail: Mail])[] = [
  ['INBOX', { from: marion, to: council, on: 'Mon, 02 Mar 2026 09:15:00 +0000', subject: 'Mould again', text: `It is back.\n${atLength}`, attachment: 'photo taken on Sunday' }],
  ['INBOX', { from: 'Joan Marion <joan.marion.tregenza@example.org>', to: council, on: 'Tue, 03 Mar 2026 10:00:00 +0000', subject: 'Bins', text: 'Nobody came on Tuesday.' }],
  ['INBOX', { from: 'Clive Rowe <clive.rowe@example.org>', to: council, on: 'Thu, 05 Mar 2026 08:00:00 +0000', subject: 'Number 2', text: `Marion Tregenza at 2 Chapel Hill Cottages has a van on the verge, ZZ99 3HL. She was born 30 August 1957.\n${atLength}` }],
  ['INBOX', { from: 'Newsletter <news@example.org>', to: council, on: 'Fri, 06 Mar 2026 08:00:00 +0000', subject: 'Prize draw', text: 'Congratulations to Marion Tregenza of Truro.' }],
  ['Sent', { from: council, to: marion, on: 'Wed, 04 Mar 2026 16:40:00 +0000', subject: 'Re: Mould again', text: 'We can come on 12 March.' }],
  ['Archive.Benefits', { from: 'Benefits <benefits@example.org>', to: council, on: 'Tue, 10 Feb 2026 11:00:00 +0000', subject: 'Claim', text: 'Please confirm the rent for QQ 12 04 57 A.' }],
];

/** Puts them there, none of them read yet. */
export async function fillMailbox(server: DovecotServer): Promise<void> {
  for (const [folder, mail] of mails) await server.deliver(folder, source(mail));
}

function source({ from, to, on, subject, text, attachment }: Mail): string {
  const head = [`From: ${from}`, `To: ${to}`, `Date: ${on}`, `Subject: ${subject}`, 'MIME-Version: 1.0'];
  if (attachment === undefined) return [...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\n');
  const parts = ['--part', 'Content-Type: text/plain; charset=utf-8', '', text, '--part', 'Content-Type: image/jpeg; name="mould.jpg"', 'Content-Disposition: attachment; filename="mould.jpg"', '', attachment, '--part--', ''];
  return [...head, 'Content-Type: multipart/mixed; boundary="part"', '', ...parts].join('\n');
}
