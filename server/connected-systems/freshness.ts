/** Says when an extract stays behind the system it came from. */
import type { Freshness } from './connector.ts';

const dayMs = 86_400_000;
/** A nightly extract that is an hour late is no news. */
const graceMs = dayMs / 4;

export function isStale({ writtenAt, expectedEveryDays }: Freshness, now: Date): boolean {
  return now.getTime() - writtenAt.getTime() > expectedEveryDays * dayMs + graceMs;
}
