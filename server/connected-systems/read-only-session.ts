/** A session with a database of whatever kind: it can read and nothing else, and every value comes back as text. */
import type { SqlDialect } from './sql/sql-dialect.ts';
import type { SqlQuery } from './sql/sql-query.ts';

export type TextRow = Readonly<Record<string, string | null>>;

/** A read-only transaction in which everything is seen as it was at one moment. */
export interface ReadOnlySession {
  readonly dialect: SqlDialect;
  /** For few rows. @throws SystemFault */
  rows(query: SqlQuery): Promise<readonly TextRow[]>;
  /** For any number of rows: no more than a few are in memory. One at a time. @throws SystemFault */
  stream(query: SqlQuery): AsyncGenerator<TextRow, void, undefined>;
}

export interface OpenSession extends ReadOnlySession {
  /** Never fails. */
  close(): Promise<void>;
}
