/** Reads the tables of a database through an account that cannot write, led by a declarative description of it. */
import { z } from 'zod';
import { readAuthority } from './certificates.ts';
import { connectorKind, type OutgoingRules } from './connections/connector-kind.ts';
import type { Asking, ConnectedSystem, FindResult, Item, SubjectIdentifiers, SystemDescription } from './connector.ts';
import { withColumns, type DatabaseDescription } from './database-description.ts';
import { findInStages } from './matching/find-in-stages.ts';
import { columnFacts } from './sql/column-facts.ts';
import { driftOf } from './sql/drift.ts';
import { findPeople } from './sql/find-people.ts';
import { inReadOnlySession, openSession } from './sql/open-session.ts';
import { missingDriver } from './sql/optional-driver.ts';
import type { DatabasePlace } from './sql/session-opening.ts';
import { engines, type Engine } from './sql/sql-dialect.ts';
import { walkTables } from './sql/walk-tables.ts';

export interface SqlSystemSettings {
  readonly description: SystemDescription;
  readonly database: DatabaseDescription;
  readonly engine: Engine;
  /** The address of the database, with an account that may only read. */
  readonly url: string;
  /** Without encryption the address has to lie in one of the council's listed networks. */
  readonly isEncrypted?: boolean;
  /** PEM of the one authority that may vouch for the server. */
  readonly authority?: string;
  readonly outgoing: OutgoingRules;
  readonly suspended?: { readonly sinceOn: string };
}

const drivers: Readonly<Partial<Record<Engine, string>>> = { sqlserver: 'tedious', oracle: 'oracledb' };

/** The engine and the address of the database, and `encryption: verified` where the line to it leaves the council's own networks. */
export const sqlKind = connectorKind({
  kind: 'sql',
  settings: z.strictObject({ engine: z.enum(engines), url: z.url(), encryption: z.enum(['verified', 'none']).default('none'), ca_file: z.string().optional() }),
  open: ({ engine, url, encryption, ca_file: authorityFile }, { description, tables, suspended, outgoing, descriptionsFolder }) => {
    if (tables === null) throw new RangeError('a database needs its tables described');
    const driver = drivers[engine];
    const missing = driver === undefined ? null : missingDriver(driver);
    if (missing !== null) throw new RangeError(missing);
    return sqlConnector({
      description,
      database: tables,
      engine,
      url,
      isEncrypted: encryption === 'verified',
      outgoing,
      ...(authorityFile === undefined ? {} : { authority: readAuthority(descriptionsFolder, authorityFile) }),
      ...(suspended === undefined ? {} : { suspended }),
    });
  },
});

/** A connected system whose content is the tables of a database. */
export function sqlConnector(settings: SqlSystemSettings): ConnectedSystem {
  const { description, database, isEncrypted = false } = settings;
  const place: DatabasePlace = { ...settings, url: new URL(settings.url), isEncrypted };
  return {
    key: description.key,
    ...(settings.suspended === undefined ? {} : { suspended: settings.suspended }),
    describe: () => description,
    find: async (who, asking) => await find({ place, database, systemKey: description.key }, who, asking),
    fetch: (personReference, _part, asking) => fetchFrom(place, { database, personReference }, asking),
    check: async (asking) => await inReadOnlySession({ ...place, asking }, async () => undefined),
    drift: async (asking) => await inReadOnlySession({ ...place, asking }, async (session) => await driftOf(session, database)),
    including: (columns) => sqlConnector({ ...settings, database: withColumns(database, columns) }),
  };
}

interface Finding {
  readonly place: DatabasePlace;
  readonly database: DatabaseDescription;
  readonly systemKey: string;
}

/** Whoever is found for certain by the narrow questions needs no wider ones, which would look at more people. */
async function find({ place, database, systemKey }: Finding, who: SubjectIdentifiers, asking: Asking): Promise<FindResult> {
  return await inReadOnlySession({ ...place, asking }, async (session) => {
    const facts = await columnFacts(session, database.tables);
    return await findInStages(systemKey, who, async (blocks) => await findPeople({ session, database, facts }, blocks));
  });
}

interface Wanted {
  readonly database: DatabaseDescription;
  readonly personReference: string;
}

async function* fetchFrom(place: DatabasePlace, wanted: Wanted, asking: Asking): AsyncGenerator<Item, void, undefined> {
  const session = await openSession({ ...place, asking });
  try {
    const facts = await columnFacts(session, wanted.database.tables);
    yield* walkTables({ ...wanted, session, facts, maxRecordBytes: asking.limits.maxRecordBytes });
  } finally {
    await session.close();
  }
}
