/** What each kind of database is asked, word by word: values are bound, names are quoted, and one question is one narrow query. */

import { expect } from 'chai';
import type { Block } from '../../server/connected-systems/matching/blocks.ts';
import { factsFrom, type CatalogueColumn } from '../../server/connected-systems/sql/column-facts.ts';
import { dialects } from '../../server/connected-systems/sql/dialects.ts';
import { isReadingAlone, rolesIn } from '../../server/connected-systems/sql/mariadb-grants.ts';
import { missingDriver } from '../../server/connected-systems/sql/optional-driver.ts';
import { peopleQuery } from '../../server/connected-systems/sql/people-query.ts';
import type { Engine } from '../../server/connected-systems/sql/sql-dialect.ts';
import type { SqlQuery } from '../../server/connected-systems/sql/sql-query.ts';
import { rowsQuery } from '../../server/connected-systems/sql/walk-tables.ts';
import type { DatabaseDescription } from '../../server/connected-systems/database-description.ts';

const database: DatabaseDescription = {
  personTable: 'person',
  nameTables: [],
  addressTables: ['address'],
  tables: [
    { name: 'person', schema: 'ct', table: 'person', entries: [], fields: [
      { name: 'id', identity: 'person number', isPrimaryKey: true }, { name: 'first"`]', identity: 'given name' }, { name: 'last', identity: 'family name' }, { name: 'born', identity: 'date of birth', label: 'Born' }, { name: 'secret' },
    ] },
    { name: 'address', schema: 'ct', table: 'address', entries: [{ field: 'person', from: { table: 'person', field: 'id' } }], fields: [{ name: 'person' }, { name: 'postcode', identity: 'postcode' }] },
    { name: 'change', schema: 'ct', table: 'change', shownUnder: 'accounts', personField: 'by_person', entries: [{ field: 'account', from: { table: 'party', field: 'account' } }], fields: [{ name: 'id', isPrimaryKey: true }, { name: 'account' }, { name: 'what', label: 'What' }, { name: 'by_person' }, { name: 'on', isHeldOn: true }] },
  ],
  named: [],
};
const [, , change] = database.tables;

const types: Readonly<Record<Engine, readonly [text: string, integer: string, date: string, collation: string | null]>> = {
  postgresql: ['text', 'int4', 'date', null],
  mariadb: ['varchar', 'int', 'date', 'utf8mb4_general_ci'],
  mysql: ['varchar', 'int', 'date', 'utf8mb4_bin'],
  sqlserver: ['nvarchar', 'int', 'date', 'Latin1_General_CI_AS'],
  oracle: ['VARCHAR2', 'NUMBER', 'DATE', null],
};

function columnsFor(engine: Engine): readonly CatalogueColumn[] {
  const [text, integer, date, collation] = types[engine];
  const of = (table: string, columns: Readonly<Record<string, string>>): readonly CatalogueColumn[] =>
    Object.entries(columns).map(([column, type]) => ({ schema: 'ct', table, column, type, collation: type === text ? collation : null }));
  return [...of('person', { id: integer, 'first"`]': text, last: text, born: date, secret: text }), ...of('address', { person: integer, postcode: text }), ...of('change', { id: integer, account: integer, what: text, by_person: integer, on: date })];
}

function ask(engine: Engine, blocks: readonly Block[]): SqlQuery | null {
  const dialect = dialects[engine];
  return peopleQuery({ dialect, database, facts: factsFrom({ dialect }, columnsFor(engine)), blocks, max: 10 });
}

const blocks: readonly Block[] = [
  { all: [{ identity: 'family name', compare: 'lower', anyOf: ["o'hara"] }, { identity: 'date of birth', compare: 'exact', anyOf: ['1984-03-11', 'no day'] }] },
  { all: [{ identity: 'given name', compare: 'prefix', anyOf: ['50%_!\\['] }, { identity: 'postcode', compare: 'exact', anyOf: ['ZZ99 4QR', 'ZZ994QR'] }] },
];

const asked: Readonly<Record<Engine, readonly [text: string, values: SqlQuery['values']]>> = {
  postgresql: [
    `select "id" as "number" from "ct"."person" where lower("last") = any($1) and "born" = any($2)
union select "id" as "number" from "ct"."person" where lower("first""\`]") like any($3) and "id" in (select "person" from "ct"."address" where "postcode" = any($4)) limit 10`,
    [["o'hara"], ['1984-03-11'], ['50\\%\\_!\\\\[%'], ['ZZ99 4QR', 'ZZ994QR']],
  ],
  mariadb: [
    "select `id` as `number` from `ct`.`person` where `last` in (?) and `born` in (?)\nunion select `id` as `number` from `ct`.`person` where (`first\"``]` like ? escape '!') and `id` in (select `person` from `ct`.`address` where `postcode` in (?, ?)) limit 10",
    ["o'hara", '1984-03-11', '50!%!_!!\\[%', 'ZZ99 4QR', 'ZZ994QR'],
  ],
  mysql: [
    "select `id` as `number` from `ct`.`person` where lower(`last`) in (?) and `born` in (?)\nunion select `id` as `number` from `ct`.`person` where (lower(`first\"``]`) like ? escape '!') and `id` in (select `person` from `ct`.`address` where `postcode` in (?, ?)) limit 10",
    ["o'hara", '1984-03-11', '50!%!_!!\\[%', 'ZZ99 4QR', 'ZZ994QR'],
  ],
  sqlserver: [
    `select top (10) * from (select [id] as [number] from [ct].[person] where [last] in (@p1) and [born] in (@p2)
union select [id] as [number] from [ct].[person] where ([first"\`]]] like @p3 escape '!') and [id] in (select [person] from [ct].[address] where [postcode] in (@p4, @p5))) as found`,
    ["o'hara", '1984-03-11', '50!%!_!!\\![%', 'ZZ99 4QR', 'ZZ994QR'],
  ],
  oracle: [
    `select * from (select "id" as "number" from "ct"."person" where lower("last") in (:1) and "born" in (:2)
union select "id" as "number" from "ct"."person" where (lower("first""\`]") like :3 escape '!') and "id" in (select "person" from "ct"."address" where "postcode" in (:4, :5))) fetch first 10 rows only`,
    ["o'hara", '1984-03-11', '50!%!_!!\\[%', 'ZZ99 4QR', 'ZZ994QR'],
  ],
};

