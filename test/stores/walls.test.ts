/** The database's own walls, read from its catalogue and tried: whoever forgets one is told by name. */

import { expect } from 'chai';
import pg from 'pg';
import { testDatabase, type TestDatabase, type TestRole } from '../support/database.ts';
import { granted } from '../support/granted.ts';
import { putOneRowEach } from '../support/one-row-each.ts';

/** The only tables of ours without row-level security; pgboss holds ids alone. */
const withoutWalls = ['migrations', 'migrations_lock', 'sessions'];

/** Functions that run as the owner, each with a reason in its migration. There are no views. */
const runAsOwner = [
  'audit.append(text,text,text,text,text,text,text)',
  'audit.of_case(text,integer)',
  'cases_awaiting_a_look(timestamp with time zone)',
  'is_answered_by_officer(text)',
  'known_files(text[])',
  'may_answer_by_link(text)',
  'reply_of_secret(bytea,boolean,timestamp with time zone)',
  'restrict_cases_of(text)',
  'system_of_secret(bytea)',
  'systems_as_decided(timestamp with time zone)',
  'who_asked_about_me()',
];

/** What is published to everyone who signs in; nobody's rows. */
const published = ['calling_system_purposes', 'calling_systems', 'notice_wordings'];

/** Where a resident finds rows of their own; everything else about them reaches them through a page that an officer stands behind. */
const ownTables = [
  'accounts', 'answer_files', 'answers', 'bindings', 'case_conflicts', 'challenges', 'clock_events', 'consent_events', 'data_subjects', 'disclosures',
  'due_days', 'messages', 'proof_requests', 'reading_places', 'rectifications', 'request_drafts', 'requests', 'safe_contacts', 'seen_holdings', 'search_certificates', 'staff_roles',
];

const ourTables = "select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'audit') and c.relkind in ('r', 'p') order by 1";

