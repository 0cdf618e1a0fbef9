/** Reads the form of something else to search with, each kind by the fields that belong to it, into one way of writing it. */

import { z } from 'zod';
import { foldedEmail, foldedPhone } from '../connected-systems/matching/compare-numbers.ts';
import { InvalidForm } from '../platform/errors.ts';
import { readForm, textOf, type Posted } from '../platform/forms.ts';
import { isInsuranceNumber, isNhsNumber } from '../redaction/engine/checksums.ts';
import { searchTermKinds, type TermWords } from './search-term.ts';

const termFields = ['kind', 'email', 'phone', 'systemId', 'reference', 'numberSystemId', 'number', 'nino', 'nhsNumber', 'given', 'family', 'lines', 'postcode', 'source'] as const;

export interface ReadTerm {
  readonly words: TermWords;
  readonly source: string;
}

/** One line, whatever was pasted. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

const problem = (name: string): string => `casework.terms.problems.${name}`;
const line = (name: string): z.ZodType<string> => z.string().transform(oneLine).pipe(z.string().min(1, problem(name)).max(100, problem('long')));

const email = z.string().transform(foldedEmail).refine((value) => value.length <= 200 && /^[^\s@<>,;:"()*%\\]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/i.test(value), problem('email'));
const phone = z.string().transform(oneForm).refine((value) => /^(?:0\d{9,10}|\+[1-9]\d{6,14})$/.test(value), problem('phone'));
const nino = z.string().transform(joinedNumber).refine((value) => /^[A-Z]{2}\d{6}[A-D]$/.test(value) && (value.startsWith(specimenPrefix) || isInsuranceNumber(value)), problem('nino'));
const nhsNumber = z.string().transform(joinedNumber).refine((value) => /^\d{10}$/.test(value), problem('nhsNumber')).refine((value) => !/^\d{10}$/.test(value) || isNhsNumber(value), problem('nhsCheck'));
const postcode = z.string().transform(spacedPostcode).refine((value) => /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(value), problem('postcode'));
const lines = z.string().transform((value) => value.split(/[\r\n]+/).map(oneLine).filter((each) => each !== ''))
  .pipe(z.array(z.string().max(100, problem('long'))).min(1, problem('lines')).max(8, problem('tooManyLines')));

/** Given to nobody: the numbers of specimens and of a demonstration. */
const specimenPrefix = 'QQ';

function joinedNumber(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}

/** A British number begins with 0, as matching compares it; one from abroad keeps its country. Empty for what is no number. */
function oneForm(typed: string): string {
  const joined = typed.replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(joined)) return '';
  if (/^(?:\+|00)(?!44)/.test(joined)) return joined.replace(/^(?:\+|00)/, '+');
  return foldedPhone(joined).replace(/^00/, '0');
}

function spacedPostcode(typed: string): string {
  const joined = typed.replace(/\s/g, '').toUpperCase();
  return `${joined.slice(0, -3)} ${joined.slice(-3)}`;
}

const source = line('source');

function termSchema(systemIds: readonly string[]) {
  const systemId = z.string().refine((value) => systemIds.includes(value), problem('systemId'));
  const numberSystemId = z.string().refine((value) => systemIds.includes(value), problem('numberSystemId'));
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('email'), email, source }),
    z.object({ kind: z.literal('phone'), phone, source }),
    z.object({ kind: z.literal('account-reference'), systemId, reference: line('reference'), source }),
    z.object({ kind: z.literal('person-number'), numberSystemId, number: line('number'), source }),
    z.object({ kind: z.literal('nino'), nino, source }),
    z.object({ kind: z.literal('nhs-number'), nhsNumber, source }),
    z.object({ kind: z.literal('former-name'), given: line('given'), family: line('family'), source }),
    z.object({ kind: z.literal('former-address'), lines, postcode, source }),
  ]);
}

/**
 * The systems are those that an account can be at.
 * @throws InvalidForm with a sentence for each field of the chosen kind that cannot be taken.
 */
export function readTerm(posted: Posted, systemIds: readonly string[]): ReadTerm {
  const typed = typedTerm(posted);
  if (!searchTermKinds.some((kind) => kind === typed['kind'])) throw new InvalidForm({ kind: problem('kind') });
  const { source: because, ...read } = readForm(termSchema(systemIds), typed);
  const words = read.kind === 'person-number' ? { kind: read.kind, systemId: read.numberSystemId, number: read.number } : read;
  return { words, source: because };
}

/** What was typed, to show again with its problems. */
export function typedTerm(posted: Posted): Readonly<Record<string, string>> {
  return Object.fromEntries(termFields.map((name) => [name, textOf(posted, name)]));
}
