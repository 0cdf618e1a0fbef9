/** What is regularly due about cases: items that wait for a look nobody takes any more. */

import type { Tools } from '../platform/house.ts';
import type { RegularDeed } from '../platform/timetable.ts';
import { lookAgain } from './look-again.ts';

export function caseworkDeeds(tools: Tools): readonly RegularDeed[] {
  return [{ name: 'look-again', every: { minutes: 15 }, run: async (signal) => void (await lookAgain(tools, signal)) }];
}
