/** What is needed to open a session with a database. */
import type { OutgoingRules } from '../connections/connector-kind.ts';
import type { Asking } from '../connector.ts';
import type { Engine } from './sql-dialect.ts';

export interface DatabasePlace {
  readonly engine: Engine;
  /** With an account that may only read. */
  readonly url: URL;
  readonly isEncrypted: boolean;
  /** PEM of the one authority that may vouch for the server. */
  readonly authority?: string;
  readonly outgoing: OutgoingRules;
}

export interface Opening extends DatabasePlace {
  readonly asking: Asking;
}
