/** Names what of a system nobody had classed: today, and when it was asked for a case. */

import { civilDay } from '../platform/clock.ts';
import { driftStanding, isColumn } from '../system-watch/drift.ts';
import type { KnownDrift } from '../system-watch/known-drift.ts';

/** A place with the reason why its system is amber. */
export interface UnclassedPlace {
  readonly why: 'new-column' | 'new-table' | 'not-described' | 'gone';
  readonly place: string;
}

/** A column goes by its own name, as whoever runs the system calls it. */
export function unclassedPlaces({ found, decided }: KnownDrift): readonly UnclassedPlace[] {
  const { toDecide, toDescribe, gone } = driftStanding(found, decided);
  return [
    ...toDecide.map(({ place }) => (isColumn(place) ? ({ why: 'new-column', place: place.slice(place.lastIndexOf('.') + 1) } as const) : ({ why: 'new-table', place } as const))),
    ...toDescribe.map(({ place }) => ({ why: 'not-described', place }) as const),
    ...gone.map(({ place }) => ({ why: 'gone', place }) as const),
  ];
}

/** Drift is known by the day it was found on; what was classed after an asking was not read by it. */
export function unclassedAt({ found, decided }: KnownDrift, askedAt: Date): readonly UnclassedPlace[] {
  const askedOn = civilDay(askedAt);
  return unclassedPlaces({ found: found.filter(({ foundOn }) => foundOn <= askedOn), decided: decided.filter(({ decidedAt }) => decidedAt.getTime() <= askedAt.getTime()) });
}
