/** The SQL of asking: which system calls, and what it may know about the people it refers to. */
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { ConsentEventKind } from './consent-record.ts';

export async function systemOfSecret(read: Read, secretHash: Buffer): Promise<string | null> {
  const [row] = await read.raw<{ system_id: string | null }>('select system_of_secret(?) as system_id', [secretHash]);
  return row?.system_id ?? null;
}

export async function insertSystem(
  change: Change,
  system: { readonly systemId: string; readonly name: string; readonly purposeIds: readonly string[]; readonly secretHash: Buffer },
): Promise<void> {
  const { write } = change;
  await write('calling_systems').insert({ id: system.systemId, name: system.name }).onConflict('id').ignore();
  await write('calling_system_secrets').insert({ secret_hash: system.secretHash, system_id: system.systemId }).onConflict('secret_hash').ignore();
  const purposes = system.purposeIds.map((purposeId) => ({ system_id: system.systemId, purpose_id: purposeId }));
  if (purposes.length > 0) await write('calling_system_purposes').insert(purposes).onConflict(['system_id', 'purpose_id']).ignore();
}

export async function findPersonReference(read: Read, person: { readonly systemId: string; readonly dataSubjectId: string }): Promise<string | null> {
  const row = await read<{ reference: string; system_id: string; data_subject_id: string }>('person_references')
    .where({ system_id: person.systemId, data_subject_id: person.dataSubjectId })
    .first('reference');
  return row?.reference ?? null;
}

/** The reference that stands, the given one if there was none. */
export async function insertPersonReference(
  change: Change,
  person: { readonly reference: string; readonly systemId: string; readonly dataSubjectId: string },
): Promise<string> {
  const [row] = await change.write.raw<{ reference: string }>(
    `with made as (
       insert into person_references (reference, system_id, data_subject_id) values (?, ?, ?)
       on conflict (system_id, data_subject_id) do nothing returning reference)
     select reference from made
     union all select reference from person_references where system_id = ? and data_subject_id = ? limit 1`,
    [person.reference, person.systemId, person.dataSubjectId, person.systemId, person.dataSubjectId],
  );
  if (row === undefined) throw new Error('a person reference was neither made nor found');
  return row.reference;
}

export interface Question {
  readonly reference: string;
  readonly purposeId: string;
}

interface AnswerRow {
  readonly is_registered: boolean;
  readonly id: string | null;
  readonly position: number | null;
  readonly kind: ConsentEventKind | null;
  readonly notice_version: number | null;
  readonly wording_sha256: string | null;
  readonly since_at: Date | null;
  readonly at: Date | null;
}

export interface LastAnswer {
  readonly id: string;
  readonly position: number;
  readonly kind: ConsentEventKind;
  readonly noticeVersion: number;
  readonly wordingSha256: string;
  readonly sinceAt: Date;
  readonly at: Date;
}

export interface Found {
  readonly isRegistered: boolean;
  readonly last: LastAnswer | null;
}

/** One row for each question, in their order, and a usage entry for each in the same transaction: no answer without its asking.
 *  Row-level security hides every person and purpose the caller may not know, and lets it write only in its own name. */
const askSql = `
  with asked as materialized (
    select q.place, q.purpose_id as about_id, r.purpose_id is not null as is_registered, p.data_subject_id, e.*
    from unnest(?::text[], ?::text[]) with ordinality as q(reference, purpose_id, place)
    left join calling_system_purposes r on r.purpose_id = q.purpose_id and r.system_id = actor_system()
    left join person_references p on p.reference = q.reference and p.system_id = actor_system() and r.purpose_id is not null
    left join lateral (
      select c.id, c.position, c.kind, c.notice_version, c.wording_sha256, c.since_at, c.at
      from consent_events c
      where c.data_subject_id = p.data_subject_id and c.purpose_id = q.purpose_id and c.kind <> 'requested'
      order by c.position desc limit 1) e on true),
  noted as (
    insert into usage_entries (actor_kind, actor_reference, actor_role, data_subject_id, what, why, about_id)
    select 'connected-system', actor_system(), 'connected-system', coalesce(data_subject_id, ''), 'consent',
      case when is_registered then 'consent-check' else 'consent-check-refused' end,
      case when is_registered then about_id else '' end
    from asked)
  select is_registered, id, position, kind, notice_version, wording_sha256, since_at, at from asked order by place limit 1000`;

/** Finds the last answers and writes down who asked for them.
 *  @param ask a transaction as the calling system, which may write
 *  @param questions at most 1000 */
export async function askAndNote(ask: Read, questions: readonly Question[]): Promise<readonly Found[]> {
  const rows = await ask.raw<AnswerRow>(askSql, [questions.map((question) => question.reference), questions.map((question) => question.purposeId)]);
  return rows.map((row) => ({ isRegistered: row.is_registered, last: lastFrom(row) }));
}

function lastFrom(row: AnswerRow): LastAnswer | null {
  const { id, position, kind, notice_version: noticeVersion, wording_sha256: wordingSha256, since_at: sinceAt, at } = row;
  if (id === null || position === null || kind === null || noticeVersion === null) return null;
  if (wordingSha256 === null || sinceAt === null || at === null) return null;
  return { id, position, kind, noticeVersion, wordingSha256, sinceAt, at };
}
