/**
 * Weighs a record against the data subject: each field says how much more likely it is if both are one person than if they are two.
 * The sum of the logarithms, with how seldom two people taken at random are one, gives the probability (I. Fellegi and A. Sunter, 1969).
 */
import type { MatchCaution } from '../compared-fields.ts';
import type { SubjectIdentifiers } from '../connector.ts';
import { bestAddressPair, foldedAddress, type AddressPair, type FoldedAddress } from './compare-addresses.ts';
import { birthLikeness, type BirthLikeness } from './compare-births.ts';
import { bestNamePair, foldedName, type FoldedName, type NamePair, type PartLikeness } from './compare-names.ts';
import { exactLikeness, foldedEmail, foldedPhone, numberLikeness, sharedLikeness, type NumberLikeness } from './compare-numbers.ts';
import { isCommonFamily, isCommonGiven } from './common-names.ts';
import { folded } from './folded-text.ts';
import type { PersonRecord } from './person-record.ts';

/** The data subject made ready for comparing with many records. */
export interface Subject {
  readonly who: SubjectIdentifiers;
  readonly systemKey: string;
  readonly names: readonly FoldedName[];
  readonly addresses: readonly FoldedAddress[];
}

/** A record beside the data subject. Weights are in bits. */
export interface Weighed {
  readonly record: PersonRecord;
  readonly name: NamePair | null;
  readonly birth: BirthLikeness;
  readonly address: AddressPair | null;
  readonly personNumber: NumberLikeness;
  readonly nino: NumberLikeness;
  readonly nhsNumber: NumberLikeness;
  readonly account: NumberLikeness;
  readonly phone: NumberLikeness;
  readonly email: NumberLikeness;
  readonly weights: Weights;
  readonly cautions: readonly MatchCaution[];
  /** The sum of the weights and of what is likely beforehand. */
  readonly bits: number;
}

/** In bits, by field. */
export type Weights = Readonly<Record<'name' | 'birth' | 'address' | 'personNumber' | 'nino' | 'nhsNumber' | 'account' | 'phone' | 'email', number>>;

export function readySubject(systemKey: string, who: SubjectIdentifiers): Subject {
  return { who, systemKey, names: who.names.map(foldedName), addresses: who.addresses.map(foldedAddress) };
}

/** Of a hundred thousand people and more, one is the data subject. */
const beforehandBits = -17;

const givenBits: Readonly<Record<PartLikeness, number>> = { same: 7, 'fewer names': 6, nickname: 5, spelling: 4.5, 'middle name': 3.5, sound: 3, part: 3, initial: 2.5, missing: 0, differs: -5 };
const familyBits: Readonly<Record<PartLikeness, number>> = { same: 10, 'fewer names': 8, nickname: 0, spelling: 6.5, part: 6, 'middle name': 0, sound: 4, initial: 0, missing: 0, differs: -4 };
const birthBits: Readonly<Record<BirthLikeness, number>> = { same: 14.5, 'day and month swapped': 8, 'digits swapped': 5, 'year differs': 4, 'one digit differs': 3.5, 'only the year': 2, missing: 0, differs: -6 };
const addressBits = { same: 11, 'postcode differs by one': 8, 'another postcode': 6, 'another number': 3, missing: 0, differs: -1.5 } as const;
const personNumberBits: Readonly<Record<NumberLikeness, number>> = { same: 20, 'one character differs': -14, missing: 0, differs: -14 };
const numberBits: Readonly<Record<NumberLikeness, number>> = { same: 20, 'one character differs': 8, missing: 0, differs: -12 };
const accountBits: Readonly<Record<NumberLikeness, number>> = { same: 6, 'one character differs': -0.5, missing: 0, differs: -0.5 };
const phoneBits: Readonly<Record<NumberLikeness, number>> = { same: 6, 'one character differs': -0.5, missing: 0, differs: -0.5 };
const emailBits: Readonly<Record<NumberLikeness, number>> = { same: 7, 'one character differs': -0.5, missing: 0, differs: -0.5 };

const commonGivenCosts = 2;
const commonFamilyCosts = 3.5;
const turnedCosts = 1.5;
const formerCosts = 0.5;
/** What a household shares says next to nothing between two who live in it. */
const mostWithinHousehold = 1;
/** Twins share all but the given name. */
const twinGivenBits = -12;

