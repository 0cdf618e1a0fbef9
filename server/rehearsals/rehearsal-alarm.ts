/** What officers are told on their first page: what the latest rehearsal missed, what no rehearsal looks at, and that none was held. */

import type { RehearsalAlarm } from '../../client/views/rehearsals/alarm.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import { readPlanted, type Planted } from './planted.ts';
import { alarmOf } from './rehearsal.ts';
import { rehearsedSystems } from './rehearse.ts';
import { latestRehearsals } from './store.ts';

const mostLookedAt = 30;

/** Null when all is well, or nothing was rehearsed yet. */
export async function rehearsalAlarm(house: Pick<House, 'config' | 'clock' | 'log'>, read: Read, systems: readonly ConnectedSystem[]): Promise<RehearsalAlarm | null> {
  const planted = await plantedOrUnreadable(house);
  const latest = await latestRehearsals(read, mostLookedAt);
  const alarm = alarmOf(latest, { planted: planted === 'unreadable' ? null : planted, systemKeys: rehearsedSystems(systems).map(({ key }) => key), now: house.clock.now() });
  if (planted !== 'unreadable' && alarm.missed.length + alarm.unplanted.length === 0 && alarm.noneSince === null) return null;
  const namesOf = (keys: readonly string[]): readonly string[] => keys.map((key) => systems.find((system) => system.key === key)?.describe().plainName ?? key);
  return {
    missed: namesOf(alarm.missed),
    unplanted: namesOf(alarm.unplanted),
    noneSinceOn: alarm.noneSince === null ? null : civilDay(alarm.noneSince),
    isUnreadable: planted === 'unreadable',
  };
}

/** Officers' first page opens whatever is wrong with the file, and says so. */
function plantedOrUnreadable({ config, log }: Pick<House, 'config' | 'log'>): Promise<Planted | null | 'unreadable'> {
  return readPlanted(config.descriptionsFolder).catch((error: unknown) => {
    log.fault('who is planted cannot be read', error);
    return 'unreadable' as const;
  });
}
