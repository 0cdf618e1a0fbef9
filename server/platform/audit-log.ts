/** Seals committed audit entries into a chain of hashes; `audit-verify.ts` finds what was changed, removed or moved since. */

import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from './log.ts';

/** An entry as it is hashed: every field as text, the instant to the microsecond in UTC. */
export interface SealableEntry {
  readonly id: string;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_reference: string;
  readonly action: string;
  readonly about_type: string;
  readonly about_id: string;
  readonly case_id: string;
  readonly details: string;
}

export const chainStart = Buffer.alloc(32);

const fields = ['id', 'at', 'actor_kind', 'actor_reference', 'action', 'about_type', 'about_id', 'case_id', 'details'] as const;

/** The columns as text, in the form that is hashed. */
export const sealableColumns = `e.id::text as id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  e.actor_kind, e.actor_reference, e.action, e.about_type, e.about_id, e.case_id, e.details`;

/** Each field as its length in bytes, a colon and its bytes, so that no two entries have the same form. */
export function entryHash(entry: SealableEntry): Buffer {
  const hash = createHash('sha256');
  let form = '';
  for (const field of fields) form += `${Buffer.byteLength(entry[field])}:${entry[field]}`;
  return hash.update(form).digest();
}

export function chainHash(before: Uint8Array, entry: Uint8Array): Buffer {
  return createHash('sha256').update(before).update(entry).digest();
}

export interface Sealer {
  stop(): Promise<void>;
}

const pauseMs = 500;
/** A line that went dead is given up by us, and by the server too, which would keep the lock for it. */
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 20_000, options: '-c idle_session_timeout=30000' } as const;
const batchSize = 5_000;

interface SealerState {
  position: number;
  chain: Buffer;
  /** Every transaction before this one has ended, and its entries are sealed. */
  sealedBelow: string;
}

interface SealRow extends SealableEntry {
  readonly horizon: string;
}

/** One sealer holds the lock; others wait for it. Runs in the worker. */
export function startSealer(url: string, log: Log): Sealer {
  const stopping = new AbortController();
  const running = keepSealing(url, log, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function keepSealing(url: string, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await sealUntilStopped(url, signal);
    } catch (error) {
      log.fault('sealer', error);
      await pause(signal);
    }
  }
}

/** Ends early, and quietly, when asked to stop. */
function pause(signal: AbortSignal): Promise<void> {
  return setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
}

async function sealUntilStopped(url: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'fairsight-sealer', ...patience });
  const connection: { fault: Error | null } = { fault: null };
  client.on('error', (error) => { connection.fault = error; });
  await client.connect();
  try {
    while (!(await holdsLock(client))) {
      await pause(signal);
      if (signal.aborted) return;
    }
    await client.query("set fairsight.kind = 'worker'");
    const state = await openChain(client);
    while (!signal.aborted) {
      if (connection.fault !== null) throw new Error('the sealer lost its connection', { cause: connection.fault });
      const sealed = await sealBatch(client, state);
      if (sealed < batchSize) await pause(signal);
    }
    await sealBatch(client, state);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asked again and again instead of waited for: whoever waits inside the database cannot be stopped, nor notice that it has gone. */
async function holdsLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock(hashtext('fairsight audit sealer')) as held");
  return rows[0]?.held === true;
}

async function openChain(client: pg.Client): Promise<SealerState> {
  const last = await client.query<{ position: string; chain_hash: Buffer }>('select s.position::text as position, s.chain_hash from audit.seals s order by s.position desc limit 1');
  const [row] = last.rows;
  const state: SealerState = { position: Number(row?.position ?? 0), chain: row?.chain_hash ?? chainStart, sealedBelow: '0' };
  await sealEarlier(client, state);
  return state;
}

/** At the start, and after a restore, entries are found by their missing seal; from then on by the transactions that ended. */
async function sealEarlier(client: pg.Client, state: SealerState): Promise<void> {
  const horizon = await client.query<{ horizon: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as horizon');
  const below = horizon.rows[0]?.horizon ?? '0';
  for (;;) {
    const missing = await client.query<SealableEntry>(
      `select ${sealableColumns} from audit.entries e
       where not exists (select from audit.seals s where s.entry_id = e.id) and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       order by e.transaction_id, e.id limit ${batchSize}`,
    );
    if (missing.rows.length === 0) break;
    await addSeals(client, state, missing.rows);
  }
  state.sealedBelow = below;
}

/** Seals what was committed by transactions that have all ended, in one order that no later commit can disturb. Returns how many. */
async function sealBatch(client: pg.Client, state: SealerState): Promise<number> {
  const found = await client.query<SealRow>(
    `with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as ended)
     select ${sealableColumns}, h.ended::text as horizon from horizon h
     join audit.entries e on e.transaction_id >= $1::xid8 and e.transaction_id < h.ended
     where not exists (select from audit.seals s where s.entry_id = e.id)
     order by e.transaction_id, e.id limit ${batchSize}`,
    [state.sealedBelow],
  );
  const { rows } = found;
  if (rows.length === 0) return 0;
  await addSeals(client, state, rows);
  if (rows.length < batchSize) state.sealedBelow = rows[0]?.horizon ?? state.sealedBelow;
  return rows.length;
}

async function addSeals(client: pg.Client, state: SealerState, entries: readonly SealableEntry[]): Promise<void> {
  const positions: number[] = [];
  const entryHashes: Buffer[] = [];
  const chainHashes: Buffer[] = [];
  let { chain } = state;
  for (const [index, entry] of entries.entries()) {
    const hash = entryHash(entry);
    chain = chainHash(chain, hash);
    positions.push(state.position + index + 1);
    entryHashes.push(hash);
    chainHashes.push(chain);
  }
  await client.query(
    `insert into audit.seals (position, entry_id, entry_hash, chain_hash)
     select * from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])`,
    [positions, entries.map((entry) => entry.id), entryHashes, chainHashes],
  );
  state.position += entries.length;
  state.chain = chain;
}
