/** The only SQL about redaction marks and their versions. Marks of an item that is not seen, or in whose place another is worked on, are not seen either. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { MarkState, Rect } from './mark.ts';

export interface MarkRow {
  readonly id: string;
  readonly case_id: string;
  readonly item_id: string;
  readonly page: number;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly rect: Rect | null;
  readonly state: MarkState;
  readonly exemption: string | null;
  readonly suggested_why: string | null;
  readonly score: number | null;
  readonly sealed_quote: Buffer | null;
  readonly sealed_reason: Buffer | null;
  readonly proposed_by: string;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly version: number;
}

const columns = `m.id, m.case_id, m.item_id, m.page, m.start_at, m.end_at, m.rect, m.state, m.exemption, m.suggested_why, m.score,
  m.sealed_quote, m.sealed_reason, m.proposed_by, m.decided_by, m.decided_at, m.version`;

const ofSeenItems = `marks m join items i on i.id = m.item_id
  join system_searches s on s.case_id = i.case_id and s.system_id = i.system_id and s.attempt = i.attempt and s.outcome = 'held' and i.kept_item_id is null`;

const ofCase = `select ${columns} from ${ofSeenItems} where m.case_id = ? order by i.number, m.page, m.start_at nulls last, m.id limit ?`;
const acceptedInCase = `select ${columns} from ${ofSeenItems} where m.case_id = ? and m.state = 'accepted' order by i.number, m.page, m.start_at nulls last, m.id limit ?`;
const ofItem = `select ${columns} from marks m where m.item_id = ? order by m.page, m.start_at nulls last, m.id limit ?`;
const oneMark = `select ${columns} from marks m where m.case_id = ? and m.id = ?`;
const rejectedInCase = `select ${columns} from ${ofSeenItems} where m.case_id = ? and m.state = 'rejected' order by m.id limit ?`;
const undecidedOfCases = `
  select m.case_id, count(*)::integer as count from ${ofSeenItems}
  where m.case_id = any(?) and m.state in ('suggested', 'needs decision') group by m.case_id limit ?`;
const undecidedByPage = `
  select m.item_id, m.page, count(*)::integer as count from ${ofSeenItems}
  where m.case_id = ? and m.state in ('suggested', 'needs decision') group by i.number, m.item_id, m.page order by i.number, m.page limit ?`;
const decideMark = `
  update marks m set state = ?, exemption = ?, sealed_reason = ?, decided_by = ?, decided_at = ?, version = version + 1
  where id = ? and version = ? returning ${columns}`;
const lastAct = `
  select ${columns} from ${ofSeenItems} where m.case_id = ? and m.decided_by = ?
    and m.decided_at = (select max(l.decided_at) from marks l where l.case_id = ? and l.decided_by = ?)
  order by m.id limit ?`;
const restore = `
  update marks m set state = ?, exemption = ?, sealed_reason = ?, decided_by = ?, decided_at = ?, version = version + 1
  where id = ? and version = ? returning ${columns}`;

/** More than any case has; it only keeps a list from being endless. */
const mostMarks = 200_000;

export async function marksOfCase(read: Read, caseId: string): Promise<readonly MarkRow[]> {
  return read.raw<MarkRow>(ofCase, [caseId, mostMarks]);
}

export async function acceptedOfCase(read: Read, caseId: string): Promise<readonly MarkRow[]> {
  return read.raw<MarkRow>(acceptedInCase, [caseId, mostMarks]);
}

export async function rejectedOfCase(read: Read, caseId: string): Promise<readonly MarkRow[]> {
  return read.raw<MarkRow>(rejectedInCase, [caseId, mostMarks]);
}

export async function marksOfItem(read: Read, itemId: string): Promise<readonly MarkRow[]> {
  return read.raw<MarkRow>(ofItem, [itemId, mostMarks]);
}

export async function findMarkRow(read: Read, caseId: string, markId: string): Promise<MarkRow | null> {
  const rows = await read.raw<MarkRow>(oneMark, [caseId, markId]);
  return rows[0] ?? null;
}

export async function countUndecided(read: Read, caseIds: readonly string[]): Promise<readonly { readonly case_id: string; readonly count: number }[]> {
  return read.raw<{ case_id: string; count: number }>(undecidedOfCases, [[...caseIds], caseIds.length]);
}