const rows: Readonly<Record<Engine, string>> = {
  postgresql: `from "ct"."change" where ("account" = any($1)) and ("by_person"::text is null or "by_person"::text in ('', $2)) order by "on", "id", "account"`,
  mariadb: "from `ct`.`change` where (`account` in (?, ?)) and (cast(`by_person` as char) is null or cast(`by_person` as char) in ('', ?)) order by `on`, `id`, `account`",
  mysql: "from `ct`.`change` where (`account` in (?, ?)) and (cast(`by_person` as char) is null or cast(`by_person` as char) in ('', ?)) order by `on`, `id`, `account`",
  sqlserver: `from [ct].[change] where ([account] in (@p1, @p2)) and (convert(nvarchar(max), [by_person], 126) is null or convert(nvarchar(max), [by_person], 126) in ('', @p3)) order by [on], [id], [account]`,
  oracle: `from "ct"."change" where ("account" in (:1, :2)) and (to_char("by_person") is null or to_char("by_person") in ('', :3)) order by "on", "id", "account"`,
};

for (const engine of ['postgresql', 'mariadb', 'mysql', 'sqlserver', 'oracle'] as const) {
  describe(`a question to ${engine}`, () => {
    it('is one narrow query for each block, with its values beside it', () => {
      const [text, values] = asked[engine];
      expect(ask(engine, blocks)).to.deep.equal({ text, values });
    });

    it('is not asked of what the database does not keep, or cannot hold', () => {
      const none: readonly Block[] = [{ all: [{ identity: 'NHS number', compare: 'exact', anyOf: ['9990010013'] }] }, { all: [{ identity: 'person number', compare: 'exact', anyOf: ['P1'] }] }];
      expect(ask(engine, none)).to.equal(null);
    });

    it('for rows of an account keeps those that bear another number out, in the database', () => {
      const dialect = dialects[engine];
      if (change === undefined) throw new RangeError('no such table');
      const query = rowsQuery({ session: { dialect }, database, facts: factsFrom({ dialect }, columnsFor(engine)), personReference: '7', maxRecordBytes: 100 }, { table: change, ways: [{ field: 'account', values: ['1', '2', 'x'] }] });
      expect(query?.text.slice(query.text.indexOf('from'))).to.equal(rows[engine]);
      expect(query?.values.flat()).to.deep.equal(['1', '2', '7']);
    });

    it('for rows never has a column read that is neither shown nor followed', () => {
      const dialect = dialects[engine];
      const [person] = database.tables;
      if (person === undefined) throw new RangeError('no such table');
      const query = rowsQuery({ session: { dialect }, database, facts: factsFrom({ dialect }, columnsFor(engine)), personReference: '7', maxRecordBytes: 100 }, { table: person, ways: [{ field: 'id', values: ['7'] }] });
      expect(query?.text).to.include('born').and.not.include('secret');
    });

    it('refuses a name that no table has', () => {
      expect(() => dialects[engine].identifier('a\0b')).to.throw('a name that no table or column has');
    });
  });
}

describe('what MariaDB says an account may do', () => {
  const reading = ["GRANT USAGE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*A'", 'GRANT SELECT ON `ct`.* TO `r`@`%`', 'GRANT SELECT (`a`, `b`) ON `ct`.`t` TO `r`@`%`', 'GRANT SELECT, SHOW VIEW ON `b`.* TO `r`@`%`'];
  const more = [
    'GRANT SELECT, INSERT ON `ct`.* TO `r`@`%`', 'GRANT SELECT (`a`), UPDATE (`b`) ON `ct`.`t` TO `r`@`%`', 'GRANT ALL PRIVILEGES ON *.* TO `r`@`%`', 'GRANT EXECUTE ON `ct`.* TO `r`@`%`', 'GRANT FILE ON *.* TO `r`@`%`',
    'GRANT SELECT ON `ct`.* TO `r`@`%` WITH GRANT OPTION', "GRANT PROXY ON ''@'%' TO 'r'@'%'", 'GRANT `writer` TO `r`@`%` WITH ADMIN OPTION', 'GRANT BINLOG_ADMIN ON *.* TO `r`@`%`', 'something else',
  ];

  it('is reading alone where it may select', () => {
    expect(isReadingAlone(reading)).to.equal(true);
  });

  for (const grant of more) {
    it(`is more than reading with ${grant}`, () => {
      expect(isReadingAlone([...reading, grant])).to.equal(false);
    });
  }

  it('is nothing known where it says nothing', () => {
    expect(isReadingAlone([])).to.equal(false);
  });

  it('names the roles that are looked at as well', () => {
    expect(rolesIn([...reading, 'GRANT `reader` TO `r`@`%`', 'GRANT `a`@`%`,`b`@`%` TO `r`@`%`', 'SET DEFAULT ROLE `reader` FOR `r`@`%`'])).to.deep.equal(['`reader`', '`a`@`%`', '`b`@`%`']);
  });
});

describe('a driver that is not part of the product', () => {
  it('is asked for in one sentence', () => {
    expect(missingDriver('no-such-driver')).to.equal('reading this kind of database needs the driver no-such-driver: install it with npm install no-such-driver');
  });
});