export function weighRecord(subject: Subject, record: PersonRecord): Weighed {
  const { who, systemKey } = subject;
  const name = bestNamePair(subject.names, record.names.map(foldedName), nameBits);
  const birth = birthLikeness(who.dateOfBirth, record.dateOfBirth);
  const address = bestAddressPair(subject.addresses, record.addresses.map(foldedAddress));
  const accountReference = who.accountReferences?.[systemKey];
  const compared = {
    record, name, birth, address,
    personNumber: exactLikeness(who.systemPersonNumbers[systemKey], record.reference),
    nino: numberLikeness(who.nino, record.nino),
    nhsNumber: numberLikeness(who.nhsNumber, record.nhsNumber),
    account: sharedLikeness(accountReference === undefined ? [] : [accountReference], record.accountReferences ?? [], folded),
    phone: sharedLikeness(who.phones ?? [], record.phones ?? [], foldedPhone),
    email: sharedLikeness(who.emails ?? [], record.emails ?? [], foldedEmail),
  };
  const { weights, cautions } = weightsOf(compared);
  const bits = beforehandBits + Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return { ...compared, weights, cautions, bits };
}

type Compared = Omit<Weighed, 'weights' | 'cautions' | 'bits'>;

function weightsOf(compared: Compared): Pick<Weighed, 'weights' | 'cautions'> {
  const kin = kinshipOf(compared);
  const shared = (bits: number): number => (kin === null ? bits : Math.min(bits, mostWithinHousehold));
  const { name } = compared;
  const twinCosts = kin === 'may be a twin' ? twinGivenBits - givenBits.differs : 0;
  const weights: Weights = {
    name: name === null ? 0 : nameBits(name) + twinCosts,
    birth: birthBits[compared.birth],
    address: shared(addressBits[compared.address?.likeness ?? 'missing']),
    personNumber: personNumberBits[compared.personNumber],
    nino: numberBits[compared.nino],
    nhsNumber: numberBits[compared.nhsNumber],
    account: shared(accountBits[compared.account]),
    phone: shared(phoneBits[compared.phone]),
    email: shared(emailBits[compared.email]),
  };
  return { weights, cautions: [...(kin === null ? [] : [kin]), ...(contradicts(compared) ? (['a number of the person contradicts'] as const) : [])] };
}

/** One family and one home, or one birthday, and yet not one person as it seems: who else would be like that. */
function kinshipOf({ name, birth, address }: Compared): 'may be a twin' | 'may be a relative of the same name' | null {
  if (name === null || !isLike(name.family)) return null;
  if (birth === 'same' && name.given === 'differs') return 'may be a twin';
  const isOneHome = address !== null && address.likeness !== 'differs' && address.likeness !== 'missing';
  return birth === 'differs' && isOneHome ? 'may be a relative of the same name' : null;
}

/** True where a number that is a person's own is another person's. */
export function contradicts({ personNumber, nino, nhsNumber }: Pick<Weighed, 'personNumber' | 'nino' | 'nhsNumber'>): boolean {
  return [personNumber, nino, nhsNumber].some((likeness) => likeness === 'differs' || likeness === 'one character differs');
}

export function isLike(part: PartLikeness): boolean {
  return part !== 'differs' && part !== 'missing';
}

/** What the likeness of a pair of names is worth, in bits; a name that many bear says less. */
export function nameBits(pair: NamePair): number {
  const { given, family, ours, isTurned, isFormer } = pair;
  const [first = ''] = ours.given.toLowerCase().split(' ');
  const commonGiven = isLike(given) && givenBits[given] > commonGivenCosts && isCommonGiven(first) ? commonGivenCosts : 0;
  const commonFamily = isLike(family) && isCommonFamily(ours.family.toLowerCase()) ? commonFamilyCosts : 0;
  return givenBits[given] - commonGiven + familyBits[family] - commonFamily - (isTurned ? turnedCosts : 0) - (isFormer ? formerCosts : 0);
}

/** From 0 to 1; never so near to either that it would look like certainty. */
export function probabilityOf(bits: number): number {
  const probability = 1 / (1 + 2 ** -bits);
  return Math.min(0.999, Math.max(0.001, probability));
}
