/** How much longer one person's view takes where a system holds a million people than where it holds ten thousand. */

import { summarise } from '../../server/connected-systems/ask-system.ts';
import type { InventedPerson } from '../support/matching/many-people.ts';
import { manyPeople } from '../support/matching/many-people.ts';
import { knownByNumber, openRegisterDatabase, type RegisterDatabase } from '../support/matching/register-database.ts';
import { sampling } from '../support/matching/trials.ts';
import { interleaved, type Figure } from './figure.ts';

const sizes = { large: 1_000_000, small: 10_000 };
const people = 20;
const limit = 1.2;

export async function measure(): Promise<readonly Figure[]> {
  const [small, large] = [await filled(sizes.small), await filled(sizes.large)];
  try {
    const { ours, limit: beside } = await interleaved({ ours: () => viewing(large), limit: () => viewing(small), rounds: 15, warmUpRounds: 3 });
    const value = ours / beside;
    return [{ name: 'view-scale', value, unit: 'latency in 1,000,000 people ÷ in 10,000', limit, ratio: limit / value, 'large-ms': ours / people, 'small-ms': beside / people }];
  } finally {
    await small.database.close();
    await large.database.close();
  }
}

interface Filled {
  readonly database: RegisterDatabase;
  readonly sample: readonly InventedPerson[];
}

async function filled(count: number): Promise<Filled> {
  const sample: InventedPerson[] = [];
  const database = await openRegisterDatabase(sampling(manyPeople(count), count / people, sample));
  return { database, sample };
}

/** Milliseconds for the views of twenty people, one after the other. */
async function viewing({ database, sample }: Filled): Promise<number> {
  const beganAtMs = performance.now();
  for (const person of sample) {
    const seen = await summarise(database.system, knownByNumber(person), { signal: new AbortController().signal });
    if (seen.outcome !== 'held' || seen.records.length !== 3) throw new Error('a view did not show what the register holds');
  }
  return performance.now() - beganAtMs;
}
