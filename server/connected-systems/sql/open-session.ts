/** Opens a session with a database of any kind. */
import { SystemFault } from '../connector.ts';
import type { OpenSession } from '../read-only-session.ts';
import { openMariadbSession } from './mariadb-session.ts';
import { openOracleSession } from './oracle-session.ts';
import { openPostgresqlSession } from './postgresql-session.ts';
import type { Opening } from './session-opening.ts';
import type { Engine } from './sql-dialect.ts';
import { openSqlserverSession } from './sqlserver-session.ts';

const openers: Readonly<Record<Engine, (opening: Opening) => Promise<OpenSession>>> = {
  postgresql: openPostgresqlSession,
  mariadb: openMariadbSession,
  mysql: openMariadbSession,
  sqlserver: openSqlserverSession,
  oracle: openOracleSession,
};

/** For a caller who streams: it closes the session itself. @throws SystemFault */
export async function openSession(opening: Opening): Promise<OpenSession> {
  if (opening.asking.signal.aborted) throw new SystemFault('dropped', 'nobody waits for the answer');
  return await openers[opening.engine](opening);
}

/** Runs `work` in a session that is closed after it. @throws SystemFault */
export async function inReadOnlySession<Answer>(opening: Opening, work: (session: OpenSession) => Promise<Answer>): Promise<Answer> {
  const session = await openSession(opening);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
