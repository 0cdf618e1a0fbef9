/** One reading statement as one actor, in one packet there and one back: its transaction is what stands between two syncs. */

import pg from 'pg';

/** The statement that says who is acting, with what it is told. */
export interface Entering {
  readonly name: string;
  readonly text: string;
  readonly values: readonly string[];
}

declare module 'pg' {
  /* How pg sends a query and takes its answer; pg-cursor stands on the same methods. */
  interface Query {
    readonly name?: string;
    readonly text: string;
    hasBeenParsed(connection: pg.Connection): boolean | string | undefined;
    prepare(connection: pg.Connection): void;
    handleDataRow(message: unknown): void;
    handleCommandComplete(message: unknown, connection: pg.Connection): void;
    handleError(error: Error, connection: pg.Connection): void;
  }
  interface Connection {
    readonly submittedNamedStatements: Record<string, string>;
  }
}

/** The names of entering statements that a connection was already asked to prepare. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

function namesOn(connection: pg.Connection): Set<string> {
  const names = prepared.get(connection) ?? new Set();
  prepared.set(connection, names);
  return names;
}

/** Told either why not, or the rows. */
export type Answered = (error: Error | null | undefined, result: Pick<pg.QueryResult, 'rows'>) => void;

const noSuchStatement = '26000';

/** The entering and the statement are bound and run without a sync between them, which to PostgreSQL is one transaction. */
export class ReadOnce extends pg.Query {
  readonly #entering: Entering;
  #isEntered = false;

  constructor(entering: Entering, config: pg.QueryConfig, answered: Answered) {
    super(config, undefined, answered);
    this.#entering = entering;
  }

  override prepare(connection: pg.Connection): void {
    this.#parseFirst(connection);
    const { name, text, values } = this.#entering;
    const names = namesOn(connection);
    if (!names.has(name)) connection.parse({ name, text, types: [] }, true);
    names.add(name);
    connection.bind({ statement: name, values: [...values] }, true);
    connection.execute({}, true);
    super.prepare(connection);
  }

  /** Before the entering can be refused: pg takes whatever was parsed last for this statement, and would not ask for it again. */
  #parseFirst(connection: pg.Connection): void {
    const { name, text } = this;
    if (name === undefined || this.hasBeenParsed(connection) === true) return;
    connection.parse({ name, text, types: [] }, true);
    connection.submittedNamedStatements[name] = text;
  }

  /** The entering answers with a row of nothing, and ends. */
  override handleDataRow(message: unknown): void {
    if (this.#isEntered) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#isEntered) super.handleCommandComplete(message, connection);
    this.#isEntered = true;
  }

  override handleError(error: Error, connection: pg.Connection): void {
    if ('code' in error && error.code === noSuchStatement) prepared.delete(connection);
    super.handleError(error, connection);
  }
}
