/** The only SQL about messages to people, letters to services, and safe contacts. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { MessageKind, NoticeState } from './message.ts';
import type { Addressee, LetterProblem, LetterState, ServiceLetterKind } from './service-letter.ts';

export interface MessageRow {
  readonly id: string;
  readonly account_id: string;
  readonly request_id: string | null;
  readonly case_id: string;
  readonly kind: MessageKind;
  readonly sealed_body: Buffer;
  readonly notice_state: NoticeState;
  readonly notice_after: Date | null;
  readonly created_at: Date;
}

const messageColumns = ['id', 'account_id', 'request_id', 'case_id', 'kind', 'sealed_body', 'notice_state', 'notice_after', 'created_at'] as const;

export async function insertMessage(change: Change, row: MessageRow): Promise<void> {
  await change.write<MessageRow>('messages').insert(row);
}

/** Null when there is none, or whoever writes may not see it. */
export async function requestOfCase(read: Read, caseId: string): Promise<string | null> {
  const [row] = await read.raw<{ id: string }>('select id from requests where case_id = ?', [caseId]);
  return row?.id ?? null;
}

export async function findMessage(read: Read, id: string): Promise<MessageRow | null> {
  const row = await read<MessageRow>('messages').where({ id }).first(...messageColumns);
  return row ?? null;
}

export async function setNoticeState(change: Change, id: string, notice: { readonly from: NoticeState; readonly to: NoticeState; readonly at: Date }): Promise<boolean> {
  const changed = await change.write<MessageRow & { sent_at: Date }>('messages').where({ id, notice_state: notice.from }).update({ notice_state: notice.to, sent_at: notice.at });
  return changed === 1;
}

export interface SafeContactRow {
  readonly id: string;
  readonly account_id: string;
  readonly sealed_contact: Buffer;
  readonly created_at: Date;
}

export async function findSafeContact(read: Read, accountId: string): Promise<SafeContactRow | null> {
  const row = await read<SafeContactRow>('safe_contacts').where({ account_id: accountId }).whereNull('ended_at').first('id', 'account_id', 'sealed_contact', 'created_at');
  return row ?? null;
}

/** False when the account has one already, or keeps another at this very moment. */
export async function insertSafeContact(change: Change, row: SafeContactRow): Promise<boolean> {
  const made = await change.write.raw<{ id: string }>(
    `insert into safe_contacts (id, account_id, sealed_contact, created_at) values (?, ?, ?, ?)
     on conflict (account_id) where ended_at is null do nothing returning id`,
    [row.id, row.account_id, row.sealed_contact, row.created_at],
  );
  return made.length === 1;
}

export interface LetterRow {
  readonly id: string;
  readonly case_id: string;
  readonly about_id: string;
  readonly kind: ServiceLetterKind;
  readonly sent_to: Addressee;
  readonly sealed_letter: Buffer;
  readonly state: LetterState;
  readonly why: LetterProblem | null;
  readonly tries: number;
  readonly created_at: Date;
  readonly settled_at: Date | null;
}

const letterColumns = ['id', 'case_id', 'about_id', 'kind', 'sent_to', 'sealed_letter', 'state', 'why', 'tries', 'created_at', 'settled_at'] as const;

export async function insertLetter(change: Change, row: Omit<LetterRow, 'why' | 'tries' | 'settled_at'>): Promise<void> {
  await change.write<Omit<LetterRow, 'why' | 'tries' | 'settled_at'>>('service_letters').insert(row);
}

export async function findLetter(read: Read, id: string): Promise<LetterRow | null> {
  const row = await read<LetterRow>('service_letters').where({ id }).first(...letterColumns);
  return row ?? null;
}

export async function lettersAbout(read: Read, aboutId: string): Promise<readonly LetterRow[]> {
  return read<LetterRow>('service_letters').where({ about_id: aboutId }).orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }]).limit(200).select(...letterColumns);
}

export async function countTry(change: Change, id: string): Promise<void> {
  await change.write.raw('update service_letters set tries = tries + 1 where id = ?', [id]);
}

export async function settleLetter(change: Change, end: { readonly id: string; readonly state: LetterState; readonly why: LetterProblem | null; readonly at: Date }): Promise<void> {
  await change.write.raw("update service_letters set state = ?, why = ?, settled_at = ? where id = ? and state = 'waiting'", [end.state, end.why, end.at, end.id]);
}

/** Of these, what the latest letter about which could not be delivered. */
export async function undelivered(read: Read, aboutIds: readonly string[]): Promise<readonly string[]> {
  const rows = await read.raw<{ about_id: string }>(
    `select about_id from (select distinct on (about_id) about_id, state from service_letters where about_id = any (?) order by about_id, created_at desc, id) latest
     where state = 'failed' order by about_id limit ?`,
    [[...aboutIds], aboutIds.length],
  );
  return rows.map(({ about_id: id }) => id);
}
