/** The door at which officers see what each rehearsal found. */

import { rehearsalsPage } from '../../client/views/rehearsals/rehearsals.ts';
import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { civilDay } from '../platform/clock.ts';
import { asActor } from '../platform/database.ts';
import { get, permit, type Route } from '../platform/permit.ts';
import { readPlanted } from './planted.ts';
import { rehearsalAlarm } from './rehearsal-alarm.ts';
import { latestRehearsals } from './store.ts';

const mostShown = 60;

export function rehearsalRoutes(systems: readonly ConnectedSystem[]): readonly Route[] {
  const all = (): Promise<{ readonly id: string; readonly isKnownToOfficers: true }> => Promise.resolve({ id: 'all', isKnownToOfficers: true });
  const nameOf = new Map(systems.map((system) => [system.key, system.describe().plainName]));
  return [
    get('/officer/rehearsals', permit('list', 'Rehearsal', { by: 'staff', load: all, act: 'work-on-case', object: () => '' }), async ({ house, actor, page, show }) => {
      const { rehearsals, alarm } = await asActor(house.database, actor, async (read) => ({ rehearsals: await latestRehearsals(read, mostShown), alarm: await rehearsalAlarm(house, read, systems) }));
      const planted = alarm?.isUnreadable === true ? null : await readPlanted(house.config.descriptionsFolder);
      const systemName = (key: string): string => nameOf.get(key) ?? key;
      show(rehearsalsPage({
        isPlanted: planted !== null || alarm?.isUnreadable === true,
        alarm,
        answeredByPeople: systems.filter(({ answeredBy }) => answeredBy !== undefined).map(({ key }) => systemName(key)),
        notRehearsed: (planted?.notRehearsed ?? []).map(({ system, because }) => ({ systemName: systemName(system), because })),
        rows: rehearsals.map((rehearsal) => ({ ...rehearsal, begunOn: civilDay(rehearsal.begunAt), missed: rehearsal.missed.map((each) => ({ ...each, systemName: systemName(each.system) })) })),
      }, page));
    }),
  ];
}
