/** The only SQL about consent: events, the exact words they answered, and the systems that ask. */
import type { Read } from '../platform/database.ts';
import type { Change } from '../platform/recorded-change.ts';
import type { ConsentEvent, ConsentEventKind } from './consent-record.ts';
import type { NoticeWording } from './notice-wording.ts';

/** Nobody answers one question more often than this; it only keeps a list from being endless. */
const mostEvents = 2_000;

interface EventRow {
  readonly id: string;
  readonly purpose_id: string;
  readonly position: number;
  readonly kind: ConsentEventKind;
  readonly notice_version: number;
  readonly wording_sha256: string;
  readonly channel: string;
  readonly since_at: Date;
  readonly at: Date;
}

export interface StoredEvent extends ConsentEvent {
  readonly purposeId: string;
  readonly channel: string;
  readonly sinceAt: Date;
}

const eventColumns = ['id', 'purpose_id', 'position', 'kind', 'notice_version', 'wording_sha256', 'channel', 'since_at', 'at'] as const;

/** Every event of the person, oldest first; of one purpose if it is named. */
export async function eventsOf(read: Read, dataSubjectId: string, purposeId?: string): Promise<readonly StoredEvent[]> {
  const query = read<EventRow>('consent_events').select(...eventColumns).where('data_subject_id', dataSubjectId);
  if (purposeId !== undefined) void query.where('purpose_id', purposeId);
  const rows: readonly EventRow[] = await query.orderBy([{ column: 'purpose_id' }, { column: 'position' }]).limit(mostEvents);
  return rows.map(eventFrom);
}

export async function eventById(read: Read, id: string): Promise<StoredEvent | null> {
  const rows: readonly EventRow[] = await read<EventRow>('consent_events').select(...eventColumns).where('id', id).limit(1);
  const [row] = rows;
  return row === undefined ? null : eventFrom(row);
}

export interface NewEvent extends StoredEvent {
  readonly dataSubjectId: string;
  readonly answeredBy: string;
  /** The strength of the sign-in it was answered under, in the provider's word. */
  readonly assurance: string;
}

/** @throws the database's unique violation if another event took the position meanwhile. */
export async function appendEvent(change: Change, event: NewEvent): Promise<void> {
  await change.write('consent_events').insert({
    id: event.id,
    data_subject_id: event.dataSubjectId,
    purpose_id: event.purposeId,
    position: event.position,
    kind: event.kind,
    notice_version: event.noticeVersion,
    wording_sha256: event.wordingSha256,
    channel: event.channel,
    answered_by: event.answeredBy,
    assurance: event.assurance,
    since_at: event.sinceAt,
    at: event.at,
  });
}

/** Keeps the words for good the first time anybody answers them. */
export async function keepWording(change: Change, wording: NoticeWording): Promise<void> {
  await change
    .write('notice_wordings')
    .insert({
      sha256: wording.sha256,
      purpose_id: wording.purposeId,
      notice_version: wording.noticeVersion,
      language: wording.language,
      words: JSON.stringify(wording.words),
    })
    .onConflict('sha256')
    .ignore();
}

interface WordingRow {
  readonly sha256: string;
  readonly purpose_id: string;
  readonly notice_version: number;
  readonly language: string;
  readonly words: NoticeWording['words'];
}

/** The words as they were kept, by their hashes. */
export async function wordingsOf(read: Read, hashes: readonly string[]): Promise<ReadonlyMap<string, NoticeWording>> {
  const rows: readonly WordingRow[] = await read<WordingRow>('notice_wordings')
    .select('sha256', 'purpose_id', 'notice_version', 'language', 'words')
    .whereIn('sha256', [...hashes])
    .orderBy('sha256')
    .limit(mostEvents);
  return new Map(
    rows.map((row) => [
      row.sha256,
      { sha256: row.sha256, purposeId: row.purpose_id, noticeVersion: row.notice_version, language: row.language, words: row.words },
    ]),
  );
}

export interface Asking {
  readonly purposeId: string;
  readonly systemName: string;
  readonly lastAskedAt: Date;
}

/** The systems that asked about the person who is signed in. */
export async function askingsAboutMe(read: Read): Promise<readonly Asking[]> {
  const rows = await read.raw<{ purpose_id: string; name: string; last_asked_at: Date }>(
    `select a.purpose_id, s.name, a.last_asked_at from who_asked_about_me() a join calling_systems s on s.id = a.system_id
     order by a.last_asked_at desc limit 200`,
  );
  return rows.map((row) => ({ purposeId: row.purpose_id, systemName: row.name, lastAskedAt: row.last_asked_at }));
}

/** The systems registered to ask for a purpose, by name. */
export async function askersFor(read: Read, purposeId: string): Promise<readonly string[]> {
  const rows = await read.raw<{ name: string }>(
    `select s.name from calling_system_purposes p join calling_systems s on s.id = p.system_id
     where p.purpose_id = ? and s.disabled_at is null order by s.name limit 100`,
    [purposeId],
  );
  return rows.map((row) => row.name);
}

function eventFrom(row: EventRow): StoredEvent {
  return {
    id: row.id,
    purposeId: row.purpose_id,
    position: row.position,
    kind: row.kind,
    noticeVersion: row.notice_version,
    wordingSha256: row.wording_sha256,
    channel: row.channel,
    sinceAt: row.since_at,
    at: row.at,
  };
}
