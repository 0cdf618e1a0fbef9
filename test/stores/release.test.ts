/** Releasing on a real database: killed anywhere it goes on, and nothing half released is ever seen. */

import { expect } from 'chai';
import type pg from 'pg';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import type { ReleaseTools } from '../../server/disclosure/parts/build.ts';
import { signedManifestSchema } from '../../server/disclosure/manifest.ts';
import { disclosedAnswer } from '../../server/disclosure/open-answer.ts';
import type { ResidentActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { protect } from '../../server/protection/protect.ts';
import { anApprovedCase, aSourceItem, openCouncil, withMark, type ApprovedCase, type Council } from '../support/release.ts';

const neverStops = new AbortController().signal;

const records = [aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Band: C\nNote: paid'] })];

const items = [
  withMark(aSourceItem({ pages: ['Told to Marguerite Okonjo on a visit.', 'A second page.'] }), 'Marguerite Okonjo'),
  aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Band: C\nNote: paid'] }),
  aSourceItem({ mediaType: 'message/rfc822', title: 'E-mail', pages: ['See you on Tuesday.'] }),
];

describe('releasing an answer', function () {
  this.timeout(60_000);
  let council: Council;

  before(async () => {
    council = await openCouncil();
  });
  after(() => council.close());

  async function begin(source: ApprovedCase, overrides: Partial<ReleaseTools> = {}): Promise<ReleaseTools> {
    const tools = { ...council.tools, ...overrides, source: source.source };
    await beginAnswer(tools, source);
    return tools;
  }

  const run = (tools: ReleaseTools, { caseId, bundleId }: ApprovedCase, part = 1, signal = neverStops) => buildAnswer(tools, { caseId, bundleId, part, version: 1 }, { signal });

  async function one<Row extends pg.QueryResultRow>(sql: string, approved: ApprovedCase): Promise<Row> {
    const { rows } = await council.admin.query<Row>(sql, [approved.caseId]);
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    return row;
  }

  const released = async (approved: ApprovedCase) => (await one<{ count: number }>('select count(*)::integer as count from disclosures where case_id = $1', approved)).count;
  const state = async (approved: ApprovedCase) => (await one<{ state: string }>('select state from answers where case_id = $1', approved)).state;
  const waiting = async (approved: ApprovedCase) => (await one<{ part: number | null }>("select min(part) as part from release_parts where case_id = $1 and state = 'waiting'", approved)).part;

  async function failures(approved: ApprovedCase): Promise<readonly unknown[]> {
    const { rows } = await council.admin.query<{ failures: readonly unknown[] }>('select failures from release_parts where case_id = $1', [approved.caseId]);
    return rows.flatMap((row) => row.failures);
  }

  describe('that passes every check', () => {
    let approved: ApprovedCase;

    before(async () => {
      approved = await anApprovedCase(council, items);
      await run(await begin(approved), approved);
    });

    it('publishes volumes, each document, the data and the manifest', async () => {
      const { rows } = await council.admin.query<{ name: string }>("select name from answer_files where case_id = $1 and kind <> 'text' order by name", [approved.caseId]);
      expect(rows.map((row) => row.name)).to.deep.equal(['data.json', 'document-002.pdf', 'document-003.pdf', 'manifest.json', 'volume-1.pdf']);
    });

    it('publishes by one row, and tells the casework', async () => {
      expect([await released(approved), await state(approved), approved.settled]).to.deep.equal([1, 'released', ['released']]);
    });

    it('opens only by the strongest way once its data subject is protected', async () => {
      const { answer_id: answerId } = await one<{ answer_id: string }>('select answer_id from disclosures where case_id = $1', approved);
      const { accountId, bundle: { dataSubjectId } } = approved;
      const reader: ResidentActor = { kind: 'resident', accountId, dataSubjectId, isCheckedByOfficer: false, session: { idHash: '', version: 0 } };
      const sensitivity = async () => (await disclosedAnswer(council.tools, reader, answerId))?.sensitivity;
      const before = await sensitivity();
      await protect(council.tools, { dataSubjectId, reason: 'told us so', setBy: 'ann' });
      expect([before, await sensitivity()]).to.deep.equal(['ordinary', 'protected']);
    });

    it('signs a manifest that names every file', async () => {
      const { file_id: fileId } = await one<{ file_id: string }>("select file_id from answer_files where case_id = $1 and kind = 'manifest'", approved);
      const bytes = await council.tools.files.readAll(await council.tools.keys.keyFor(`case:${approved.caseId}`), fileId);
      const { manifest } = signedManifestSchema.parse(JSON.parse(bytes.toString()));
      expect([manifest.files.length, manifest.items.length]).to.deep.equal([4, 3]);
    });

    it('keeps no removed word in any row', async () => {
      const { rows } = await council.admin.query<{ text: string }>(
        `select (select string_agg(a::text, ' ') from answers a) || (select string_agg(p::text, ' ') from release_parts p) || (select string_agg(f::text, ' ') from answer_files f) as text`,
      );
      expect(rows[0]?.text).to.not.include('Okonjo');
    });
  });

  it('begins once, however often the job runs', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    await beginAnswer(tools, approved);
    const { count } = await one<{ count: number }>('select count(*)::integer as count from answers where case_id = $1', approved);
    expect(count).to.equal(1);
  });

  it('does not begin without an approval', async () => {
    const approved = await anApprovedCase(council, records, { bundle: () => Promise.resolve(null) });
    await begin(approved);
    const { count } = await one<{ count: number }>('select count(*)::integer as count from answers where case_id = $1', approved);
    expect(count).to.equal(0);
  });

  /** Dies at its nth piece of work, as a killed worker does: after the work, before it is saved. */
  function dyingAfter(steps: number, tools: ReleaseTools): ReleaseTools {
    let left = steps;
    const step = <T>(work: Promise<T>): Promise<T> =>
      work.then((done) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return done;
      });
    return {
      ...tools,
      files: { ...tools.files, write: (key, bytes) => step(tools.files.write(key, bytes)) },
      checkPdf: (pdf, terms) => step(tools.checkPdf(pdf, terms)),
    };
  }

  it('goes on after every kill, and shows nothing until all is done', async () => {
    const approved = await anApprovedCase(council, items.slice(0, 2));
    const tools = await begin(approved);
    const seen: number[] = [];
    for (let life = 0; life < 60 && (await state(approved)) === 'building'; life += 1) {
      const part = (await waiting(approved)) ?? 0;
      await run(dyingAfter(life % 3, tools), approved, part).catch(() => undefined);
      if ((await state(approved)) === 'building') seen.push(await released(approved));
    }
    expect([Math.max(...seen), await state(approved), await released(approved)]).to.deep.equal([0, 'released', 1]);
  });

  it('gives a job that was killed after progress a new set of tries', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    await run(dyingAfter(1, tools), approved).catch(() => undefined);
    await council.admin.query("update pgboss.job set state = 'active' where name = 'release-part' and data->>'caseId' = $1", [approved.caseId]);
    await run(tools, approved, 1);
    const { count } = await one<{ count: number }>("select count(*)::integer as count from pgboss.job where name = 'release-part' and data->>'caseId' = $1", approved);
    expect(count).to.equal(2);
  });

  it('hands the rest on when it is asked to stop', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    await run(tools, approved, 1, AbortSignal.abort());
    expect([await waiting(approved), await state(approved)]).to.deep.equal([1, 'building']);
  });

  it('hands the rest on only when nobody builds any more, so that the next worker need not wait', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    const { database } = tools;
    const heldAtConnect: number[] = [];
    let held = 0;
    const connect = async (): Promise<pg.PoolClient> => {
      heldAtConnect.push(held);
      held += 1;
      const client = await database.connect();
      const release = client.release.bind(client);
      client.release = (error) => {
        held -= 1;
        client.release = release;
        release(error);
      };
      return client;
    };
    await council.admin.query("update pgboss.job set state = 'active' where name = 'release-part' and data->>'caseId' = $1", [approved.caseId]);
    await run({ ...tools, database: { ...database, connect } }, approved, 1, AbortSignal.abort());
    expect([Math.max(...heldAtConnect), heldAtConnect.at(-1)]).to.deep.equal([1, 0]);
  });

  it('is built by one worker at a time, while the other looks again later', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    await council.admin.query("update pgboss.job set state = 'active' where name = 'release-part' and data->>'caseId' = $1", [approved.caseId]);
    await Promise.all([run(tools, approved), run(tools, approved)]);
    const { rows } = await council.admin.query("select 1 from pgboss.job where name = 'release-part' and data->>'caseId' = $1 and start_after > now()", [approved.caseId]);
    expect([await state(approved), await released(approved), rows.length]).to.deep.equal(['released', 1, 1]);
  });

  it('saves nothing of a worker whose answer was taken over', async () => {
    const approved = await anApprovedCase(council, records);
    const tools = await begin(approved);
    const takeOver = (): Promise<unknown> => council.admin.query('update answers set version = version + 1 where case_id = $1', [approved.caseId]);
    const slow = { ...tools, files: { ...tools.files, write: async (...[key, bytes]: Parameters<typeof tools.files.write>) => (await takeOver(), tools.files.write(key, bytes)) } };
    await run(slow, approved);
    expect([await waiting(approved), await released(approved)]).to.deep.equal([1, 0]);
  });

  it('is blocked when a removed name is found again, and says where', async () => {
    const approved = await anApprovedCase(council, items.slice(0, 1));
    const checkPdf: ReleaseTools['checkPdf'] = (_, terms) => Promise.resolve({ clean: terms.length === 0, places: terms.map((term) => ({ page: 1, where: 'the picture of the page', term })) });
    await run(await begin(approved, { checkPdf }), approved);
    const [first] = (await failures(approved)).map((failure) => (typeof failure === 'object' && failure !== null ? { ...failure, termId: null } : failure));
    expect(first).to.deep.equal({ check: 'pictures', fileName: 'document-001.pdf', itemNumber: 1, page: 1, where: 'the picture of the page', termId: null });
  });

  it('releases nothing when it is blocked', async () => {
    const approved = await anApprovedCase(council, records);
    const checkPdf: ReleaseTools['checkPdf'] = () => Promise.resolve({ clean: false, places: [] });
    await run(await begin(approved, { checkPdf }), approved);
    expect([await released(approved), await state(approved), approved.settled]).to.deep.equal([0, 'blocked', ['blocked']]);
  });

  it('is blocked when a document cannot be made clean', async () => {
    const approved = await anApprovedCase(council, items.slice(0, 1));
    const redactPdf: ReleaseTools['redactPdf'] = () => Promise.resolve({ redacted: false, why: 'could not be made clean', places: [{ page: 2, where: 'text', term: 'Marguerite Okonjo' }] });
    await run(await begin(approved, { redactPdf }), approved);
    expect(await state(approved)).to.equal('blocked');
  });

  describe('on a disk that is full after some files', () => {
    const warnings: string[] = [];
    let approved: ApprovedCase;
    let tools: ReleaseTools;

    /** As a real one: what is written before is there, and the rest fails. */
    function fullAfter(files: number): ReleaseTools {
      let left = files;
      const write: ReleaseTools['files']['write'] = (key, bytes) => ((left -= 1) < 0 ? Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })) : tools.files.write(key, bytes));
      return { ...tools, log: { ...tools.log, warn: (event) => void warnings.push(event) }, files: { ...tools.files, write } };
    }

    before(async () => {
      approved = await anApprovedCase(council, items);
      tools = await begin(approved);
      await council.admin.query("update pgboss.job set state = 'active' where name = 'release-part' and data->>'caseId' = $1", [approved.caseId]);
      await run(fullAfter(3), approved);
    });

    it('says so in one sentence', () => expect(warnings).to.deep.equal(['The disk is full: free about 500 MB. The release goes on by itself.']));

    it('shows nothing', async () => expect([await released(approved), await state(approved)]).to.deep.equal([0, 'building']));

    it('tries again later, with all its tries', async () => {
      const { rows } = await council.admin.query("select 1 from pgboss.job where name = 'release-part' and data->>'caseId' = $1 and state = 'created' and start_after > now() + interval '30 seconds'", [approved.caseId]);
      expect(rows.length).to.equal(1);
    });

    it('goes on where it stood once there is room', async () => {
      await run(tools, approved, (await waiting(approved)) ?? 0);
      expect([await released(approved), await state(approved)]).to.deep.equal([1, 'released']);
    });
  });

  it('needs no connection beside the one that builds alone and the one of the change', async () => {
    const narrow = await openCouncil({ maxConnections: 2 });
    const approved = await anApprovedCase(narrow, records);
    const { database } = narrow.tools;
    const source = { ...approved.source, bundle: (caseId: string, bundleId: string) => asActor(database, { kind: 'worker', job: 'release', caseId }, () => approved.source.bundle(caseId, bundleId)) };
    const tools = { ...narrow.tools, source };
    await beginAnswer(tools, approved);
    await run(tools, approved);
    const { rows } = await narrow.admin.query('select 1 from disclosures where case_id = $1', [approved.caseId]);
    await narrow.close();
    expect(rows.length).to.equal(1);
  });

  it('is blocked when the marks changed after they were approved', async () => {
    const approved = await anApprovedCase(council, records, { presentHash: () => Promise.resolve('another') });
    await run(await begin(approved), approved);
    expect([await released(approved), await state(approved)]).to.deep.equal([0, 'blocked']);
  });
});
