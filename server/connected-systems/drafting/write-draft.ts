/** Writes the three files of a database that is to be connected: how it is read, what it has, and what people must say of it. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { OutgoingRules } from '../connections/connector-kind.ts';
import { usualLimits } from '../connector.ts';
import { inReadOnlySession } from '../sql/open-session.ts';
import type { Engine } from '../sql/sql-dialect.ts';
import { draftDescription } from './draft-description.ts';
import { readSchema, tableCalled } from './read-schema.ts';

export interface DraftWanted {
  readonly system: string;
  readonly engine: Engine;
  readonly url: string;
  /** The name of the secret that holds the address; the file names it and never the address. */
  readonly secret: string;
  readonly schema: string;
  /** The table with one row a person. */
  readonly person: string;
  readonly intoFolder: string;
  readonly outgoing: OutgoingRules;
}

export interface Drafted {
  readonly written: readonly string[];
  /** Tables that nobody has classed yet; they make the system amber until somebody does. */
  readonly leftOut: readonly string[];
}

/** @throws SystemFault; RangeError; Error when there is a system of that name already */
export async function writeDraft(wanted: DraftWanted): Promise<Drafted> {
  const { system, engine, secret, schema, intoFolder } = wanted;
  const [connection, dataset, sar] = ['connection', 'dataset', 'sar'].map((part) => join(intoFolder, `${system}.${part}.yml`));
  if (connection === undefined || dataset === undefined || sar === undefined) throw new Error('a file has no name');
  const taken = [connection, dataset, sar].find((file) => existsSync(file));
  if (taken !== undefined) throw new Error(`${taken} is there already; nothing was written.`);
  const asking = { signal: AbortSignal.timeout(usualLimits.idleMs), limits: usualLimits };
  const tables = await inReadOnlySession({ engine, url: new URL(wanted.url), isEncrypted: false, outgoing: wanted.outgoing, asking }, (session) => readSchema(session, schema));
  const draft = draftDescription({ system, tables, person: tableCalled(tables, wanted.person) });
  const write = (file: string, head: string, content: object): void => {
    writeFileSync(file, `# ${head}\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`, { flag: 'wx' });
  };
  write(dataset, 'What the database has, as Fides writes it. Take out what must never be read.', draft.dataset);
  write(sar, 'To be filled in: words a resident can read. Guesses of who a person is stand after “who”: check them.', draft.sar);
  write(connection, 'How the portal reads it: an account that may only read. The secret holds the address.', { system, connector: 'sql', settings: { engine, url: { secret } } });
  return { written: [connection, dataset, sar], leftOut: draft.leftOut };
}
