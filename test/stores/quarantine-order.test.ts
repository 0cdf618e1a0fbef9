/** A look that never comes, or that comes too late, holds a case up no longer than it must, and lets nothing back in. */

import { expect } from 'chai';
import { checkItems } from '../../server/casework/check-items.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { lookAgain } from '../../server/casework/look-again.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemsOf } from '../../server/casework/read-items.ts';
import type { Checkpoint } from '../../server/intake/check-file.ts';
import type { ScanAnswer } from '../../server/intake/virus-scanner.ts';
import { gathered } from '../../server/platform/gathered.ts';
import { asActor } from '../../server/platform/database.ts';
import type { Tools } from '../../server/platform/house.ts';
import { aCase, aDocument, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('the look at what was collected', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  let caseId: string;
  const system = aSystem({ key: 'one' });

  before(async () => {
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [system] }) });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    ({ caseId } = await aCase(portal, { ownerAccountId: officer.accountId }));
  });

  const payload = () => ({ caseId, systemId: 'one', attempt: 1 });
  const look = (checkpoint: Checkpoint, tools: Tools = workerTools(portal)): Promise<void> => checkItems(tools, payload(), checkpoint);

  /** Collects these and drops the job that looks them over. */
  async function collect(...titles: readonly string[]): Promise<void> {
    system.items = titles.map((title) => aDocument(title, { title, bytes: `About ${title}.` }));
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    await runQueued(portal, { ...caseworkJobs(workerTools(portal), [system]), 'check-items': () => Promise.resolve() });
  }

  const rows = (sql: string): Promise<readonly Readonly<Record<string, string>>[]> => behindTheCurtain(portal, caseId, { sql, values: [caseId] });
  const itemIds = async (): Promise<Readonly<Record<string, string>>> => {
    const items = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => itemsOf(portal.tools, read, caseId));
    return Object.fromEntries(items.map(({ title, id }) => [title, id]));
  };
  const scans = async (): Promise<readonly (readonly unknown[])[]> => (await rows('select c.scan, i.state from items i join item_checks c on c.item_id = i.id where i.case_id = $1 order by i.number')).map(({ scan, state }) => [scan, state]);
  const queued = async (): Promise<number> => (await rows("select id from pgboss.job where name = 'check-items' and state = 'created' and data->>'caseId' = $1")).length;
  const makeOld = (): Promise<unknown> => behindTheCurtain(portal, caseId, { sql: "update items set collected_at = collected_at - interval '16 minutes' where case_id = $1", values: [caseId] })
    .then(() => behindTheCurtain(portal, caseId, { sql: "update system_searches set ended_at = ended_at - interval '16 minutes' where case_id = $1", values: [caseId] }));
  const leaveOut = async (title: string): Promise<number> => (await officer.post(`/officer/cases/${caseId}/items/${(await itemIds())[title] ?? ''}/leave-out`, { because: 'It cannot be checked in time.' })).status;

  it('lets nothing in that an officer left out, and asks about it no more', async () => {
    await collect('letter');
    await look(scannerSaying(() => 'no answer'));
    expect(await leaveOut('letter')).to.equal(303);
    await runQueued(portal, { 'check-items': () => look(scannerSaying(() => 'clean')) });
    expect([await scans(), await queued()]).to.deep.equal([[['no answer', 'in quarantine']], 0]);
  });

  it('lets nothing in that an officer left out while it was being scanned', async () => {
    await collect('letter');
    await look(scannerSaying(() => 'no answer'));
    await look(scannerSaying(async (): Promise<ScanAnswer> => {
      await leaveOut('letter');
      return 'clean';
    }));
    expect(await scans()).to.deep.equal([['no answer', 'in quarantine']]);
  });

  it('asks about nothing of a case that an approver has', async () => {
    await collect('letter');
    await behindTheCurtain(portal, caseId, { sql: "update cases set stage = 'submitted' where id = $1", values: [caseId] });
    await look(scannerSaying(() => 'clean'));
    expect(await scans()).to.deep.equal([['waiting', 'in quarantine']]);
  });

  it('asks once about a file that is too large for any scanner', async () => {
    await collect('film');
    await behindTheCurtain(portal, caseId, { sql: 'update items set byte_count = 70000000 where case_id = $1', values: [caseId] });
    await look(scannerSaying(() => 'clean'));
    expect([await scans(), await queued()]).to.deep.equal([[['too large', 'in quarantine']], 0]);
    expect(await leaveOut('film')).to.equal(303);
  });

  it('comes to what it never looked at before what it got no answer about', async () => {
    await collect('first', 'second', 'third');
    const asked: string[] = [];
    const scanner = scannerSaying((words) => { asked.push(words); return 'no answer'; });
    await behindTheCurtain(portal, caseId, { sql: "update item_checks set scan = 'no answer', checked_at = now() - interval '1 hour' where item_id in (select id from items where case_id = $1 and number < 3)", values: [caseId] });
    await behindTheCurtain(portal, caseId, { sql: "update item_checks set checked_at = now() - interval '2 hours' where item_id in (select id from items where case_id = $1 and number = 2)", values: [caseId] });
    await look(scanner);
    expect(asked).to.deep.equal(['About third.', 'About second.', 'About first.']);
  });

  it('goes on past a file that cannot be read back', async () => {
    await collect('lost', 'letter');
    const [lost] = await rows('select original_file_id as id from items where case_id = $1 order by number limit 1');
    const tools = workerTools(portal);
    await look(scannerSaying(() => 'clean'), { ...tools, files: { ...tools.files, read: (key, fileId) => tools.files.read(key, fileId === lost?.['id'] ? 'no-such-file-anywhere0' : fileId) } });
    expect(await scans()).to.deep.equal([['no answer', 'in quarantine'], ['clean', 'collected']]);
  });

  it('may be done without by whoever waited for it for a quarter of an hour', async () => {
    await collect('letter');
    expect(await leaveOut('letter')).to.equal(409);
    await makeOld();
    expect((await officer.get(`/officer/cases/${caseId}/items/${(await itemIds())['letter'] ?? ''}`)).text).to.contain('Leave it out');
    expect(await leaveOut('letter')).to.equal(303);
  });

  it('is taken up again when its job has died, and not while one is to come', async () => {
    await collect('letter');
    await makeOld();
    const { signal } = new AbortController();
    await lookAgain(workerTools(portal), signal);
    await lookAgain(workerTools(portal), signal);
    expect(await queued()).to.equal(1);
  });
});

/** A scanner that is well, and answers by the words of the file. */
function scannerSaying(answer: (words: string) => ScanAnswer | Promise<ScanAnswer>): Checkpoint {
  return { maySkipScanning: false, scanner: { scan: async (bytes) => answer(Buffer.from(await gathered(bytes)).toString('utf8')), isThere: () => Promise.resolve(true) } };
}
