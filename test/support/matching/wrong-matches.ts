/** Tries to make the wrong person match by itself: the right one often absent, numbers misfiled on relatives, fields wrong. */

import { seededRandom, type Random } from '../../../server/connected-systems/demo/seeded-random.ts';
import type { SubjectIdentifiers } from '../../../server/connected-systems/connector.ts';
import { certainKeysFor, keysOfRecord, narrowKeysFor, wideKeysFor } from '../../../server/connected-systems/matching/blocking-keys.ts';
import { judgeMatch } from '../../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../../server/connected-systems/matching/person-record.ts';
import { manyPeople, recordOf, type InventedPerson } from './many-people.ts';
import { knownOf, withSlips } from './slips.ts';
import { systemKey } from './trials.ts';

export interface WrongMatches {
  readonly trials: number;
  readonly wrong: number;
  /** Right ones that matched by themselves: nought would say that nothing was tried. */
  readonly right: number;
  /** Trials about a twin, a father or son of one name, or a namesake of the same day. */
  readonly hard: number;
}

interface Population {
  readonly people: readonly InventedPerson[];
  readonly households: ReadonlyMap<string, readonly number[]>;
  readonly filed: ReadonlyMap<string, readonly number[]>;
}

export function tryForWrongMatches({ people, trials, seed = 5 }: { readonly people: number; readonly trials: number; readonly seed?: number }): WrongMatches {
  const random = seededRandom(seed);
  const population = populate(people, random);
  const hard = population.people.flatMap(({ isTwin, isNamedAfterFather }, at) => (isTwin || isNamedAfterFather || at % 50 === 0 ? [at] : []));
  let [wrong, right, hardOnes] = [0, 0, 0];
  for (let trial = 0; trial < trials; trial += 1) {
    const isHard = random.next() < 0.5;
    const at = isHard ? random.pick(hard) : random.between(0, population.people.length - 1);
    const result = oneTrial(population, at, random);
    hardOnes += isHard ? 1 : 0;
    if (result === null) continue;
    if (result === population.people[at]?.reference) right += 1;
    else wrong += 1;
  }
  return { trials, wrong, right, hard: hardOnes };
}

/** Every fiftieth person is given a namesake of the same day elsewhere, and every second of those a number one off. */
function populate(count: number, random: Random): Population {
  const people = [...manyPeople(count)];
  for (let at = 0; at < count; at += 50) {
    const person = people[at];
    const other = people[random.between(0, count - 1)];
    if (person === undefined || other === undefined || person === other) continue;
    const { nino: _nino, nhsNumber: _nhs, ...unnumbered } = other;
    people.push({ ...unnumbered, reference: `N${at}`, names: person.names, dateOfBirth: person.dateOfBirth, ...(random.next() < 0.5 ? { nino: `QQ${String(900_000 + at).slice(-6)}A` } : {}) });
  }
  const households = new Map<string, number[]>();
  const filed = new Map<string, number[]>();
  for (const [at, person] of people.entries()) {
    push(households, homeOf(person), at);
    for (const { label } of keysOfRecord(recordOf(person))) push(filed, label, at);
  }
  return { people, households, filed };
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [at]);
  else there.push(at);
}

function homeOf({ addresses }: InventedPerson): string {
  return JSON.stringify(addresses);
}

/** The reference of whoever matched by itself, or null. */
function oneTrial({ people, households, filed }: Population, at: number, random: Random): string | null {
  const person = people[at];
  if (person === undefined) return null;
  const known = knownOf(person, random);
  const slips = random.between(0, 3);
  const who = slips === 0 ? known : withSlips(known, random, slips).who;
  const isAbsent = random.next() < 0.5;
  const misfiledOn = random.next() < 0.1 ? misfiled(households.get(homeOf(person)) ?? [], at, random) : null;
  const asked = new Set([...certainKeysFor(systemKey, who), ...narrowKeysFor(systemKey, who), ...wideKeysFor(who)].flatMap(({ label }) => filed.get(label) ?? []));
  if (misfiledOn !== null) asked.add(misfiledOn);
  if (isAbsent) asked.delete(at);
  const records = [...asked].flatMap((index) => {
    const record = people[index];
    return record === undefined ? [] : [index === misfiledOn ? withNumbersOf(record, who) : recordOf(record)];
  });
  const result = judgeMatch(systemKey, who, records);
  return result.found === 'certain' ? result.person.reference : null;
}

/** Somebody of the same home. */
function misfiled(home: readonly number[], at: number, random: Random): number | null {
  const others = home.filter((index) => index !== at);
  return others.length === 0 ? null : random.pick(others);
}

/** A clerk wrote the numbers of one member of a household into the record of another. */
function withNumbersOf(record: InventedPerson, who: SubjectIdentifiers): PersonRecord {
  return { ...recordOf(record), ...(who.nino === undefined ? {} : { nino: who.nino }), ...(who.nhsNumber === undefined ? {} : { nhsNumber: who.nhsNumber }), ...(who.phones === undefined ? {} : { phones: who.phones }) };
}
