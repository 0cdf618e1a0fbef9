/** How often the right person is among the ten shown, with two or three wrong fields, in a million people: a database, and an extract. */

import { openRegister } from '../support/matching/million.ts';
import { recallAtTen, trialsOf, type Recall } from '../support/matching/trials.ts';
import type { Figure } from './figure.ts';

const people = 1_000_000;
const trials = 3_000;
const limit = 0.98;

export async function measure(): Promise<readonly Figure[]> {
  const register = await openRegister({ people, samples: trials });
  try {
    const asked = trialsOf(register.sample);
    const database = await recallAtTen(asked, register.findInDatabase);
    const extract = await recallAtTen(asked, register.findInIndex);
    const unnumbered = (all: Recall): number => {
      const without = asked.filter(({ who }) => who.nino === undefined && who.nhsNumber === undefined && who.phones === undefined);
      return 1 - all.missed.filter((trial) => without.includes(trial)).length / without.length;
    };
    return [
      { name: 'match-recall', value: database.recall, unit: 'share found among ten, SQL database', limit, ratio: database.recall / limit, people, trials: asked.length, 'without-any-number': unnumbered(database) },
      { name: 'match-recall', value: extract.recall, unit: 'share found among ten, keyed index', limit, ratio: extract.recall / limit, people, trials: asked.length, 'without-any-number': unnumbered(extract) },
    ];
  } finally {
    await register.close();
  }
}
