/** Reaches into the audit log in one random way, as somebody could who owns the database, and can take it back. */

import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface Tampering {
  readonly what: string;
  /** Puts the log back as it was. */
  readonly undo: () => Promise<void>;
}

interface Seal {
  readonly position: number;
  readonly entry_id: number;
}

type Hand = (client: pg.Client, random: (below: number) => number, seals: readonly Seal[]) => Promise<string>;

/** The walls are down and the triggers off. A seed gives the same tampering every time. */
export async function randomTampering(client: pg.Client, seed: number): Promise<Tampering> {
  const random = seeded(seed);
  await client.query('create temporary table if not exists kept_entries as select * from audit.entries');
  await client.query('create temporary table if not exists kept_seals as select * from audit.seals');
  const { rows } = await client.query<Seal>('select position, entry_id from audit.seals order by position');
  const hand = hands[seed % hands.length] ?? changeField;
  await client.query('begin');
  const what = await hand(client, random, rows);
  await client.query('commit');
  return { what, undo: () => putBack(client) };
}

async function putBack(client: pg.Client): Promise<void> {
  await client.query(`
    delete from audit.entries;
    delete from audit.seals;
    insert into audit.entries overriding system value select * from kept_entries;
    insert into audit.seals select * from kept_seals`);
}

function seeded(seed: number): (below: number) => number {
  let turn = 0;
  return (below) => {
    turn += 1;
    return createHash('sha256').update(`${seed} ${turn}`).digest().readUInt32BE(0) % below;
  };
}

function pick<T>(from: readonly T[], random: (below: number) => number): T {
  const picked = from[random(from.length)];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
}

const fields = ['actor_kind', 'actor_reference', 'action', 'about_type', 'about_id', 'case_id', 'details'];

const changeField: Hand = async (client, random, seals) => {
  const field = pick(fields, random);
  const { entry_id: id } = pick(seals, random);
  await client.query(`update audit.entries set ${field} = ${field} || chr(32) where id = $1`, [id]);
  return `a space after the ${field} of entry ${id}`;
};

const changeInstant: Hand = async (client, random, seals) => {
  const { entry_id: id } = pick(seals, random);
  await client.query("update audit.entries set at = at - interval '1 microsecond' where id = $1", [id]);
  return `entry ${id} a microsecond earlier`;
};

/** What is taken from one field and given to the next looks alike when the two are only joined. */
const moveBetweenFields: Hand = async (client, random, seals) => {
  const { entry_id: id } = pick(seals, random);
  await client.query('update audit.entries set action = left(action, -1), about_type = right(action, 1) || about_type where id = $1', [id]);
  return `a letter of entry ${id} moved to the next field`;
};

const removeEntry: Hand = async (client, random, seals) => {
  const { entry_id: id } = pick(seals, random);
  await client.query('delete from audit.entries where id = $1', [id]);
  return `entry ${id} removed`;
};

const removeWithSeal: Hand = async (client, random, seals) => {
  const { entry_id: id, position } = pick(seals.slice(0, -1), random);
  await client.query('delete from audit.entries where id = $1', [id]);
  await client.query('delete from audit.seals where position = $1', [position]);
  return `entry ${id} removed with its seal`;
};

const removeAndCloseUp: Hand = async (client, random, seals) => {
  const { entry_id: id, position } = pick(seals.slice(0, -1), random);
  await client.query('delete from audit.entries where id = $1', [id]);
  await client.query('delete from audit.seals where position = $1', [position]);
  await client.query('update audit.seals set position = -position where position > $1', [position]);
  await client.query('update audit.seals set position = -position - 1 where position < 0');
  return `entry ${id} removed with its seal, and the gap closed`;
};

const swapEntries: Hand = async (client, random, seals) => {
  const one = pick(seals, random).entry_id;
  const other = pick(seals.filter(({ entry_id: id }) => id !== one), random).entry_id;
  await client.query('update audit.seals set entry_id = case entry_id when $1 then -2 else -1 end where entry_id in ($1, $2)', [one, other]);
  await client.query('update audit.seals set entry_id = case entry_id when -1 then $1::bigint else $2::bigint end where entry_id < 0', [one, other]);
  return `entries ${one} and ${other} change places`;
};

const swapSeals: Hand = async (client, random, seals) => {
  const one = pick(seals, random).position;
  const other = pick(seals.filter(({ position }) => position !== one), random).position;
  await client.query('update audit.seals set position = case position when $1 then -2 else -1 end where position in ($1, $2)', [one, other]);
  await client.query('update audit.seals set position = case position when -1 then $1::bigint else $2::bigint end where position < 0', [one, other]);
  return `positions ${one} and ${other} change places`;
};

/** The seal of a changed entry is made to fit it; the chain is not. */
const forgeSeal: Hand = async (client, random, seals) => {
  const { position } = pick(seals, random);
  await client.query("update audit.seals set entry_hash = sha256('forged'::bytea) where position = $1", [position]);
  return `the seal at ${position} forged`;
};

const insertBetween: Hand = async (client, random, seals) => {
  const { position } = pick(seals, random);
  const added = await client.query<{ id: number }>("insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details) select actor_kind, actor_reference, 'test.added', about_type, about_id, case_id, details from audit.entries limit 1 returning id");
  await client.query('update audit.seals set position = -position where position >= $1', [position]);
  await client.query('update audit.seals set position = -position + 1 where position < 0');
  await client.query("insert into audit.seals (position, entry_id, entry_hash, chain_hash) values ($1, $2, sha256('added'::bytea), sha256('chained'::bytea))", [position, added.rows[0]?.id]);
  return `an entry added at ${position}`;
};

const hands: readonly Hand[] = [changeField, changeInstant, moveBetweenFields, removeEntry, removeWithSeal, removeAndCloseUp, swapEntries, swapSeals, forgeSeal, insertBetween];
