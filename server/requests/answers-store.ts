/** The only SQL about answers that were there before they were asked for: which day, how often, and of whom nothing. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

export type SaidBefore = 'answered' | 'carried on';

interface SaidRow {
  readonly said_on: string;
  readonly said: SaidBefore;
}

export async function insertSaid(change: Change, row: SaidRow): Promise<void> {
  await change.write<SaidRow>('answers_before_asking').insert(row);
}

/** How often each was said from a day on. */
export async function countSaid(read: Read, fromOn: string): Promise<Readonly<Record<SaidBefore, number>>> {
  const rows = await read.raw<{ said: SaidBefore; count: number }>('select said, count(*)::integer as count from answers_before_asking where said_on >= ? group by said order by said', [fromOn]);
  const of = (said: SaidBefore): number => rows.find((row) => row.said === said)?.count ?? 0;
  return { answered: of('answered'), 'carried on': of('carried on') };
}
