/** The audit log: nobody can take an entry back, each gets its seal, and whoever reaches behind it is found out. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import pg from 'pg';
import { startSealer } from '../../server/platform/audit-log.ts';
import { verifyAuditLog } from '../../server/platform/audit-verify.ts';
import { openDatabase, type Database } from '../../server/platform/database.ts';
import { silentLog, type Log } from '../../server/platform/log.ts';
import { verifyAuditCommand } from '../../server/verify-audit-cli.ts';
import { leaveEntry, sealAll, takeWallsDown, untilSealed } from '../support/audit-trail.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { randomTampering } from '../support/tampering.ts';

const tamperings = 200;

describe('the audit log', () => {
  let place: TestDatabase;
  let worker: Database;
  let owner: pg.Client;
  let app: pg.Client;

  before(async () => {
    place = await testDatabase();
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 4, applicationName: 'test' });
    owner = new pg.Client({ connectionString: place.url });
    app = new pg.Client({ connectionString: place.urlOf('app') });
    await Promise.all([owner.connect(), app.connect()]);
    await owner.query(`set role "${place.rolePrefix}_owner"`);
    await leaveEntry(worker);
  });

  after(async () => {
    await Promise.all([owner.end(), app.end(), worker.close()]);
    await place.close();
  });

  const verify = () => verifyAuditLog(place.urlOf('auditor'));

  describe('attacked with the rights of the app', () => {
    const attacks: readonly string[] = [
      "update audit.entries set action = 'nothing.happened'",
      'delete from audit.entries',
      'truncate audit.entries, audit.seals',
      "insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details) values ('staff', '', '', '', '', '', '')",
      'delete from audit.seals',
      'alter table audit.entries disable trigger all',
      'drop trigger only_added_to on audit.entries',
      'drop table audit.entries cascade',
      "create or replace function audit.append(text, text, text, text, text, text, text) returns void language sql as 'select null::void'",
      "set session_replication_role = 'replica'",
      'grant all on audit.entries to current_user',
      'select details from audit.entries',
    ];

    for (const attack of attacks) {
      it(`refuses: ${attack.slice(0, 60)}`, async () => {
        const outcome = await app.query(attack).then(() => 'done', (error: unknown) => (error instanceof pg.DatabaseError ? error.code : 'not refused by the database'));
        expect(outcome).to.equal('42501');
      });
    }

    it('refuses to make the app its owner', async () => {
      const outcome = await app.query(`set role "${place.rolePrefix}_owner"`).then(() => 'done', (error: unknown) => (error instanceof pg.DatabaseError ? error.code : ''));
      expect(outcome).to.equal('42501');
    });
  });

  it('refuses even its owner a change, while its triggers stand', async () => {
    await owner.query('begin');
    await owner.query('alter table audit.entries no force row level security');
    const outcome = await owner.query("update audit.entries set action = ''").then(() => 'done', (error: unknown) => (error instanceof Error ? error.message : ''));
    await owner.query('rollback');
    expect(outcome).to.equal('the audit log is only ever added to');
  });

  describe('sealed', () => {
    let sealed: pg.Client;

    before(async () => {
      sealed = new pg.Client({ connectionString: place.urlOf('auditor') });
      await sealed.connect();
    });

    after(() => sealed.end());

    const order = async (): Promise<readonly string[]> => {
      const { rows } = await sealed.query<{ about_id: string }>('select e.about_id from audit.seals s join audit.entries e on e.id = s.entry_id order by s.position desc limit 2');
      return rows.map(({ about_id }) => about_id).reverse();
    };

    it('seals an entry within two seconds', async () => {
      const sealer = startSealer(place.urlOf('worker'), silentLog);
      try {
        await untilSealed(sealed);
        const startedAtMs = performance.now();
        await leaveEntry(worker);
        await untilSealed(sealed);
        expect(performance.now() - startedAtMs).to.be.below(2_000);
      } finally {
        await sealer.stop();
      }
    });

    it('goes on where it stopped, however long the chain', async () => {
      for (let count = 0; count < 12; count += 1) await leaveEntry(worker);
      await sealAll(place.urlOf('worker'), sealed);
      await leaveEntry(worker);
      await sealAll(place.urlOf('worker'), sealed);
      expect((await verify()).problems).to.deep.equal([]);
    });

    it('goes on after its connection was ended', async () => {
      const faults: string[] = [];
      const log: Log = { ...silentLog, fault: (event) => { faults.push(event); } };
      const sealer = startSealer(place.urlOf('worker'), log);
      try {
        await leaveEntry(worker);
        await untilSealed(sealed);
        await worker.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fairsight-sealer' and datname = current_database()");
        await leaveEntry(worker);
        await untilSealed(sealed);
      } finally {
        await sealer.stop();
      }
      expect(faults).to.include('sealer');
    });

    it('is left to one sealer at a time: another takes over when that one stops, and can be stopped while it waits', async () => {
      const [first, second, third] = [startSealer(place.urlOf('worker'), silentLog), startSealer(place.urlOf('worker'), silentLog), startSealer(place.urlOf('worker'), silentLog)];
      await untilSealed(sealed);
      await third.stop();
      await first.stop();
      await leaveEntry(worker);
      await untilSealed(sealed);
      await second.stop();
      expect((await verify()).problems).to.deep.equal([]);
    });

    it('waits for an earlier change that is still open, so that no later commit disturbs the order', async () => {
      const slow = new pg.Client({ connectionString: place.urlOf('worker') });
      await slow.connect();
      await slow.query("begin; select audit.append('worker', 'test', 'test.slow', 'test', 'began first', '', '{}')");
      const second = await leaveEntry(worker);
      const sealer = startSealer(place.urlOf('worker'), silentLog);
      try {
        await slow.query('commit');
        await untilSealed(sealed);
        expect(await order()).to.deep.equal(['began first', second]);
      } finally {
        await sealer.stop();
        await slow.end();
      }
    });

    it('leaves an entry whose change is undone without a trace', async () => {
      const undone = new pg.Client({ connectionString: place.urlOf('worker') });
      await undone.connect();
      await undone.query("begin; select audit.append('worker', 'test', 'test.undone', 'test', 'undone', '', '{}')");
      await undone.query('rollback');
      await undone.end();
      const { rows } = await sealed.query("select from audit.entries where about_id = 'undone'");
      expect(rows).to.have.length(0);
    });
  });

  describe('reached into by somebody above it', () => {
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-'));
      for (let count = 0; count < 30; count += 1) await leaveEntry(worker, count % 2 === 0 ? 'test.even' : 'test.odd');
      await takeWallsDown(owner);
      await sealAll(place.urlOf('worker'), owner);
    });

    after(() => rm(folder, { recursive: true }));

    async function exportTo(name: string, change: (lines: string[]) => string[] = (lines) => lines): Promise<{ valid: boolean; exitStatus: number }> {
      const { rows } = await owner.query<{ line: string }>(`
        select json_build_object('position', s.position::text, 'entry_id', s.entry_id::text, 'entry_hash', encode(s.entry_hash, 'hex'), 'chain_hash', encode(s.chain_hash, 'hex'),
          'id', e.id::text, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor_kind', e.actor_kind, 'actor_reference', e.actor_reference, 'action', e.action,
          'about_type', e.about_type, 'about_id', e.about_id, 'case_id', e.case_id, 'details', e.details)::text as line
        from audit.seals s join audit.entries e on e.id = s.entry_id order by s.position`);
      const path = join(folder, name);
      await writeFile(path, change(rows.map(({ line }) => line)).join('\n'));
      const output = new PassThrough();
      const { exitStatus } = await verifyAuditCommand({ path, output });
      const { valid } = JSON.parse(String(output.read())) as { valid: boolean };
      return { valid, exitStatus };
    }

    it('is found valid before anything is touched', async () => {
      expect(await verify()).to.deep.include({ valid: true, problems: [], unsealed: 0 });
    });

    it(`shows every one of ${tamperings} random tamperings`, async function () {
      this.timeout(60_000);
      const missed: string[] = [];
      for (let seed = 1; seed <= tamperings; seed += 1) {
        const { what, undo } = await randomTampering(owner, seed);
        if ((await verify()).valid) missed.push(`${seed}: ${what}`);
        await undo();
      }
      expect(missed).to.deep.equal([]);
    });

    it('is found valid again once every tampering was undone', async () => {
      expect((await verify()).problems).to.deep.equal([]);
    });

    it('fails when an entry has waited longer than a minute for its seal', async () => {
      await owner.query("insert into audit.entries (at, actor_kind, actor_reference, action, about_type, about_id, case_id, details) values (clock_timestamp() - interval '61 seconds', 'worker', 'test', 'test.late', 'test', 'late', '', '{}')");
      const verdict = await verify();
      await owner.query("delete from audit.entries where about_id = 'late'");
      expect(verdict.problems).to.deep.equal(['1 entries have waited more than 60 s for their seal']);
    });

    it('reports an entry that has not waited long, and stays valid', async () => {
      await owner.query("insert into audit.entries (actor_kind, actor_reference, action, about_type, about_id, case_id, details) values ('worker', 'test', 'test.new', 'test', 'new', '', '{}')");
      const verdict = await verify();
      await owner.query("delete from audit.entries where about_id = 'new'");
      expect(verdict).to.deep.include({ valid: true, unsealed: 1 });
    });

    it('is verified from an export alone', async () => {
      expect(await exportTo('whole.jsonl')).to.deep.equal({ valid: true, exitStatus: 0 });
    });

    it('is found changed in an export', async () => {
      expect(await exportTo('changed.jsonl', (lines) => lines.map((line, index) => (index === 3 ? line.replace(/test\.(?:even|odd|note)/, 'test.other') : line)))).to.deep.equal({ valid: false, exitStatus: 1 });
    });

    it('is found shortened in an export', async () => {
      expect(await exportTo('shortened.jsonl', (lines) => lines.filter((_line, index) => index !== 3))).to.deep.equal({ valid: false, exitStatus: 1 });
    });

    it('is found reordered in an export', async () => {
      expect(await exportTo('reordered.jsonl', (lines) => [...lines.slice(1, 2), ...lines.slice(0, 1), ...lines.slice(2)])).to.deep.equal({ valid: false, exitStatus: 1 });
    });
  });
});
