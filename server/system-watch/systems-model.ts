/** Gathers what the pages of connected systems show: what each is, how it fares, and what of it is not classed. */

import type { DayBar } from '../../client/views/system-watch/day-bars.ts';
import type { SystemModel } from '../../client/views/system-watch/systems.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import { addDays, calendarDay } from '../requests/calendar-days.ts';
import { isResting, neverAsked, type SystemState } from './breaker.ts';
import { driftStanding, isAmber, type DriftDecision, type DriftPlace } from './drift.ts';
import { daysOf, driftDecided, driftFound, statesOf, type SystemDay } from './store.ts';

const daysShown = 30;

interface Asked {
  readonly systems: readonly ConnectedSystem[];
  readonly now: Date;
}

export async function systemModels(read: Read, { systems, now }: Asked): Promise<readonly SystemModel[]> {
  const today = calendarDay(civilDay(now));
  const firstDay = addDays(today, 1 - daysShown);
  const states = await statesOf(read);
  const days = await daysOf(read, firstDay);
  const found = await driftFound(read);
  const decided = await driftDecided(read);
  return systems.map((system) =>
    modelOf(system, {
      now,
      state: states.get(system.key) ?? neverAsked,
      bars: Array.from({ length: daysShown }, (_each, index) => barOf(addDays(firstDay, index), days.get(system.key) ?? [])),
      found: found.get(system.key) ?? [],
      decisions: decided.get(system.key) ?? [],
    }),
  );
}

interface Known {
  readonly now: Date;
  readonly state: SystemState;
  readonly bars: readonly DayBar[];
  readonly found: readonly DriftPlace[];
  readonly decisions: readonly DriftDecision[];
}

function modelOf(system: ConnectedSystem, { now, state, bars, found, decisions }: Known): SystemModel {
  const drift = driftStanding(found, decisions);
  const { lastAnsweredAt } = state;
  const decidedPlaces = new Set([...drift.alsoRead, ...drift.notPersonal].map(({ place }) => place));
  return {
    description: system.describe(),
    suspendedSinceOn: system.suspended?.sinceOn ?? null,
    answeredBy: system.answeredBy?.name ?? null,
    lastAnswer: lastAnsweredAt === null ? null : { on: civilDay(lastAnsweredAt), at: lastAnsweredAt },
    lastReason: state.lastReason,
    restsUntil: isResting(state, now) ? state.restingUntil : null,
    isAmber: isAmber(drift),
    bars,
    drift: {
      ...drift,
      // Shown with their answers, so that one that was wrong is changed in the same place.
      decided: found.filter(({ place }) => decidedPlaces.has(place)),
      canTell: system.drift !== undefined,
    },
  };
}

function barOf(day: string, days: readonly SystemDay[]): DayBar {
  return days.find((each) => each.day === day) ?? { day, askings: 0, failures: 0, items: 0 };
}
