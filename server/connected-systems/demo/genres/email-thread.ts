/** Writes an e-mail thread among professionals: the newest message on top, the older ones quoted under it. */
import { eventOf } from '../story/grammar.ts';
import type { ActorKey } from '../story/actors.ts';
import { dayInWords } from './writing.ts';
import type { Writing } from './writing.ts';

export interface Attached {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface EmailThread {
  readonly title: string;
  readonly writtenOn: string;
  /** RFC 5322, with CRLF line ends. */
  readonly message: string;
}

const subjects = ['Contact on Saturday', 'RK: review papers', 'School and the hamster', 'Urgent: tonight', 'Dates for the spring', 'Her mum', 'Placement: a worry', 'Transport for the review'];
const writers: readonly ActorKey[] = ['sw', 'teacher', 'supervisor', 'health', 'manager', 'carer'];

/** The same bytes for the same writing. */
export function emailThread({ teller, writtenOn, reference }: Writing, attached: readonly Attached[]): EmailThread {
  const { random, era } = teller;
  const subject = random.pick(subjects);
  const count = random.between(3, 6);
  const keys = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? 'sw' : random.pick(writers)));
  const messages = keys.map((key, at) => ({
    from: key,
    to: keys[at + 1] ?? 'manager',
    text: [`Hi ${teller.name(keys[at + 1] ?? 'manager', 'first')},`, teller.tell(eventOf(era)), teller.tell(random.pick(['#said#', '#emotional#', '#learning#'])), `${teller.name(key, 'first')}\n${teller.name(key, 'full')}, ${teller.name(key, 'relation')}${era.actors[key].phone === undefined ? '' : ` (${teller.name(key, 'phone')})`}`].join('\n\n'),
  }));
  const [newest, ...older] = messages;
  if (newest === undefined) throw new RangeError('A thread has at least one message.');
  const quoted = older.map(({ from, text }) => [`On ${dayInWords(writtenOn)}, ${teller.name(from, 'full')} <${addressOf(teller.name(from, 'full'))}> wrote:`, ...text.split('\n').map((line) => `> ${line}`)].join('\n'));
  const [from, to, copied] = [newest.from, newest.to, random.pick(writers)].map((key) => `${teller.name(key, 'full')} <${addressOf(teller.name(key, 'full'))}>`);
  const headers = { From: from ?? '', To: to ?? '', Cc: copied ?? '', Subject: `RE: ${subject}`, Date: new Date(`${writtenOn}T15:42:00Z`).toUTCString().replace('GMT', '+0000'), 'Message-ID': `<${reference}@example.org>` };
  return { title: `E-mail: ${subject}, ${dayInWords(writtenOn)}`, writtenOn, message: mime(headers, [newest.text, ...quoted].join('\n\n'), attached) };
}

function addressOf(name: string): string {
  return `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`;
}

const boundary = '=_penhallow_part';

function mime(headers: Readonly<Record<string, string>>, text: string, attached: readonly Attached[]): string {
  const parts = [
    ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', folded(Buffer.from(text, 'utf8'))],
    ...attached.map(({ fileName, mediaType, bytes }) => [`Content-Type: ${mediaType}; name="${fileName}"`, `Content-Disposition: attachment; filename="${fileName}"`, 'Content-Transfer-Encoding: base64', '', folded(bytes)]),
  ];
  return [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((lines) => [`--${boundary}`, ...lines]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

function folded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}
