/** The words in which two records of a person are compared when an officer has to decide. */

/** What is compared when an officer has to decide. */
export const comparedFields = ['person number', 'national insurance number', 'NHS number', 'name', 'date of birth', 'address', 'account', 'phone', 'e-mail'] as const;

export type ComparedField = (typeof comparedFields)[number];

export const likenesses = ['agrees', 'close', 'differs', 'not held'] as const;

export type Likeness = (typeof likenesses)[number];

/** How two values that are not simply the same stand to one another; each has its words in the portal's locales. */
export const waysAlike = [
  'former name',
  'other letters',
  'names in another order',
  'nickname',
  'middle names left out',
  'middle name used',
  'initial only',
  'spelling',
  'sounds alike',
  'part of a double name',
  'another family name',
  'another given name',
  'day and month swapped',
  'one digit differs',
  'digits swapped',
  'year differs',
  'only the year',
  'former address',
  'postcode differs by one',
  'another postcode',
  'another number',
  'one character differs',
] as const;

export type WayAlike = (typeof waysAlike)[number];

/** One field of the two records. `ours` and `theirs` show only what is needed to decide; the rest is masked. */
export interface FieldComparison {
  readonly field: ComparedField;
  readonly likeness: Likeness;
  /** The most telling first. */
  readonly how: readonly WayAlike[];
  /** In bits: how much more likely this is if both are one person than if they are two. Below zero it speaks against. */
  readonly weight: number;
  readonly ours: string;
  readonly theirs: string;
}

/** Why two people may look like one. */
export const matchCautions = ['may be a twin', 'may be a relative of the same name', 'another person has the same name and date of birth', 'a number of the person contradicts'] as const;

export type MatchCaution = (typeof matchCautions)[number];
