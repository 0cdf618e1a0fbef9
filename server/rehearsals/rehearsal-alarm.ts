/** What officers are told on their first page: the systems in which the latest rehearsal missed something. */

import type { Read } from '../platform/database.ts';
import { alarmOf } from './rehearsal.ts';
import { latestRehearsals } from './store.ts';

/** Keys of systems; empty when all is well, or nothing was rehearsed yet. */
export async function rehearsalAlarm(read: Read): Promise<readonly string[]> {
  return alarmOf(await latestRehearsals(read, 3));
}
