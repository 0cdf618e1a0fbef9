/** Rehearsing with a planted person: by the deeds of every request, seen by no page, destroyed after, and loud when a record is missed. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { MatchCandidate } from '../../server/connected-systems/connector.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import type { Tools } from '../../server/platform/house.ts';
import type { Log } from '../../server/platform/log.ts';
import { rehearsalJobs } from '../../server/rehearsals/jobs.ts';
import { rehearsalRoutes } from '../../server/rehearsals/officer-routes.ts';
import { readPlanted, type Planted } from '../../server/rehearsals/planted.ts';
import { rehearseTonight } from '../../server/rehearsals/regular-deeds.ts';
import { beginRehearsal, collectHere, concludeRehearsal, rehearseHere } from '../../server/rehearsals/rehearse.ts';
import type { RehearsalResult } from '../../server/rehearsals/rehearsal.ts';
import { aDocument, aRecord, aSystem, behindTheCurtain, runQueued, workerTools, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const file = `
person:
  names: [{ given: Ottoline, family: Rehearsal }]
  date_of_birth: "1951-02-03"
  nino: QQ030251D
records:
  - { system: homes, reference: R-PLANTED }
  - { system: homes, reference: D-PLANTED }
  - { system: care, reference: R-PLANTED }
`;
const certain = { found: 'certain', person: { reference: 'P-1', agreed: [] } } as const;

describe('a rehearsal', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let folder: string;
  let homes: SystemInMemory;
  let care: SystemInMemory;
  let officer: PersonSignedIn;
  let tools: Tools;
  const warned: object[] = [];

  before(async () => {
    [homes, care] = [aSystem({ key: 'homes' }), aSystem({ key: 'care' })];
    const systems = [homes, care];
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems }), ...rehearsalRoutes(systems)] });
    folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    await writeFile(join(folder, 'rehearsal.yml'), file);
    officer = await portal.staff(['preparer']);
    const log: Log = { info: () => undefined, warn: (event, facts) => warned.push({ event, ...facts }), fault: () => undefined };
    // The portal that officers see reads the same file.
    Object.assign(portal.tools.config, { descriptionsFolder: folder });
    tools = { ...workerTools(portal), log };
  });
  after(async () => {
    await portal.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    warned.length = 0;
    Object.assign(homes, { found: certain, items: [aRecord('R-PLANTED'), aDocument('D-PLANTED')], beforeItem: () => Promise.resolve() });
    Object.assign(care, { found: certain, items: [aRecord('R-PLANTED')] });
  });

  async function planted(): Promise<Planted> {
    const read = await readPlanted(folder);
    if (read === null) throw new Error('nobody is planted');
    return read;
  }

  async function rehearsed(): Promise<{ readonly caseId: string; readonly result: RehearsalResult | null }> {
    const caseId = await beginRehearsal(tools, { systems: [homes, care], planted: await planted(), isNightly: false });
    await collectHere(tools, [homes, care], { caseId, signal: AbortSignal.timeout(20_000) });
    return { caseId, result: await concludeRehearsal(tools, await planted(), caseId) };
  }

  const rowOf = async (table: 'cases' | 'requests', caseId: string): Promise<readonly object[]> =>
    behindTheCurtain(portal, caseId, { sql: `select * from ${table} where ${table === 'cases' ? 'id' : 'case_id'} = $1`, values: [caseId] });

  it('finds every planted record and raises no alarm', async () => {
    const { result } = await rehearsed();
    const page = await officer.get('/officer/rehearsals');
    const start = await officer.get('/officer');
    expect(result).to.deep.equal({ found: 3, missed: [] });
    expect(page.text).to.contain('All found').and.to.contain('3 of 3');
    expect(start.text).not.to.contain('The last rehearsal missed');
  });

  it('names the system in which a planted record is gone: in its result, on the officers’ first page and in the log by ids', async () => {
    homes.items = [aRecord('R-PLANTED')];
    const { result } = await rehearsed();
    const start = await officer.get('/officer');
    const page = await officer.get('/officer/rehearsals');
    expect(result).to.deep.equal({ found: 2, missed: [{ system: 'homes', record: 'D-PLANTED', because: 'not found' }] });
    expect(start.text).to.contain('The last rehearsal missed what was planted in: System homes.');
    expect(page.text).to.contain('System homes: D-PLANTED. The system answered without it.');
    expect(warned.map((line) => ({ ...line, rehearsal: '' }))).to.deep.equal([{ event: 'rehearsal missed a planted record', rehearsal: '', system: 'homes', because: 'not found' }]);
  });

  it('raises an alarm for a system in which nothing is planted, until the file says why', async () => {
    await rehearsed();
    await writeFile(join(folder, 'rehearsal.yml'), file.replace('  - { system: care, reference: R-PLANTED }\n', ''));
    const silent = [await officer.get('/officer'), await officer.get('/officer/rehearsals')];
    await writeFile(join(folder, 'rehearsal.yml'), `${file.replace('  - { system: care, reference: R-PLANTED }\n', '')}not_rehearsed: [{ system: care, because: Nobody may write in it. }]\n`);
    const said = [await officer.get('/officer'), await officer.get('/officer/rehearsals')];
    await writeFile(join(folder, 'rehearsal.yml'), file);
    expect(silent.map(({ text }) => text.includes('Nothing is planted in: System care.'))).to.deep.equal([true, true]);
    expect(said.map(({ text }) => text.includes('Nothing is planted in'))).to.deep.equal([false, false]);
    expect(said[1]?.text).to.contain('Not rehearsed: System care. Nobody may write in it.');
  });

  it('says on officers’ first page that its file cannot be used', async () => {
    await writeFile(join(folder, 'rehearsal.yml'), file.replace('1951-02-03', 'long ago'));
    const start = await officer.get('/officer');
    await writeFile(join(folder, 'rehearsal.yml'), file);
    expect([start.status, start.text.includes('The file rehearsal.yml cannot be used')]).to.deep.equal([200, true]);
  });

  describe('in a system that names nobody for certain', () => {
    const candidate = { reference: 'address:hers', agreed: [], differed: [], maskedName: '', maskedDateOfBirth: '', maskedAddress: '' };
    const likeHer = { ...candidate, reference: 'address:like-hers', agreed: ['name'] as const };
    const hers = { ...candidate, messages: { count: 1, by: 'correspondent' as const } };
    const unsure = `${file}never_certain: [care]\n`;

    async function rehearsedUnsure(candidates: readonly MatchCandidate[]): Promise<{ readonly result: RehearsalResult | null; readonly references: readonly string[] }> {
      await writeFile(join(folder, 'rehearsal.yml'), unsure);
      const references: string[] = [];
      const asked: SystemInMemory = { ...care, found: { found: 'probable', candidates }, fetch: (reference, part, asking) => { references.push(reference); return care.fetch(reference, part, asking); } };
      asked.find = () => Promise.resolve(asked.found);
      const result = await rehearseHere(tools, { systems: [homes, asked], planted: await planted(), signal: AbortSignal.timeout(20_000) });
      await writeFile(join(folder, 'rehearsal.yml'), file);
      return { result, references };
    }

    it('decides about the candidate with her own address, and finds what was planted', async () => {
      const { result, references } = await rehearsedUnsure([likeHer, hers]);
      expect(references).to.deep.equal(['address:hers']);
      expect(result).to.deep.equal({ found: 3, missed: [] });
    });

    it('collects nobody who is only like her', async () => {
      const { result, references } = await rehearsedUnsure([likeHer]);
      expect(references).to.deep.equal([]);
      expect(result?.missed).to.deep.equal([{ system: 'care', record: 'R-PLANTED', because: 'match to decide' }]);
    });
  });

  it('is in no figure of how much its systems brought', async () => {
    await rehearsed();
    const days = await behindTheCurtain<{ items: number }>(portal, '', { sql: "select items from system_days where system_id = 'homes'" });
    expect(days).to.deep.equal([]);
  });

  it('counts a system that is not certain who she is as one that misses her', async () => {
    care.found = { found: 'none' };
    const { result } = await rehearsed();
    expect(result?.missed).to.deep.equal([{ system: 'care', record: 'R-PLANTED', because: 'not held' }]);
  });

  it('is seen on no page of cases, and by nobody who knows its address', async () => {
    const caseId = await beginRehearsal(tools, { systems: [homes, care], planted: await planted(), isNightly: false });
    const manager = await portal.staff(['ig-manager']);
    const seen = await Promise.all([officer.get('/officer?view=unowned'), manager.get('/officer?view=all'), officer.get(`/officer/cases/${caseId}`), manager.get(`/officer/cases/${caseId}`)]);
    expect(seen.map(({ status }) => status)).to.deep.equal([200, 200, 404, 404]);
    expect(seen.slice(0, 2).some(({ text }) => text.includes(caseId))).to.equal(false);
    await collectHere(tools, [homes, care], { caseId, signal: AbortSignal.timeout(20_000) });
    await concludeRehearsal(tools, await planted(), caseId);
  });

  it('is destroyed when it ends: nothing it collected can be opened by anyone', async () => {
    const { caseId } = await rehearsed();
    const key = await portal.tools.keys.keyFor(`case:${caseId}`).catch((error: unknown) => (error instanceof Error ? error.name : ''));
    const shredded = await behindTheCurtain(portal, caseId, { sql: 'select case_id from shredded_cases where case_id = $1', values: [caseId] });
    expect([key, shredded.length]).to.deep.equal(['KeyShredded', 1]);
    expect(await rowOf('cases', caseId)).to.have.nested.property('[0].stage', 'closed');
    expect(await rowOf('requests', caseId)).to.have.nested.property('[0].account_id', null);
  });

  it('asks no machine to read what it collected', async () => {
    const { caseId } = await rehearsed();
    const jobs = await behindTheCurtain(portal, caseId, { sql: "select id from pgboss.job where name = 'suggest-marks' and data->>'caseId' = $1", values: [caseId] });
    expect(jobs).to.deep.equal([]);
  });

  it('goes on every night by the worker’s own jobs, and ends when all have answered', async () => {
    await rehearseTonight(tools, [homes, care]);
    const handlers = { ...caseworkJobs(tools, [homes, care]), ...rehearsalJobs(tools) };
    await runQueued(portal, handlers);
    const ended = await behindTheCurtain<{ found: number }>(portal, '', { sql: 'select found from rehearsals where is_nightly and ended_at is not null' });
    expect(ended.map(({ found }) => found)).to.deep.equal([3]);
  });

  it('writes to no service contact', async () => {
    const asked = aSystem({ key: 'paper' });
    const paper = { ...asked, answeredBy: { name: 'Archives', email: 'archives@example.org', escalation: { name: 'Head of Archives', email: 'head@example.org' } } };
    const caseId = await beginRehearsal(tools, { systems: [homes, care, paper], planted: await planted(), isNightly: false });
    const searches = await behindTheCurtain<{ system_id: string }>(portal, caseId, { sql: 'select system_id from system_searches where case_id = $1 order by 1', values: [caseId] });
    expect(searches.map(({ system_id: id }) => id)).to.deep.equal(['care', 'homes']);
  });

  it('says what is wrong with the file of whom is planted', async () => {
    const wrong = await mkdtemp(join(tmpdir(), 'rehearsal-'));
    await writeFile(join(wrong, 'rehearsal.yml'), file.replace('1951-02-03', 'long ago'));
    const refused = await readPlanted(wrong).catch((error: unknown) => (error instanceof Error ? error.message : ''));
    await rm(wrong, { recursive: true });
    expect(refused).to.contain('rehearsal.yml cannot be used: person.date_of_birth');
  });
});
