/** Compares what a person is numbered, written to or rung by. */
import { folded, isOneCharacterApart } from './folded-text.ts';

export type NumberLikeness = 'same' | 'one character differs' | 'missing' | 'differs';

/** Numbers of the person alone: a typo is told from another number, and neither is ever taken for agreement. */
export function numberLikeness(ours: string | undefined, theirs: string | undefined): NumberLikeness {
  const [mine, other] = [folded(ours ?? ''), folded(theirs ?? '')];
  if (mine === '' || other === '') return 'missing';
  if (mine === other) return 'same';
  return isOneCharacterApart(mine, other) ? 'one character differs' : 'differs';
}

/** The system's own number has no near misses: neighbours in it are other people. */
export function exactLikeness(ours: string | undefined, theirs: string | undefined): NumberLikeness {
  const likeness = numberLikeness(ours, theirs);
  return likeness === 'one character differs' ? 'differs' : likeness;
}

/** Any of ours is any of theirs, after `fold`. */
export function sharedLikeness(ours: readonly string[], theirs: readonly string[], fold: (text: string) => string): NumberLikeness {
  const mine = ours.map(fold).filter((value) => value !== '');
  const others = theirs.map(fold).filter((value) => value !== '');
  if (mine.length === 0 || others.length === 0) return 'missing';
  return mine.some((value) => others.includes(value)) ? 'same' : 'differs';
}

/** `+44 7700 900106` and `07700 900 106` are one. */
export function foldedPhone(phone: string): string {
  const digits = phone.replace(/\(0\)/g, '').replace(/\D/g, '');
  return digits.replace(/^(?:00)?44/, '0');
}

export function foldedEmail(email: string): string {
  return email.trim().toLowerCase();
}
