/** Reads the audit log page by page as the auditor, the one role that may see all of it. */

import pg from 'pg';

export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly action: string;
  readonly aboutType: string;
  readonly isSealed: boolean;
}

export const auditPageSize = 50;

/** Latest first, below an entry when one is named. */
export async function auditEntries(url: string, beforeId: number | null): Promise<readonly AuditEntry[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'fairsight-audit', connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    const found = await client.query<{ id: number; at: Date; actor_kind: string; action: string; about_type: string; is_sealed: boolean }>(
      `select e.id, e.at, e.actor_kind, e.action, e.about_type, exists (select from audit.seals s where s.entry_id = e.id) as is_sealed
       from audit.entries e where $1::bigint is null or e.id < $1 order by e.id desc limit ${auditPageSize}`,
      [beforeId],
    );
    return found.rows.map((row) => ({ id: row.id, at: row.at, actorKind: row.actor_kind, action: row.action, aboutType: row.about_type, isSealed: row.is_sealed }));
  } finally {
    await client.end();
  }
}
