/** Who looked at whose data: entries are gathered into one insert, and each reader waits until theirs is on disk. */

import type { Actor } from './actor.ts';
import { actorReference } from './actor.ts';
import { inTransaction, type Database } from './database.ts';

/** One look. Closed words and ids; the sentence for the resident is made from them when it is shown. */
export interface Look {
  readonly actor: Actor;
  readonly dataSubjectId: string;
  readonly caseId?: string;
  /** A key such as `item` or `holdings`. */
  readonly what: string;
  /** A key such as `request` or `consent-check`. */
  readonly why: string;
  readonly aboutId?: string;
}

export interface UsageLog {
  /** Resolves when the entry is durable; the answer goes out only then. */
  note(look: Look): Promise<void>;
}

interface Waiting {
  readonly look: Look;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const mostInOneInsert = 500;

export function openUsageLog(database: Database): UsageLog {
  let waiting: Waiting[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostInOneInsert);
      waiting = waiting.slice(mostInOneInsert);
      await insert(database, batch.map(({ look }) => look)).then(
        () => { for (const { done } of batch) done(); },
        (error: unknown) => { for (const { failed } of batch) failed(error); },
      );
    }
    isWriting = false;
  };
  return {
    note: (look) =>
      new Promise((done, failed) => {
        waiting.push({ look, done, failed });
        if (!isWriting) void writeAll();
      }),
  };
}

function roleOf(actor: Actor): string {
  return actor.kind === 'staff' ? (actor.roles[0] ?? 'staff') : actor.kind;
}

async function insert(database: Database, looks: readonly Look[]): Promise<void> {
  const columns = [
    looks.map(({ actor }) => actor.kind),
    looks.map(({ actor }) => actorReference(actor)),
    looks.map(({ actor }) => roleOf(actor)),
    looks.map(({ dataSubjectId }) => dataSubjectId),
    looks.map(({ caseId }) => caseId ?? ''),
    looks.map(({ what }) => what),
    looks.map(({ why }) => why),
    looks.map(({ aboutId }) => aboutId ?? ''),
  ];
  await inTransaction(database, {
    begin: 'begin',
    actor: { kind: 'usage' },
    work: (_read, client) =>
      client.query({
        name: 'note-usage',
        text: `insert into usage_entries (actor_kind, actor_reference, actor_role, data_subject_id, case_id, what, why, about_id)
               select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
        values: columns,
      }),
  });
}
