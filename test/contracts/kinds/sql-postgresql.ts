/** The council tax database of the demo council, on PostgreSQL. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { seedLineOfBusiness } from '../../../server/connected-systems/demo/seed-line-of-business.ts';
import { sqlKind } from '../../../server/connected-systems/sql-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { emptyDatabase } from '../../support/database.ts';
import { councilTaxSystem } from '../../support/described-systems.ts';
import { openKind, placeOf, urlAt, type KindUnderTest } from './kind-under-test.ts';

export const sqlOnPostgresql: KindUnderTest = {
  name: 'sql on PostgreSQL',
  kind: sqlKind,
  servers: [],
  knows: asSubject('kerensa-vyvyan', { systemPersonNumbers: { 'council-tax': 'P100205' } }),
  reference: 'P100205',
  ownNumber: 'P100205',
  unknown: asSubject('helen-trask'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {},
  start: async () => {
    const database = await emptyDatabase();
    const url = await seedLineOfBusiness({ url: database.url, secretsFolder: await mkdtemp(path.join(tmpdir(), 'fairsight-secrets-')) });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    return {
      place: placeOf(url),
      system: ({ place, isWrongCredential } = {}) => {
        const address = urlAt(isWrongCredential === true ? wrong.href : url, place);
        return openKind(sqlKind, { engine: 'postgresql', url: address }, councilTaxSystem);
      },
      fingerprint: () => contentOf(database.url),
      stop: database.close,
    };
  },
};

/** A hash of every row of every table of the demo. */
async function contentOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string }>(`select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname in ('council_tax', 'benefits') order by 1`);
    const hashes = rows.map(({ table }) => `select md5(string_agg(t::text, ',' order by t::text)) as hash from ${table} t`);
    const content = await client.query<{ hash: string }>(hashes.join(' union all '));
    return content.rows.map(({ hash }) => hash).join(' ');
  } finally {
    await client.end();
  }
}
