/** What a mailbox can be asked about a person: by proved addresses, by numbers, and by a name that stands with a postcode or a birthday. */
import type { SearchObject } from 'imapflow';
import { z } from 'zod';
import type { SubjectIdentifiers } from '../connector.ts';
import { SystemFault } from '../connector.ts';

/** One question. It is kept as the reference of what an officer decides about, and asked again when that is collected. */
export type MailQuestion =
  | { readonly by: 'correspondent'; readonly address: string }
  | { readonly by: 'number'; readonly written: readonly string[] }
  | { readonly by: 'mention'; readonly name: string; readonly besides: readonly string[] };

const words = z.string().min(1).max(200);
const questionSchema: z.ZodType<MailQuestion> = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('correspondent'), address: words }),
  z.strictObject({ by: z.literal('number'), written: z.array(words).min(1).max(10) }),
  z.strictObject({ by: z.literal('mention'), name: words, besides: z.array(words).min(1).max(100) }),
]);
const questionsSchema = z.array(questionSchema).min(1).max(50);

/** Empty where nothing is known that a mailbox can be asked about. A name alone is never asked about. */
export function questionsAbout(systemKey: string, who: SubjectIdentifiers): readonly MailQuestion[] {
  const numbers = [who.nino, who.nhsNumber, who.systemPersonNumbers[systemKey]].flatMap((number) => (number === undefined ? [] : [waysToWrite(number)]));
  const besides = [...who.addresses.flatMap(({ postcode }) => waysToWrite(postcode)), ...birthdaysAsWritten(who.dateOfBirth)].map(plain).filter((text) => text !== '');
  const names = who.names.map(({ given, family }) => plain(`${given.split(' ')[0] ?? ''} ${family}`)).filter((name) => name.includes(' '));
  return [
    ...[...new Set((who.emails ?? []).map((email) => plain(email).toLowerCase()))].filter((address) => address.includes('@')).map((address) => ({ by: 'correspondent', address }) as const),
    ...numbers.map((written) => ({ by: 'number', written: written.map(plain) }) as const).filter(({ written }) => written.every((number) => number.length > 5)),
    ...(besides.length === 0 ? [] : [...new Set(names)].map((name) => ({ by: 'mention', name, besides }) as const)),
  ];
}

/** In the words of IMAP. It looks for parts of words: whose address it really is, is looked at afterwards. */
export function searchFor(question: MailQuestion): SearchObject {
  switch (question.by) {
    case 'correspondent':
      return { or: ['from', 'to', 'cc', 'bcc'].map((where) => ({ [where]: question.address })) };
    case 'number':
      return { or: question.written.map((text) => ({ text })) };
    case 'mention':
      return { text: question.name, or: question.besides.map((text) => ({ text })) };
  }
}

export function referenceTo(questions: readonly MailQuestion[]): string {
  return Buffer.from(JSON.stringify(questions)).toString('base64url');
}

/** @throws SystemFault for a reference that is none of ours */
export function questionsIn(reference: string): readonly MailQuestion[] {
  try {
    return questionsSchema.parse(JSON.parse(Buffer.from(reference, 'base64url').toString('utf8')));
  } catch {
    throw new SystemFault('bad-answer', 'a reference that this mailbox never gave');
  }
}

/** Without spaces, and as people group it: `QQ 12 34 56 C`, `999 001 0013`, `ZZ99 4QR`. */
function waysToWrite(number: string): readonly string[] {
  const joined = number.replace(/\s/g, '');
  const ways = new Set([number.trim(), joined]);
  if (/^[A-Z]{2}\d{6}[A-Z]$/i.test(joined)) ways.add(`${joined.slice(0, 2)} ${joined.slice(2, 4)} ${joined.slice(4, 6)} ${joined.slice(6, 8)} ${joined.slice(8)}`);
  else if (/^\d{10}$/.test(joined)) ways.add(`${joined.slice(0, 3)} ${joined.slice(3, 6)} ${joined.slice(6)}`);
  else if (/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/i.test(joined)) ways.add(`${joined.slice(0, -3)} ${joined.slice(-3)}`);
  return [...ways];
}

/** As a letter has it, as a form has it, and as a machine has it. */
function birthdaysAsWritten(day: string): readonly string[] {
  const instant = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(instant.valueOf())) return [];
  const [year = '', month = '', date = ''] = day.split('-');
  const inWords = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(instant);
  return [inWords({ dateStyle: 'long' }), inWords({ day: 'numeric', month: 'short', year: 'numeric' }), `${date}/${month}/${year}`, `${Number(date)}/${Number(month)}/${year}`, `${date}.${month}.${year}`, day];
}

/** One line, whatever was given: a line break would end what a server is told. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 200);
}