/** Decisions left on each page that has any, in reading order. */
export async function undecidedPages(read: Read, caseId: string): Promise<readonly { readonly item_id: string; readonly page: number; readonly count: number }[]> {
  return read.raw<{ item_id: string; page: number; count: number }>(undecidedByPage, [caseId, mostMarks]);
}

const rowsAtOnce = 500;

/** New marks with their first version. */
export async function insertMarks(change: Change, rows: readonly MarkRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    await change.write('marks').insert(some.map((row) => ({ ...row, rect: row.rect === null ? null : [...row.rect] })));
    await change.write('mark_versions').insert(some.map((row) => versionOf(row, row.proposed_by)));
  }
}

export interface MarkChange {
  readonly id: string;
  /** The version the decision was made on. */
  readonly version: number;
  readonly state: MarkState;
  readonly exemption: string | null;
  readonly sealedReason: Buffer;
  readonly by: string;
  readonly at: Date;
}

/** Null when somebody changed the mark meanwhile; the old version stays beside the new one. */
export async function updateMark(change: Change, changed: MarkChange): Promise<MarkRow | null> {
  const rows = await change.write.raw<MarkRow>(decideMark, [changed.state, changed.exemption, changed.sealedReason, changed.by, changed.at, changed.id, changed.version]);
  const [row] = rows;
  if (row === undefined) return null;
  await change.write('mark_versions').insert(versionOf(row, changed.by));
  return row;
}

export interface MarkVersion {
  readonly version: number;
  readonly state: MarkState;
  readonly exemption: string | null;
  readonly changed_by: string;
  readonly changed_at: Date;
}

/** Every version of a mark, oldest first. */
export async function versionsOf(read: Read, markId: string): Promise<readonly MarkVersion[]> {
  return read.raw<MarkVersion>('select version, state, exemption, changed_by, changed_at from mark_versions where mark_id = ? order by version limit 1000', [markId]);
}

/** True if this account ever made or decided a mark of the case, whatever became of it. */
export async function hasDecidedMarks(read: Read, caseId: string, accountId: string): Promise<boolean> {
  const rows = await read.raw<{ mark_id: string }>('select mark_id from mark_versions where case_id = ? and changed_by = ? limit 1', [caseId, accountId]);
  return rows.length > 0;
}

/** The marks of this officer's last act in this case, as far as they still stand as that act left them. */
export async function lastActOf(read: Read, caseId: string, accountId: string): Promise<readonly MarkRow[]> {
  return read.raw<MarkRow>(lastAct, [caseId, accountId, caseId, accountId, mostMarks]);
}

export interface Restored {
  readonly id: string;
  readonly version: number;
  readonly state: MarkState;
  readonly exemption: string | null;
  readonly sealedReason: Buffer;
  /** Who decided what stands again, and when; null where only a machine had suggested it. */
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly by: string;
}

/** False when somebody changed the mark meanwhile. */
export async function restoreMark(change: Change, restored: Restored): Promise<boolean> {
  const rows = await change.write.raw<MarkRow>(restore, [
    restored.state, restored.exemption, restored.sealedReason, restored.decidedBy, restored.decidedAt, restored.id, restored.version,
  ]);
  const [row] = rows;
  if (row === undefined) return false;
  await change.write('mark_versions').insert(versionOf(row, restored.by));
  return true;
}

/** Locks the case's row: marks of one case change one press at a time, and none while the case is handed to the approver. Returns its stage. */
export async function stageForMarking(change: Change, caseId: string): Promise<string | null> {
  const rows = await change.write.raw<{ stage: string }>('select stage from cases where id = ? for update', [caseId]);
  return rows[0]?.stage ?? null;
}

function versionOf(row: MarkRow, by: string) {
  return {
    mark_id: row.id,
    case_id: row.case_id,
    version: row.version,
    state: row.state,
    exemption: row.exemption,
    start_at: row.start_at,
    end_at: row.end_at,
    rect: row.rect === null ? null : [...row.rect],
    changed_by: by,
    // The acts of one press share one instant, also after an undoing brought them back.
    ...(row.decided_at === null || by !== row.decided_by ? {} : { changed_at: row.decided_at }),
  };
}
