/** The only SQL about one-time links, and about what a contact has uploaded and not sent yet. */

import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';

/** Whom a letter, and the link in it, is for: the contact, or who is asked when the contact does not answer. */
export type SentTo = 'contact' | 'escalation';

export interface FoundLink {
  readonly linkId: string;
  readonly dataRequestId: string;
  readonly caseId: string;
}

export interface Secret {
  /** A link that nobody has used, or a session that is running; the secret of one never passes for the other. */
  readonly of: 'link' | 'session';
  readonly hash: Buffer;
  readonly at: Date;
}

/** What a secret is for; null when it is good for nothing, whatever the reason. */
export async function linkOfSecret(read: Read, { of, hash, at }: Secret): Promise<FoundLink | null> {
  const [row] = await read.raw<{ link_id: string; data_request_id: string; case_id: string }>('select link_id, data_request_id, case_id from reply_of_secret(?, ?, ?)', [hash, of === 'session', at]);
  return row === undefined ? null : { linkId: row.link_id, dataRequestId: row.data_request_id, caseId: row.case_id };
}

export interface NewLink {
  readonly id: string;
  readonly data_request_id: string;
  readonly case_id: string;
  readonly sent_to: SentTo;
  readonly token_hash: Buffer;
  readonly made_at: Date;
  readonly expires_at: Date;
}

export async function insertLink(change: Change, link: NewLink): Promise<void> {
  await change.write<NewLink>('reply_links').insert(link);
}

/** Every link to the data request, with the sessions they were swapped for. */
export async function endLinks(change: Change, { dataRequestId, at }: { readonly dataRequestId: string; readonly at: Date }): Promise<void> {
  await change.write.raw('update reply_links set ended_at = ? where data_request_id = ? and ended_at is null', [at, dataRequestId]);
}

/** The links to one addressee that nobody is behind at this moment. */
export async function endIdleLinks(change: Change, { dataRequestId, sentTo, at }: { readonly dataRequestId: string; readonly sentTo: SentTo; readonly at: Date }): Promise<void> {
  await change.write.raw(
    'update reply_links set ended_at = ? where data_request_id = ? and sent_to = ? and ended_at is null and (session_ends_at is null or session_ends_at <= ?)',
    [at, dataRequestId, sentTo, at],
  );
}

export interface SwappedLink {
  readonly linkId: string;
  readonly sessionHash: Buffer;
  readonly at: Date;
  readonly endsAt: Date;
}

/** False when somebody was quicker: a link is swapped once. */
export async function swapLink(change: Change, { linkId, sessionHash, at, endsAt }: SwappedLink): Promise<boolean> {
  const changed = await change.write.raw<{ id: string }>(
    'update reply_links set used_at = ?, session_hash = ?, session_ends_at = ? where id = ? and used_at is null and ended_at is null and expires_at > ? returning id',
    [at, sessionHash, endsAt, linkId, at],
  );
  return changed.length === 1;
}

export interface ReplyFileRow {
  readonly id: string;
  readonly data_request_id: string;
  readonly case_id: string;
  readonly file_id: string;
  readonly sealed_name: Buffer;
  readonly media_type: string;
  readonly byte_count: number;
  readonly content_sha256: string;
  readonly uploaded_at: Date;
}

/** False when the same bytes are there already: a page that is sent twice keeps one copy. */
export async function insertReplyFile(change: Change, row: ReplyFileRow): Promise<boolean> {
  const made = await change.write<ReplyFileRow>('reply_files').insert(row).onConflict(['data_request_id', 'content_sha256']).ignore().returning('id');
  return made.length === 1;
}

/** More than a data request may have. */
const mostFiles = 200;

export async function replyFilesOf(read: Read, dataRequestId: string): Promise<readonly ReplyFileRow[]> {
  return read<ReplyFileRow>('reply_files').where({ data_request_id: dataRequestId }).orderBy('number').limit(mostFiles)
    .select('id', 'data_request_id', 'case_id', 'file_id', 'sealed_name', 'media_type', 'byte_count', 'content_sha256', 'uploaded_at');
}

/** The file that is known no longer; null when it was not there. */
export async function deleteReplyFile(change: Change, dataRequestId: string, replyFileId: string): Promise<string | null> {
  const [row] = await change.write<ReplyFileRow>('reply_files').where({ id: replyFileId, data_request_id: dataRequestId }).delete().returning('file_id');
  return row?.file_id ?? null;
}
