/** The same council tax database on MariaDB, read by an account with the right to select and no other. */

import { randomBytes } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { noteTables } from '../../../server/connected-systems/demo/line-of-business-notes.ts';
import { accountChanges, accountTables } from '../../../server/connected-systems/demo/line-of-business-rows.ts';
import { createAccountChanges, createTables } from '../../../server/connected-systems/demo/line-of-business-tables.ts';
import { sqlKind } from '../../../server/connected-systems/sql-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { councilTaxSystem } from '../../support/described-systems.ts';
import { realServer } from '../../support/real-servers/real-servers.ts';
import { openKind, placeOf, urlAt, type KindUnderTest } from './kind-under-test.ts';

export const sqlOnMariadb: KindUnderTest = {
  name: 'sql on MariaDB',
  kind: sqlKind,
  servers: ['mariadb'],
  knows: asSubject('kerensa-vyvyan', { systemPersonNumbers: { 'council-tax': 'P100205' } }),
  reference: 'P100205',
  ownNumber: 'P100205',
  unknown: asSubject('helen-trask'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: { 'lets the account write': 'role-can-write', 'lets the account become one that writes': 'role-can-write', 'has lost a described column': 'bad-answer', 'keeps a table locked': 'timed-out' },
  start: async () => {
    const server = await realServer('mariadb');
    const administrator = await createConnection({ uri: server.url, multipleStatements: true });
    const reader = await readerOfMariadb();
    const opened = (url: string) => openKind(sqlKind, { engine: 'mariadb', url }, councilTaxSystem);
    const wrong = new URL(reader);
    wrong.password = 'wrong';
    const user = new URL(reader).username;
    return {
      place: placeOf(reader),
      system: ({ place, isWrongCredential } = {}) => opened(urlAt(isWrongCredential === true ? wrong.href : reader, place)),
      broken: async (how) => {
        const [breaking = '', mending = ''] = breaks[how] ?? [];
        const say = async (sql: string): Promise<void> => void (await administrator.query(sql.replaceAll('READER', `'${user}'@'%'`)));
        await say(breaking);
        return { system: opened(reader), mend: () => say(mending) };
      },
      fingerprint: () => contentOf(administrator),
      stop: () => administrator.end(),
    };
  },
};

const breaks: Readonly<Record<string, readonly [string, string]>> = {
  'lets the account write': ['grant update (phone) on council_tax.person to READER', 'revoke update (phone) on council_tax.person from READER'],
  'lets the account become one that writes': ['create role writer; grant insert on council_tax.payment to writer; grant writer to READER', 'drop role writer'],
  'has lost a described column': ['alter table council_tax.contact_note rename column note to notes', 'alter table council_tax.contact_note rename column notes to note'],
  'keeps a table locked': ['lock tables council_tax.person write', 'unlock tables'],
};

/** Once a run: the server is shared, and its databases bear the names of the description. */
let filling: Promise<string> | undefined;

/** The address of the filled databases for an account that may only read. */
export function readerOfMariadb(): Promise<string> {
  filling ??= realServer('mariadb').then(async ({ url }) => {
    const administrator = await createConnection({ uri: url, multipleStatements: true });
    const reader = await fillCouncilTax(administrator, url);
    await administrator.end();
    return reader;
  });
  return filling;
}

/** Its address for an account that may only read. */
async function fillCouncilTax(administrator: Connection, url: string): Promise<string> {
  await administrator.query(inMariadb(createTables + createAccountChanges));
  for (const { table, rows } of [...accountTables, ...noteTables, accountChanges]) {
    const columns = Object.keys(rows[0] ?? {});
    await administrator.query(`insert into ${table} (${columns.join(', ')}) values ?`, [rows.map((row) => columns.map((column) => row[column]))]);
  }
  const reader = new URL(url);
  reader.username = `reader_${randomBytes(4).toString('hex')}`;
  reader.password = randomBytes(12).toString('hex');
  const account = `'${reader.username}'@'%'`;
  await administrator.query(`create user ${account} identified by '${reader.password}'; grant select on council_tax.* to ${account}; grant select on benefits.* to ${account}`);
  return reader.href;
}

/** The tables of the demo as MariaDB has them: schemas are databases, and it keeps no index of an expression. */
function inMariadb(ddl: string): string {
  let indexes = 0;
  return ddl
    .replace(/\btext\b/g, 'varchar(200)')
    .replace(/ references \S+?(?=,?\n)/g, '')
    .replaceAll('generated always as identity', 'auto_increment')
    .replaceAll('create schema', 'create database')
    .replace(/lower\((\w+)\)/g, '$1')
    .replace(/create index on/g, () => `create index i${String((indexes += 1))} on`);
}

async function contentOf(administrator: Connection): Promise<string> {
  const [tables] = await administrator.query<RowDataPacket[]>(`select concat(table_schema, '.', table_name) as name from information_schema.tables where table_schema in ('council_tax', 'benefits') order by 1`);
  const names = tables.map((row) => String(row['name'])).join(', ');
  const [sums] = await administrator.query<RowDataPacket[]>(`checksum table ${names}`);
  return JSON.stringify(sums);
}
