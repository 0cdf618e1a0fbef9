/** Reads the audit log page by page as the auditor, the one role that may see all of it. */

import pg from 'pg';
import { asDatabaseFault } from '../platform/database.ts';

export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly action: string;
  readonly aboutType: string;
  readonly isSealed: boolean;
}

export const auditPageSize = 50;

/** Latest first, below an entry when one is named. @throws DatabaseAway */
export async function auditEntries(url: string, beforeId: number | null): Promise<readonly AuditEntry[]> {
  try {
    const found = await readersAt(url).query<{ id: number; at: Date; actor_kind: string; action: string; about_type: string; is_sealed: boolean }>(
      `select e.id, e.at, e.actor_kind, e.action, e.about_type, exists (select from audit.seals s where s.entry_id = e.id) as is_sealed
       from audit.entries e where $1::bigint is null or e.id < $1 order by e.id desc limit ${auditPageSize}`,
      [beforeId],
    );
    return found.rows.map((row) => ({ id: row.id, at: row.at, actorKind: row.actor_kind, action: row.action, aboutType: row.about_type, isSealed: row.is_sealed }));
  } catch (error) {
    throw asDatabaseFault(error);
  }
}

const readers = new Map<string, pg.Pool>();

/** Two connections at most, however many pages are asked for; each ends when nobody has asked for a while, and none keeps the process. */
function readersAt(url: string): pg.Pool {
  const known = readers.get(url);
  if (known !== undefined) return known;
  const pool = new pg.Pool({
    connectionString: url, max: 2, application_name: 'fairsight-audit', connectionTimeoutMillis: 1_500, query_timeout: 4_000, statement_timeout: 3_500,
    idleTimeoutMillis: 10_000, allowExitOnIdle: true,
  });
  // A connection that breaks while nobody uses it harms nobody; the next page opens another.
  pool.on('error', () => undefined);
  readers.set(url, pool);
  return pool;
}
