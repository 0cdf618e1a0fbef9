/** Decides whether a system's record of a person is the data subject: certain, probable or not at all. */
import type { FieldComparison, MatchCaution } from '../compared-fields.ts';
import type { FindResult, MatchCandidate, MatchFact, SubjectIdentifiers } from '../connector.ts';
import { fieldsOf, maskedOf } from './masked-fields.ts';
import type { PersonRecord } from './person-record.ts';
import { contradicts, isLike, probabilityOf, readySubject, weighRecord, type Weighed } from './weigh-record.ts';

const maxCandidates = 10;

/**
 * Judges the records a blocked query brought back. Certain is one thing alone: a number that is the person's own, with an agreeing
 * name and the same date of birth, no number that contradicts, and nobody else of that name and birthday beside it. Everything else is
 * scored, and an officer decides. The best ten, best first.
 */
export function judgeMatch(systemKey: string, who: SubjectIdentifiers, records: readonly PersonRecord[]): FindResult {
  const weighed = rankRecords(systemKey, who, records);
  const alike = weighed.filter((one) => isNamesake(one) && !contradicts(one));
  const [only] = alike;
  if (only !== undefined && alike.length === 1 && hasOwnNumber(only)) {
    return { found: 'certain', person: { reference: only.record.reference, agreed: factsOf(fieldsOf(only, who.dateOfBirth)).agreed } };
  }
  const candidates = weighed.filter(isWorthDeciding).slice(0, maxCandidates);
  if (candidates.length === 0) return { found: 'none' };
  return { found: 'probable', candidates: candidates.map((one) => candidateOf(one, who, weighed)) };
}

/** Every record weighed, the likeliest first; of equals, in the order of their numbers. */
export function rankRecords(systemKey: string, who: SubjectIdentifiers, records: readonly PersonRecord[]): readonly Weighed[] {
  const subject = readySubject(systemKey, who);
  return records
    .map((record) => weighRecord(subject, record))
    .sort((one, other) => other.bits - one.bits || (one.record.reference < other.record.reference ? -1 : 1));
}

function hasOwnNumber({ personNumber, nino, nhsNumber }: Weighed): boolean {
  return [personNumber, nino, nhsNumber].includes('same');
}

/** The whole name agrees, middle names left out at most, and the day of birth is the same. */
function isNamesake({ name, birth }: Weighed): boolean {
  if (name === null || birth !== 'same' || name.family !== 'same') return false;
  return !name.isTurned && (name.given === 'same' || name.given === 'fewer names');
}

/** Below this, asking an officer would be asking about strangers: one in a thousand. */
const leastBits = -10;

/**
 * Two kinds of evidence at least: a name, a birthday, a home, an account. A number of the person, or one that is a slip away from it,
 * counts as one of them, and an own number that agrees is enough. An e-mail or a phone stands for nothing alone.
 */
function isWorthDeciding(weighed: Weighed): boolean {
  const { name, birth, address, nino, nhsNumber, account, phone, email, bits } = weighed;
  if (hasOwnNumber(weighed)) return true;
  if (bits < leastBits) return false;
  const isHalfNamed = name !== null && (isLike(name.given) || isLike(name.family));
  const isNamed = name !== null && isLike(name.given) && isLike(name.family);
  const isBorn = birth !== 'missing' && birth !== 'differs';
  const isHome = address !== null && address.likeness !== 'missing' && address.likeness !== 'differs';
  const isNumbered = nino === 'one character differs' || nhsNumber === 'one character differs';
  const isReached = phone === 'same' || email === 'same';
  const kinds = [isNamed, isBorn, isHome, isNumbered, account === 'same', isReached && isHalfNamed && isBorn].filter(Boolean).length;
  return kinds >= 2 && (isHalfNamed || isNumbered);
}

function candidateOf(weighed: Weighed, who: SubjectIdentifiers, all: readonly Weighed[]): MatchCandidate {
  const compared = fieldsOf(weighed, who.dateOfBirth);
  const hasNamesake = isNamesake(weighed) && all.filter(isNamesake).length > 1;
  const cautions: readonly MatchCaution[] = hasNamesake ? [...weighed.cautions, 'another person has the same name and date of birth'] : weighed.cautions;
  return { reference: weighed.record.reference, ...factsOf(compared), ...maskedOf(weighed), probability: probabilityOf(weighed.bits), compared, cautions };
}

/** What agreed and differed, in one word each. What is only close stands in neither. */
function factsOf(compared: readonly FieldComparison[]): { readonly agreed: readonly MatchFact[]; readonly differed: readonly MatchFact[] } {
  const named = compared.flatMap((field): readonly (readonly [FieldComparison, MatchFact])[] => {
    const fact = factFor(field);
    return fact === null ? [] : [[field, fact]];
  });
  const facts = (likeness: FieldComparison['likeness']): readonly MatchFact[] => named.filter(([field]) => field.likeness === likeness).map(([, fact]) => fact);
  const swapped = compared.some(({ how }) => how.includes('day and month swapped'));
  return { agreed: [...facts('agrees'), ...(swapped ? (['day and month swapped'] as const) : [])], differed: facts('differs') };
}

function factFor({ field, how }: FieldComparison): MatchFact | null {
  switch (field) {
    case 'name':
      return how.includes('former name') ? 'former name' : 'name';
    case 'address':
      return how.includes('former address') ? 'former address' : 'present address';
    case 'date of birth':
    case 'person number':
    case 'national insurance number':
    case 'NHS number':
      return field;
    case 'account':
    case 'phone':
    case 'e-mail':
      return null;
  }
}
