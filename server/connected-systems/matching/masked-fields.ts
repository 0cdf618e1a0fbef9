/** Turns a weighed record into what an officer is shown: each field in words, and of the values only what is needed to decide. */
import type { FieldComparison, Likeness, WayAlike } from '../compared-fields.ts';
import type { MatchCandidate, PersonName, PostalAddress } from '../connector.ts';
import type { AddressLikeness } from './compare-addresses.ts';
import type { BirthLikeness } from './compare-births.ts';
import type { NamePair, PartLikeness } from './compare-names.ts';
import type { NumberLikeness } from './compare-numbers.ts';
import { isLike, type Weighed } from './weigh-record.ts';

const hidden = '•••';

/** In the order in which an officer reads them. */
export function fieldsOf(weighed: Weighed, dateOfBirth: string): readonly FieldComparison[] {
  const { weights } = weighed;
  return [
    nameField(weighed),
    birthField(weighed, dateOfBirth),
    addressField(weighed),
    numberField('national insurance number', weighed.nino, weights.nino),
    numberField('NHS number', weighed.nhsNumber, weights.nhsNumber),
    numberField('person number', weighed.personNumber, weights.personNumber),
    numberField('account', weighed.account, weights.account),
    numberField('phone', weighed.phone, weights.phone),
    numberField('e-mail', weighed.email, weights.email),
  ];
}

function nameField({ name, weights }: Weighed): FieldComparison {
  if (name === null) return { field: 'name', likeness: 'not held', how: [], weight: 0, ours: '', theirs: '' };
  const how = howNamed(name);
  const likeness = nameAgreement(name);
  return { field: 'name', likeness, how, weight: weights.name, ours: shownName(name.ours, name), theirs: shownName(name.theirs, name) };
}

/** Agreeing is: the same letters; middle names that one side leaves out; a former name that is the same. */
function nameAgreement({ given, family, isTurned }: NamePair): Likeness {
  if (given === 'missing' && family === 'missing') return 'not held';
  if (family === 'same' && (given === 'same' || given === 'fewer names') && !isTurned) return 'agrees';
  return isLike(given) && isLike(family) ? 'close' : 'differs';
}

const partWords: Readonly<Partial<Record<PartLikeness, WayAlike>>> = {
  'fewer names': 'middle names left out', nickname: 'nickname', spelling: 'spelling', 'middle name': 'middle name used', sound: 'sounds alike', part: 'part of a double name', initial: 'initial only',
};

function howNamed({ given, family, isTurned, isFormer, isWrittenOtherwise }: NamePair): readonly WayAlike[] {
  const found: (WayAlike | undefined)[] = [
    given === 'differs' ? 'another given name' : partWords[given],
    family === 'differs' ? 'another family name' : partWords[family],
    isTurned ? 'names in another order' : undefined,
    isFormer ? 'former name' : undefined,
    isWrittenOtherwise && given === 'same' && family === 'same' ? 'other letters' : undefined,
  ];
  return [...new Set(found)].filter((way) => way !== undefined);
}

/** A part that is the same needs no showing; one that is not, does. */
function shownName(written: PersonName, { given, family, isTurned }: NamePair): string {
  const part = (text: string, likeness: PartLikeness): string => (likeness === 'same' && !isTurned ? initialOf(text) : text);
  return `${part(written.given, given)} ${part(written.family, family)}`.trim();
}

function birthField({ record, birth, weights }: Weighed, dateOfBirth: string): FieldComparison {
  const shown = (day: string | null): string => (day === null || day === '' ? '' : birth === 'same' ? `••/••/${day.slice(0, 4)}` : day.split('-').reverse().join('/'));
  const likeness = birth === 'missing' ? 'not held' : birth === 'same' ? 'agrees' : birth === 'differs' ? 'differs' : 'close';
  return { field: 'date of birth', likeness, how: howBorn(birth), weight: weights.birth, ours: shown(dateOfBirth), theirs: shown(record.dateOfBirth) };
}

function howBorn(birth: BirthLikeness): readonly WayAlike[] {
  return birth === 'same' || birth === 'missing' || birth === 'differs' ? [] : [birth];
}

const addressAgreement: Readonly<Record<AddressLikeness, Likeness>> = { same: 'agrees', 'postcode differs by one': 'close', 'another postcode': 'close', 'another number': 'close', missing: 'not held', differs: 'differs' };

function addressField({ address, record, weights }: Weighed): FieldComparison {
  if (address === null) return { field: 'address', likeness: 'not held', how: [], weight: 0, ours: '', theirs: record.addresses.length === 0 ? '' : hidden };
  const { likeness, isFormer } = address;
  const how: readonly WayAlike[] = [
    ...(likeness === 'same' || likeness === 'missing' || likeness === 'differs' ? [] : [likeness]),
    ...(isFormer && likeness !== 'differs' && likeness !== 'missing' ? (['former address'] as const) : []),
  ];
  const isShown = addressAgreement[likeness] === 'close';
  return { field: 'address', likeness: addressAgreement[likeness], how, weight: weights.address, ours: shownAddress(address.ours, isShown), theirs: shownAddress(address.theirs, isShown) };
}

/** The house and flat numbers with the postcode where the two are nearly one; else the district alone: it may be a stranger's home. */
function shownAddress({ lines, postcode }: PostalAddress, isShown: boolean): string {
  if (!isShown) return `${hidden}, ${outwardCode(postcode)} ${hidden}`;
  const numbers = lines.join(' ').match(/\b\d+[A-Za-z]?\b/g) ?? [];
  return [...numbers, hidden, postcode].join(' ');
}

/** The district of a postcode however it was typed: `ZZ99` of `zz994qr`. */
function outwardCode(postcode: string): string {
  const joined = postcode.replace(/\s/g, '').toUpperCase();
  return joined.length > 4 ? joined.slice(0, -3) : joined;
}

function numberField(field: FieldComparison['field'], likeness: NumberLikeness, weight: number): FieldComparison {
  const said: Likeness = likeness === 'same' ? 'agrees' : likeness === 'missing' ? 'not held' : likeness === 'differs' ? 'differs' : 'close';
  const shown = likeness === 'missing' ? '' : hidden;
  return { field, likeness: said, how: likeness === 'one character differs' ? [likeness] : [], weight, ours: shown, theirs: shown };
}

/** What is shown of somebody before a field is compared with anything. */
export function maskedOf({ record }: Weighed): Pick<MatchCandidate, 'maskedName' | 'maskedDateOfBirth' | 'maskedAddress'> {
  const [name] = record.names;
  const [address] = record.addresses;
  return {
    maskedName: name === undefined ? '' : `${initialOf(name.given)} ${initialOf(name.family)}`,
    maskedDateOfBirth: record.dateOfBirth === null ? '' : `••/••/${record.dateOfBirth.slice(0, 4)}`,
    maskedAddress: address === undefined ? '' : shownAddress(address, false),
  };
}

function initialOf(text: string): string {
  const [first = ''] = text;
  return `${first}${hidden}`;
}
