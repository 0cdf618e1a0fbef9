/** A register of many invented people, once in PostgreSQL and once as an extract with a keyed index, and a sample to ask for. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { usualLimits, type Asking, type SubjectIdentifiers } from '../../../server/connected-systems/connector.ts';
import { blocksFor } from '../../../server/connected-systems/matching/blocks.ts';
import { findInStages } from '../../../server/connected-systems/matching/find-in-stages.ts';
import { judgeMatch } from '../../../server/connected-systems/matching/judge-match.ts';
import { openKeyedIndex, type KeyedIndex } from '../../../server/connected-systems/matching/keyed-index.ts';
import type { PersonRecord } from '../../../server/connected-systems/matching/person-record.ts';
import { columnFacts } from '../../../server/connected-systems/sql/column-facts.ts';
import { findPeople } from '../../../server/connected-systems/sql/find-people.ts';
import { openSession } from '../../../server/connected-systems/sql/open-session.ts';
import { peopleQuery } from '../../../server/connected-systems/sql/people-query.ts';
import { manyPeople, recordOf, type InventedPerson } from './many-people.ts';
import { openRegisterDatabase, registerTables, type RegisterDatabase } from './register-database.ts';
import { sampling, systemKey, type FindPerson } from './trials.ts';

export const asking: Asking = { signal: new AbortController().signal, limits: usualLimits };

export interface Register {
  readonly sample: readonly InventedPerson[];
  readonly database: RegisterDatabase;
  readonly index: KeyedIndex;
  /** As the connector asks, in one open session. */
  readonly findInDatabase: FindPerson;
  /** The blocked query alone: the numbers it brings, and nothing done with them. */
  readonly bareQuery: (who: SubjectIdentifiers) => Promise<number>;
  readonly findInIndex: FindPerson;
  close(): Promise<void>;
}

export async function openRegister({ people, samples }: { readonly people: number; readonly samples: number }): Promise<Register> {
  const sample: InventedPerson[] = [];
  const database = await openRegisterDatabase(sampling(manyPeople(people), Math.max(1, Math.floor(people / samples)), sample));
  const folder = await mkdtemp(path.join(tmpdir(), 'fairsight-register-'));
  const index = await openKeyedIndex({ folder, key: randomBytes(32), version: 'one', people: records });
  const session = await openSession({ engine: 'postgresql', url: new URL(database.readerUrl), isEncrypted: false, outgoing: { allowed: ['localhost', '127.0.0.0/8'] }, asking });
  const facts = await columnFacts(session, registerTables.tables);
  return {
    sample: sample.slice(0, samples),
    database,
    index,
    findInDatabase: (who) => findInStages(systemKey, who, (blocks) => findPeople({ session, database: described, facts }, blocks)),
    bareQuery: async (who) => {
      const query = peopleQuery({ dialect: session.dialect, database: described, facts, blocks: blocksFor(systemKey, who), max: 1_000 });
      return query === null ? 0 : (await session.rows(query)).length;
    },
    findInIndex: async (who) => judgeMatch(systemKey, who, await index.find(who, systemKey)),
    close: async () => {
      await index.close();
      await session.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };

  async function* records(): AsyncGenerator<PersonRecord, void, undefined> {
    for (const person of manyPeople(people)) yield recordOf(person);
  }
}

const described = { ...registerTables, named: [] };
