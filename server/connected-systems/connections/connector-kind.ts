/** What a kind of connector is to whoever connects a system: a name, the settings it needs, and how it is opened. */
import type { z } from 'zod';
import type { ConnectedSystem, SystemDescription } from '../connector.ts';
import type { DatabaseDescription } from '../database-description.ts';

/** What a connector is given beside its own settings. */
export interface ConnectionContext {
  readonly description: SystemDescription;
  /** The described tables of a system that has them: a database, an extract, the records of an API. */
  readonly tables: DatabaseDescription | null;
  readonly suspended?: { readonly sinceOn: string };
  readonly outgoing: OutgoingRules;
  /** Where the files lie that describe systems; a WSDL, for instance, may lie beside them. */
  readonly descriptionsFolder: string;
  /** Where the index of a large extract may be kept, in a folder for each system; without one, extracts are read through. */
  readonly indexesFolder?: string;
}

/** Which addresses a connector may speak to. */
export interface OutgoingRules {
  /** `host` or `host:port`, as the council lists them; only these are spoken to. */
  readonly allowed: readonly string[];
}

/** One kind of connector. Opening connects to nothing. */
export interface ConnectorKind {
  /** As the `connector` of a connection file names it. */
  readonly kind: string;
  /** Shown to officers where a kind was never tried against the real thing. */
  readonly isExperimental?: true;
  readonly settings: z.ZodType;
  /** @throws z.ZodError naming the setting that is missing or wrong */
  readonly open: (settings: unknown, context: ConnectionContext) => ConnectedSystem;
}

/** Settings become a type here, by their schema. */
export function connectorKind<Settings>(kind: {
  readonly kind: string;
  readonly isExperimental?: true;
  readonly settings: z.ZodType<Settings>;
  readonly open: (settings: Settings, context: ConnectionContext) => ConnectedSystem;
}): ConnectorKind {
  return { ...kind, open: (settings, context) => kind.open(kind.settings.parse(settings), context) };
}
