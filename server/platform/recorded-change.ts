/** The only way to write: rows, the audit entry and any job stand or fall together in one transaction. */

import type pg from 'pg';
import type { Actor } from './actor.ts';
import { actorReference } from './actor.ts';
import { inTransaction, type Database, type Read } from './database.ts';
import { enqueue, enqueueEach, type JobName, type JobPayload } from './jobs.ts';

declare const made: unique symbol;

/** The right to write. Stores ask for it; only `recordedChange` makes one. */
export interface Change {
  readonly [made]: true;
  readonly write: Read;
  /** Puts a job on the queue when, and only when, this change is committed. Payloads carry ids, never personal data. */
  enqueue<Name extends JobName>(job: Name, payload: JobPayload<Name>, options?: { readonly startAfter?: Date }): Promise<void>;
  /** As `enqueue`, for many at once. */
  enqueueEach<Name extends JobName>(job: Name, payloads: readonly JobPayload<Name>[]): Promise<void>;
  /** A second entry in the same change, for a deed that does two recorded things. */
  alsoRecord(entry: AuditNote): void;
}

/** What the audit log is told. Closed words, ids, counts and hashes; never personal data. */
export interface AuditNote {
  /** A verb from the glossary, such as `request.file`. */
  readonly action: string;
  readonly about: { readonly type: string; readonly id: string };
  readonly caseId?: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RecordedChange extends AuditNote {
  readonly actor: Actor;
  /** Whom the log names, where the rows need rights that this person does not have by themselves: an officer who binds a resident's account. */
  readonly recordedAs?: Actor;
}

/** Runs `deed` in one transaction and appends its audit entry last, so that the log is never waited for by a lock. */
export async function recordedChange<T>(
  database: Database,
  record: RecordedChange,
  deed: (change: Change) => Promise<T>,
): Promise<T> {
  const { actor, recordedAs = actor, ...note } = record;
  return inTransaction(database, {
    begin: 'begin',
    actor,
    work: async (read, client) => {
      const notes: AuditNote[] = [note];
      const result = await deed(changeOn(read, client, notes));
      await Promise.all(notes.map((entry) => appendEntry(client, recordedAs, entry)));
      return result;
    },
  });
}

function changeOn(read: Read, client: pg.PoolClient, notes: AuditNote[]): Change {
  const change: Omit<Change, typeof made> = {
    write: read,
    enqueue: (job, payload, options = {}) => enqueue(client, { job, payload, ...options }),
    enqueueEach: (job, payloads) => enqueueEach(client, job, payloads),
    alsoRecord: (entry) => {
      notes.push(entry);
    },
  };
  // The brand exists for the compiler alone; this is the one place that grants it.
  return change as Change;
}

async function appendEntry(client: pg.PoolClient, actor: Actor, note: AuditNote): Promise<void> {
  await client.query({
    name: 'append-audit-entry',
    text: 'select audit.append($1, $2, $3, $4, $5, $6, $7)',
    values: [
      actor.kind,
      actorReference(actor),
      note.action,
      note.about.type,
      note.about.id,
      note.caseId ?? '',
      JSON.stringify(note.details ?? {}),
    ],
  });
}
