/** What is regularly due about data requests: the ladder, once a day from nine in the morning, and replies that were left lying. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Tools } from '../platform/house.ts';
import type { RegularDeed } from '../platform/timetable.ts';
import { climbLadder } from './climb-ladder.ts';
import { leftLyingAfterMinutes } from './data-request.ts';
import { takeRepliesAgain } from './take-again.ts';

export function dataRequestDeeds(tools: Tools, systems: readonly ConnectedSystem[]): readonly RegularDeed[] {
  return [
    { name: 'climb-ladder', every: { dayFromHour: 9 }, run: async (signal) => void (await climbLadder(tools, systems, signal)) },
    { name: 'take-replies-again', every: { minutes: leftLyingAfterMinutes }, run: async (signal) => void (await takeRepliesAgain(tools, signal)) },
  ];
}
