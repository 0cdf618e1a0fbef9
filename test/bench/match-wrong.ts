/** How many people match by themselves who are not the one that was asked for, in a hundred thousand trials made to bring that about. */

import { tryForWrongMatches } from '../support/matching/wrong-matches.ts';
import type { Figure } from './figure.ts';

const trials = 100_000;

export async function measure(): Promise<readonly Figure[]> {
  const { wrong, right, hard } = tryForWrongMatches({ people: 60_000, trials });
  return Promise.resolve([{ name: 'match-wrong', value: wrong, unit: 'wrong automatic matches', limit: 0, ratio: wrong === 0 ? 1 : 0, trials, 'matched-right': right, 'hard-trials': hard }]);
}