describe('the walls of the database', () => {
  let place: TestDatabase;
  let owner: pg.Client;
  let tables: readonly string[];

  before(async () => {
    place = await testDatabase();
    owner = new pg.Client({ connectionString: place.url });
    await owner.connect();
    await owner.query(`set role "${place.rolePrefix}_owner"`);
    tables = await putOneRowEach(owner, ['ann', 'bob']);
  });

  after(async () => {
    await owner.end();
    await place.close();
  });

  async function names(sql: string, values: readonly unknown[] = []): Promise<readonly string[]> {
    const { rows } = await owner.query<{ name: string }>(sql, [...values]);
    return rows.map(({ name }) => name);
  }

  async function as<T>(role: TestRole, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: place.urlOf(role) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** Every visible row of every table that the role may read, as text. */
  async function seen(role: TestRole, context: Readonly<Record<string, string>> = {}): Promise<ReadonlyMap<string, readonly string[]>> {
    return as(role, async (client) => {
      for (const [name, value] of Object.entries(context)) await client.query('select set_config($1, $2, false)', [`fairsight.${name}`, value]);
      const found = new Map<string, readonly string[]>();
      for (const table of tables) {
        if (!(granted[table]?.[role] ?? '').includes('r')) continue;
        const { rows } = await client.query<{ words: string }>(`select whole::text as words from ${table} whole`);
        found.set(table, rows.map(({ words }) => words));
      }
      return found;
    });
  }

  const withRows = (found: ReadonlyMap<string, readonly string[]>): readonly string[] => [...found].filter(([, rows]) => rows.length > 0).map(([table]) => table).sort();

  it('stand enabled and forced on every table but those named', async () => {
    const { rows } = await owner.query<{ name: string; enabled: boolean; forced: boolean }>(ourTables);
    expect(rows.filter(({ enabled, forced }) => !enabled || !forced).map(({ name }) => name)).to.deep.equal(withoutWalls);
  });

  it('give every role exactly the rights that are listed', async () => {
    const { rows } = await owner.query<{ role: TestRole; name: string; rights: string }>(`
      select substr(r.rolname, length($1) + 2) as role, c.oid::regclass::text as name,
        concat(case when has_table_privilege(r.oid, c.oid, 'select') then 'r' end, case when has_table_privilege(r.oid, c.oid, 'insert') then 'a' end,
          case when has_any_column_privilege(r.oid, c.oid, 'update') then 'c' end, case when has_table_privilege(r.oid, c.oid, 'delete') then 'd' end,
          case when has_table_privilege(r.oid, c.oid, 'truncate, references, trigger') then ' and more' end) as rights
      from pg_roles r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
      where r.rolname = any ($2) and n.nspname in ('public', 'audit') and c.relkind in ('r', 'p', 'v', 'm') order by 2, 1`,
      [place.rolePrefix, ['app', 'worker', 'connector', 'auditor'].map((role) => `${place.rolePrefix}_${role}`)]);
    const found: Record<string, Partial<Record<TestRole, string>>> = {};
    for (const { role, name, rights } of rows) {
      found[name] ??= {};
      if (rights !== '') found[name][role] = rights;
    }
    expect(found).to.deep.equal(granted);
  });

  it('have no role that could step over them', async () => {
    const { rows } = await owner.query<{ name: string; login: boolean; above: boolean }>(
      "select rolname as name, rolcanlogin as login, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as above from pg_roles where rolname like $1 || '\\_%' order by 1", [place.rolePrefix]);
    expect(rows).to.deep.equal(['app', 'auditor', 'connector', 'owner', 'worker'].map((role) => ({ name: `${place.rolePrefix}_${role}`, login: role !== 'owner', above: false })));
  });

  it('have no role that may become another', async () => {
    expect(await names("select member::regrole::text as name from pg_auth_members where member::regrole::text like $1 || '\\_%'", [place.rolePrefix])).to.deep.equal([]);
  });

  it('are owned by the owner alone', async () => {
    expect(await names("select distinct pg_get_userbyid(relowner) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'audit', 'pgboss')")).to.deep.equal([`${place.rolePrefix}_owner`]);
  });

  it('have only the listed functions that run as the owner', async () => {
    expect(await names("select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname not in ('pg_catalog', 'information_schema') and p.prosecdef order by 1")).to.deep.equal(runAsOwner);
  });

  it('keep those functions to a fixed search path', async () => {
    expect(await names("select p.oid::regprocedure::text as name from pg_proc p where p.prosecdef and not coalesce(p.proconfig::text, '') like '%search\\_path=%pg\\_temp%'")).to.deep.equal([]);
  });

  it('let those functions read, restrict a case and append to the log, and nothing else', async () => {
    const found = await names("select schemaname || '.' || tablename || ' ' || lower(cmd) as name from pg_policies where $1 = any (roles) and cmd <> 'SELECT' order by 1", [`${place.rolePrefix}_owner`]);
    expect(found).to.deep.equal(['audit.entries insert', 'public.cases update']);
  });

  it('have no view, through which they could be passed', async () => {
    expect(await names("select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'audit', 'pgboss') and c.relkind in ('v', 'm')")).to.deep.equal([]);
  });

  it('let nobody in whom they were not opened for', async () => {
    expect(await names("select nspname::text as name from pg_namespace where nspname in ('public', 'audit', 'pgboss') and has_schema_privilege('public', oid, 'usage')")).to.deep.equal([]);
  });

  it('show the app nothing when nobody is acting', async () => {
    expect(withRows(await seen('app'))).to.deep.equal([]);
  });

  it('show the worker nothing but the audit log when it acts for nobody', async () => {
    expect(withRows(await seen('worker'))).to.deep.equal(['audit.entries', 'audit.seals']);
  });

  it('show the app nothing when its context is the empty text of a pooled connection', async () => {
    expect(withRows(await seen('app', { kind: '', account: '', subject: '', roles: '', case_id: '', system: '' }))).to.deep.equal([]);
  });

  it('show a resident no row of another in any table', async () => {
    const found = await seen('app', { kind: 'resident', account: 'ann accounts id', subject: 'ann data_subjects id' });
    const ofBob = [...found].filter(([table, rows]) => !published.includes(table) && rows.some((row) => !row.includes('ann '))).map(([table]) => table);
    expect(ofBob).to.deep.equal([]);
  });

  it('show a resident their own rows', async () => {
    const found = await seen('app', { kind: 'resident', account: 'ann accounts id', subject: 'ann data_subjects id' });
    expect(withRows(found)).to.deep.equal([...ownTables, ...published].sort());
  });

  it('show a resident who is bound to nobody no data subject', async () => {
    const found = await seen('app', { kind: 'resident', account: 'new account', subject: '' });
    expect(withRows(found)).to.deep.equal(published);
  });

  it('show an officer no case of a colleague', async () => {
    const found = await seen('app', { kind: 'staff', account: 'bob accounts id', roles: 'preparer' });
    expect((found.get('cases') ?? []).filter((row) => row.includes('ann '))).to.deep.equal([]);
  });

  it('show a connected system no person it has no reference to', async () => {
    const found = await seen('app', { kind: 'connected-system', system: 'ann calling_systems id' });
    expect([...found].filter(([, rows]) => rows.some((row) => row.includes('bob'))).map(([table]) => table)).to.deep.equal([]);
  });

  it('show the deed of signing in who people are, and no request or case', async () => {
    const found = await seen('app', { kind: 'sign-in' });
    expect(withRows(found)).to.deep.equal(['accounts', 'bindings', 'data_subjects', 'proof_requests', 'staff_roles', 'subject_numbers']);
  });

  it('show the app nothing when it says it is the worker', async () => {
    expect(withRows(await seen('app', { kind: 'worker', case_id: 'ann cases id' }))).to.deep.equal([]);
  });

  const asAnn = { kind: 'resident', account: 'ann accounts id', subject: 'ann data_subjects id' };

  /** The words in which the database refuses a write by the app; empty when it was let through. */
  async function refusal(sql: string, context: Readonly<Record<string, string>>): Promise<string> {
    return as('app', async (client) => {
      for (const [name, value] of Object.entries(context)) await client.query('select set_config($1, $2, false)', [`fairsight.${name}`, value]);
      return client.query(sql).then(({ rowCount }) => (rowCount === 0 ? 'no row' : ''), (error: unknown) => (error instanceof Error ? error.message : 'refused'));
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ['bind themselves to another person', "insert into bindings (id, account_id, data_subject_id, evidence, bound_by) values ('new', 'ann accounts id', 'bob data_subjects id', 'none', 'ann accounts id')"],
    ['change whom they are bound to', "update bindings set data_subject_id = 'bob data_subjects id'"],
    ['change their own account', "update accounts set provider = 'staff'"],
    ['change what is known of them', "update data_subjects set sealed_identity = 'x'"],
    ['accept their own proof', "update proof_requests set state = 'accepted'"],
    ['ask for proof that is already accepted', "insert into proof_requests (id, reference, account_id, way, state, answer_by_on) values ('new', 'new', 'ann accounts id', 'office', 'accepted', '2999-01-01')"],
    ['file a request about another person', "insert into requests (id, case_id, reference, kind, account_id, data_subject_id, state, nation, received_at) values ('new', 'new', 'new', 'access', 'ann accounts id', 'bob data_subjects id', 'received', 'scotland', now())"],
    ['move their own request', "update requests set state = 'ready'"],
    ['open a case that is somebody’s already', "insert into cases (id, request_id, stage, owner_account_id) values ('new', 'new', 'received', 'ann accounts id')"],
    ['decide their own challenge', "update challenges set state = 'changed'"],
    ['decide what is put right', "update rectifications set decided_by = 'ann accounts id'"],
    ['remember for another what they saw', "insert into seen_holdings (account_id, data_subject_id, sealed_seen) values ('ann accounts id', 'bob data_subjects id', 'x')"],
  ];
  for (const [deed, sql] of refused) {
    it(`let no resident ${deed}`, async () => {
      expect(await refusal(sql, asAnn)).to.match(/row-level security|no row/);
    });
  }

  it('show a service contact their own data request, and no case, person or message', async () => {
    const found = await seen('app', { kind: 'service-contact', account: 'ann data_requests id' });
    expect(withRows(found)).to.deep.equal(['data_request_questions', 'data_request_steps', 'data_requests', 'reply_files', 'reply_links']);
    expect([...found].filter(([, rows]) => rows.some((row) => row.includes('bob '))).map(([table]) => table)).to.deep.equal([]);
  });

  it('show the connector nothing at all', async () => {
    expect([...(await seen('connector')).keys()]).to.deep.equal([]);
  });

  // The last: nobody may take a restriction off again.
  it('show a service contact nothing once the case is restricted', async () => {
    await owner.query("update cases set is_restricted = true where id = 'ann cases id'");
    expect(withRows(await seen('app', { kind: 'service-contact', account: 'ann data_requests id' }))).to.deep.equal([]);
  });
});
