/** How long finding takes, at its slowest hundredth, in a million people; beside the bare blocked query, and beside the whole asking. */

import { openRegister, asking, type Register } from '../support/matching/million.ts';
import { quantile, recallAtTen, trialsOf, type Trial } from '../support/matching/trials.ts';
import type { Figure } from './figure.ts';

const people = 1_000_000;
const trials = 1_000;
const warmUps = 200;
const limitMs = 25;

export async function measure(): Promise<readonly Figure[]> {
  const register = await openRegister({ people, samples: trials + warmUps });
  try {
    const all = trialsOf(register.sample);
    const asked = all.slice(warmUps);
    for (const find of [register.findInDatabase, register.findInIndex]) await recallAtTen(all.slice(0, warmUps), find);
    const { database, bare } = await interleavedTimes(register, asked);
    const extract = (await recallAtTen(asked, register.findInIndex)).took;
    const whole = await wholeAskings(register, asked.slice(0, 200));
    const [databaseMs, bareMs, extractMs] = [quantile(database, 0.99), quantile(bare, 0.99), quantile(extract, 0.99)];
    return [
      { name: 'match-p99', value: databaseMs, unit: 'ms, SQL database', limit: limitMs, ratio: limitMs / databaseMs, median: quantile(database, 0.5), 'bare-query': bareMs, 'to-bare-query': databaseMs / bareMs, 'with-connecting': quantile(whole, 0.99) },
      { name: 'match-p99', value: extractMs, unit: 'ms, keyed index', limit: limitMs, ratio: limitMs / extractMs, median: quantile(extract, 0.5) },
    ];
  } finally {
    await register.close();
  }
}

/** In turn, so that a busy moment of the machine falls on both. */
async function interleavedTimes(register: Register, asked: readonly Trial[]): Promise<{ readonly database: readonly number[]; readonly bare: readonly number[] }> {
  const [database, bare]: [number[], number[]] = [[], []];
  for (const trial of asked) {
    const beganAtMs = performance.now();
    await register.bareQuery(trial.who);
    bare.push(performance.now() - beganAtMs);
    database.push(...(await recallAtTen([trial], register.findInDatabase)).took);
  }
  return { database, bare };
}

/** As a case asks: connecting, proving that the role cannot write, finding, and parting. */
async function wholeAskings({ database }: Register, asked: readonly Trial[]): Promise<readonly number[]> {
  const took: number[] = [];
  for (const { who } of asked) {
    const beganAtMs = performance.now();
    await database.system.find(who, asking);
    took.push(performance.now() - beganAtMs);
  }
  return took;
}
