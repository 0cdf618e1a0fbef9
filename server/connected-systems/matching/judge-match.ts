/** Decides whether a system's record of a person is the data subject: certain, probable or not at all. */
import type {
  FindResult,
  MatchCandidate,
  MatchFact,
  PersonName,
  PostalAddress,
  SubjectIdentifiers,
} from '../connector.ts';

/** A person as one system knows him or her. */
export interface PersonRecord {
  /** The system's own person number. */
  readonly reference: string;
  /** The present name first. */
  readonly names: readonly PersonName[];
  /** `YYYY-MM-DD`, or null where the system has none. */
  readonly dateOfBirth: string | null;
  readonly addresses: readonly PostalAddress[];
  readonly nino?: string;
  readonly nhsNumber?: string;
}

interface Comparison {
  readonly record: PersonRecord;
  readonly agreed: readonly MatchFact[];
  readonly differed: readonly MatchFact[];
}

const maxCandidates = 10;

/**
 * Judges the records a blocked query brought back. Certain is: a person's own number with an agreeing name and date of
 * birth; or an exact name, date of birth and address, in one record alone. A number that disagrees forbids certainty.
 */
export function judgeMatch(systemKey: string, who: SubjectIdentifiers, records: readonly PersonRecord[]): FindResult {
  const compared = records.map((record) => compare(systemKey, who, record));
  const certain = compared.filter(isCertain);
  const [only] = certain;
  if (only !== undefined && certain.length === 1) {
    return { found: 'certain', person: { reference: only.record.reference, agreed: only.agreed } };
  }
  const candidates = compared
    .filter(isProbable)
    .sort((one, other) => other.agreed.length - one.agreed.length)
    .slice(0, maxCandidates)
    .map(masked);
  return candidates.length > 0 ? { found: 'probable', candidates } : { found: 'none' };
}

const ownNumbers: readonly MatchFact[] = ['person number', 'national insurance number', 'NHS number'];

function isCertain({ agreed, differed }: Comparison): boolean {
  if (differed.some((fact) => ownNumbers.includes(fact))) return false;
  if (!hasName(agreed) || !agreed.includes('date of birth')) return false;
  return agreed.some((fact) => ownNumbers.includes(fact)) || hasAddress(agreed);
}

function isProbable({ agreed }: Comparison): boolean {
  if (agreed.some((fact) => ownNumbers.includes(fact))) return true;
  const hasBirth = agreed.includes('date of birth') || agreed.includes('day and month swapped');
  return [hasName(agreed), hasBirth, hasAddress(agreed)].filter(Boolean).length >= 2;
}

function hasName(agreed: readonly MatchFact[]): boolean {
  return agreed.includes('name') || agreed.includes('former name');
}

function hasAddress(agreed: readonly MatchFact[]): boolean {
  return agreed.includes('present address') || agreed.includes('former address');
}

function compare(systemKey: string, who: SubjectIdentifiers, record: PersonRecord): Comparison {
  const agreed: MatchFact[] = [];
  const differed: MatchFact[] = [];
  const note = (fact: MatchFact, known: string | undefined, held: string | undefined): void => {
    if (known === undefined || held === undefined || held === '') return;
    (plain(known) === plain(held) ? agreed : differed).push(fact);
  };
  note('person number', who.systemPersonNumbers[systemKey], record.reference);
  note('national insurance number', who.nino, record.nino);
  note('NHS number', who.nhsNumber, record.nhsNumber);
  const name = nameFact(who.names, record.names);
  if (name === null) differed.push('name');
  else agreed.push(name);
  const birth = birthFact(who.dateOfBirth, record.dateOfBirth);
  if (birth !== null) agreed.push(birth);
  else if (record.dateOfBirth !== null) differed.push('date of birth');
  const address = addressFact(who.addresses, record.addresses);
  if (address !== null) agreed.push(address);
  else if (record.addresses.length > 0) differed.push('present address');
  return { record, agreed, differed };
}

function nameFact(known: readonly PersonName[], held: readonly PersonName[]): MatchFact | null {
  // The whole given name must agree: twins share a birthday, an address, a surname and often a first given name.
  const heldKeys = held.map(nameKey);
  const at = known.map(nameKey).findIndex((key) => heldKeys.includes(key));
  if (at === -1) return null;
  return at === 0 ? 'name' : 'former name';
}

function birthFact(known: string, held: string | null): MatchFact | null {
  if (held === known) return 'date of birth';
  return held !== null && held === swapDayAndMonth(known) ? 'day and month swapped' : null;
}

function addressFact(known: readonly PostalAddress[], held: readonly PostalAddress[]): MatchFact | null {
  const heldKeys = held.map(addressKey);
  const at = known.map(addressKey).findIndex((key) => heldKeys.includes(key));
  if (at === -1) return null;
  return at === 0 ? 'present address' : 'former address';
}

/** `1984-03-11` becomes `1984-11-03`, as a form filled in the American way would have it. */
export function swapDayAndMonth(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}-${date}-${month}`;
}

function nameKey(name: PersonName): string {
  return `${plain(name.given)}|${plain(name.family)}`;
}

/** The postcode with the house and flat numbers, which survive abbreviation; without a number, the first line. */
function addressKey(address: PostalAddress): string {
  const numbers = address.lines.join(' ').match(/\b\d+[A-Za-z]?\b/g);
  return `${plain(address.postcode)}|${numbers === null ? plain(address.lines[0] ?? '') : plain(numbers.join(' '))}`;
}

/** Letters and digits alone, without case or accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/[^\p{Letter}\p{Number} ]/gu, '').replace(/\s+/g, '').toLowerCase();
}

function masked({ record, agreed, differed }: Comparison): MatchCandidate {
  const [name] = record.names;
  const [address] = record.addresses;
  return {
    reference: record.reference,
    agreed,
    differed,
    maskedName: name === undefined ? '' : `${initial(name.given)} ${initial(name.family)}`,
    maskedDateOfBirth: record.dateOfBirth === null ? '' : `••••-${record.dateOfBirth.slice(5)}`,
    maskedAddress: address === undefined ? '' : `${initial(address.lines[0] ?? '')}, ${address.postcode.split(' ')[0] ?? ''} •••`,
  };
}

function initial(text: string): string {
  const [first = ''] = text;
  return `${first}••••`;
}
