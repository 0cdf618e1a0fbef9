/** What the worker does regularly for the connected systems. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import type { Tools } from '../platform/house.ts';
import type { RegularDeed } from '../platform/timetable.ts';
import { watchSystems } from './watch-systems.ts';

export function systemWatchDeeds(tools: Tools, systems: readonly ConnectedSystem[]): readonly RegularDeed[] {
  return [{ name: 'watch-systems', every: { minutes: 60 }, run: (signal) => watchSystems(tools, systems, signal) }];
}
