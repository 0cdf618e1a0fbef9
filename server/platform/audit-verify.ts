/** Verifies the audit log from its rows alone: every entry against its seal, every seal against the chain. */

import pg from 'pg';
import { chainHash, chainStart, entryHash, sealableColumns, type SealableEntry } from './audit-log.ts';

export interface Verdict {
  readonly valid: boolean;
  readonly problems: readonly string[];
  readonly entries: number;
  readonly unsealed: number;
}

/** A sealed entry as read back; its own columns are null when the entry is gone. */
export interface SealedEntry extends SealableEntry {
  readonly position: string;
  readonly entry_id: string;
  readonly entry_hash: Buffer;
  readonly chain_hash: Buffer;
}

/** An entry may wait this long for its seal before something is wrong. */
export const longestUnsealedSeconds = 60;

const pageSize = 10_000;
const mostProblems = 50;

/** Walks one chain in order, keeping what it has seen so far. */
export function chainWalker(): { readonly take: (row: SealedEntry) => void; readonly problems: string[]; readonly count: () => number } {
  const problems: string[] = [];
  let chain: Buffer = chainStart;
  let expected = 1;
  let count = 0;
  const say = (problem: string): void => {
    if (problems.length < mostProblems) problems.push(problem);
  };
  return {
    problems,
    count: () => count,
    take: (row) => {
      count += 1;
      const position = Number(row.position);
      if (position !== expected) say(`position ${expected} is missing from the chain`);
      expected = position + 1;
      const isMissing = (row.id as string | null) === null;
      if (isMissing) say(`entry ${row.entry_id} was removed (position ${position})`);
      else if (!entryHash(row).equals(row.entry_hash)) say(`entry ${row.entry_id} was changed (position ${position})`);
      chain = chainHash(chain, row.entry_hash);
      if (!chain.equals(row.chain_hash)) {
        say(`the chain is broken at position ${position}`);
        chain = row.chain_hash;
      }
    },
  };
}

/** Reads as the auditor. Takes pages of the chain in order, so that a log of any length fits in memory. */
export async function verifyAuditLog(url: string): Promise<Verdict> {
  const client = new pg.Client({ connectionString: url, application_name: 'fairsight-verify-audit' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const walker = chainWalker();
    await walkPages(client, walker.take);
    const waiting = await unsealed(client);
    const problems = waiting.overdue === 0 ? walker.problems : [...walker.problems, `${waiting.overdue} entries have waited more than ${longestUnsealedSeconds} s for their seal`];
    return { valid: problems.length === 0, problems, entries: walker.count() + waiting.all, unsealed: waiting.all };
  } finally {
    await client.end();
  }
}

/** The next page is on its way while this one is walked. */
async function walkPages(client: pg.Client, take: (row: SealedEntry) => void): Promise<void> {
  let page = await pageAfter(client, '0');
  for (;;) {
    const last = page.at(-1);
    const next = last === undefined || page.length < pageSize ? null : pageAfter(client, last.position);
    next?.catch(() => undefined);
    for (const row of page) take(row);
    if (next === null) return;
    page = await next;
  }
}

async function pageAfter(client: pg.Client, position: string): Promise<readonly SealedEntry[]> {
  const page = await client.query<SealedEntry>({
    name: 'audit-page',
    text: `select s.position::text as position, s.entry_id::text as entry_id, s.entry_hash, s.chain_hash, ${sealableColumns}
           from audit.seals s left join audit.entries e on e.id = s.entry_id
           where s.position > $1 order by s.position limit ${pageSize}`,
    values: [position],
  });
  return page.rows;
}

async function unsealed(client: pg.Client): Promise<{ all: number; overdue: number }> {
  const counted = await client.query<{ everything: string; overdue: string }>(
    `select count(*)::text as everything, (count(*) filter (where e.at < clock_timestamp() - make_interval(secs => ${longestUnsealedSeconds})))::text as overdue
     from audit.entries e where not exists (select from audit.seals s where s.entry_id = e.id)`,
  );
  const [row] = counted.rows;
  return { all: Number(row?.everything ?? 0), overdue: Number(row?.overdue ?? 0) };
}
