/** Asks for people with wrong fields, and counts how often the right one is among the ten shown. */

import type { FindResult, SubjectIdentifiers } from '../../../server/connected-systems/connector.ts';
import { seededRandom } from '../../../server/connected-systems/demo/seeded-random.ts';
import type { InventedPerson } from './many-people.ts';
import { knownOf, withSlips, type FieldThatSlips } from './slips.ts';

export interface Trial {
  readonly person: InventedPerson;
  readonly who: SubjectIdentifiers;
  readonly slipped: readonly FieldThatSlips[];
}

export const systemKey = 'a-register';

/** One trial for each person, the same each time. */
export function trialsOf(people: readonly InventedPerson[], seed = 11): readonly Trial[] {
  const random = seededRandom(seed);
  return people.map((person) => ({ person, ...withSlips(knownOf(person, random), random) }));
}

export interface Recall {
  readonly recall: number;
  /** Milliseconds, finding and judging, one for each trial. */
  readonly took: readonly number[];
  readonly missed: readonly Trial[];
}

export type FindPerson = (who: SubjectIdentifiers) => Promise<FindResult>;

export async function recallAtTen(trials: readonly Trial[], find: FindPerson): Promise<Recall> {
  const took: number[] = [];
  const missed: Trial[] = [];
  for (const trial of trials) {
    const beganAtMs = performance.now();
    const result = await find(trial.who);
    took.push(performance.now() - beganAtMs);
    const shown = result.found === 'certain' ? [result.person.reference] : result.found === 'probable' ? result.candidates.map(({ reference }) => reference) : [];
    if (!shown.includes(trial.person.reference)) missed.push(trial);
  }
  return { recall: 1 - missed.length / trials.length, took, missed };
}

/** The time within which so large a share was done. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Every so many-th person, so that a sample of a million needs no list of a million. */
export function* sampling(people: Iterable<InventedPerson>, every: number, sample: InventedPerson[]): Generator<InventedPerson, void, undefined> {
  let at = 0;
  for (const person of people) {
    if (at % every === Math.floor(every / 2)) sample.push(person);
    at += 1;
    yield person;
  }
}
