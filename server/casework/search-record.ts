/** The search record of a case: for each system, what it was asked with, by whom and when, at every attempt. */

import type { AttemptMade, SearchedWith } from '../../client/views/casework/search-record.ts';
import { civilDay } from '../platform/clock.ts';
import type { Read } from '../platform/database.ts';
import type { Tools } from '../platform/house.ts';
import { unsealJson, unsealText, type SealingKey } from '../platform/sealing.ts';
import { askedWithSchema } from './item-facts.ts';
import { officerNames } from './officer-names.ts';
import { excusePlace, queryPlace } from './places.ts';
import { attemptsOf, type AttemptRow } from './search-store.ts';
import { standingOf } from './system-search.ts';

interface Asked {
  readonly caseId: string;
  readonly key: SealingKey;
  /** Accounts whose names are wanted beside those of the attempts. */
  readonly accountIds: readonly string[];
}

export interface SearchRecord {
  readonly names: ReadonlyMap<string, string>;
  /** Earlier attempts by system, latest first. */
  readonly earlier: ReadonlyMap<string, readonly AttemptMade[]>;
}

export async function searchRecordOf(tools: Pick<Tools, 'keys'>, read: Read, { caseId, key, accountIds }: Asked): Promise<SearchRecord> {
  const rows = await attemptsOf(read, caseId);
  const names = await officerNames(tools, read, [...accountIds, ...rows.map(({ asked_by: by }) => by)]);
  const earlier = new Map<string, AttemptMade[]>();
  for (const row of rows) earlier.set(row.system_id, [...(earlier.get(row.system_id) ?? []), attemptOf(row, { key, names })]);
  return { names, earlier };
}

function attemptOf(row: AttemptRow, { key, names }: { readonly key: SealingKey; readonly names: ReadonlyMap<string, string> }): AttemptMade {
  const { case_id: caseId, system_id: systemId } = row;
  return {
    attempt: row.attempt,
    askedBy: names.get(row.asked_by) ?? null,
    begun: momentOf(row.started_at),
    standing: standingOf({ outcome: row.outcome, reason: row.reason, endedAt: row.ended_at }),
    reason: row.reason,
    items: row.item_count,
    excusedBecause: row.excused_because_sealed === null ? null : unsealText(key, excusePlace(caseId, systemId), row.excused_because_sealed),
  };
}

export function momentOf(at: Date | null): AttemptMade['begun'] {
  return at === null ? null : { on: civilDay(at), at };
}

/** The words a system was asked with; null before its first answer. */
export function searchedWith(key: SealingKey, at: { readonly caseId: string; readonly systemId: string }, sealed: Buffer | null): SearchedWith | null {
  return sealed === null ? null : unsealJson(key, queryPlace(at.caseId, at.systemId), { sealed, schema: askedWithSchema });
}
