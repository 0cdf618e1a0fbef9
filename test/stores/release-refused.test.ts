/** What changes while an answer is being built stops it, up to the very row that would publish it. */

import { expect } from 'chai';
import type pg from 'pg';
import { caseworkSource } from '../../server/clearance/casework-source.ts';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import { rememberingSource, type ApprovedBundle, type ProtectedValue, type ReleaseSource } from '../../server/disclosure/release-source.ts';
import { anApprovedCase, aSourceItem, openCouncil, sourceOf, type ApprovedCase, type Council } from '../support/release.ts';

const records = [aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Band: C\nNote: paid'] })];

const anyBundle: ApprovedBundle = { id: '', caseId: '', requestId: '', hash: '', isApproved: true, accountId: '', dataSubjectId: '', reference: '', sensitivity: 'ordinary' };

describe('an answer whose bundle is void between the last look and publishing', function () {
  this.timeout(30_000);
  let council: Council;
  let approved: ApprovedCase;

  before(async () => {
    council = await openCouncil();
    const settle: ReleaseSource['settle'] = async (change, bundle, outcome) => {
      await council.admin.query("update bundles set state = 'void' where id = $1", [bundle.id]);
      return caseworkSource(council.tools, []).settle(change, bundle, outcome);
    };
    approved = await anApprovedCase(council, records, { settle });
    const tools = { ...council.tools, source: approved.source };
    await beginAnswer(tools, approved);
    const { caseId, bundleId } = approved;
    await buildAnswer(tools, { caseId, bundleId, part: 1, version: 1 }, { signal: new AbortController().signal });
  });
  after(() => council.close());

  async function rowsOf(sql: string): Promise<readonly pg.QueryResultRow[]> {
    const { rows } = await council.admin.query<pg.QueryResultRow>(sql, [approved.caseId]);
    return rows;
  }

  it('is not published', async () => {
    expect(await rowsOf('select 1 from disclosures where case_id = $1')).to.deep.equal([]);
  });

  it('ends blocked, as does its case, which can be submitted again', async () => {
    expect(await rowsOf('select a.state, c.stage from answers a join cases c on c.id = a.case_id where c.id = $1')).to.deep.equal([{ state: 'blocked', stage: 'blocked' }]);
  });

  it('tells the resident nothing', async () => {
    expect(await rowsOf('select 1 from messages where case_id = $1')).to.deep.equal([]);
  });

  it('tells the officer that the approval was gone', async () => {
    const failures = await rowsOf("select failures from release_parts where case_id = $1 and kind = 'publish'");
    expect(failures).to.deep.equal([{ failures: [{ check: 'readable', fileName: '', itemNumber: null, page: null, where: 'approval', termId: null }] }]);
  });

  it('says so in the log', async () => {
    expect(await rowsOf("select details::jsonb->>'because' as because from audit.entries where action = 'answer.refuse' and case_id = $1")).to.deep.equal([{ because: 'approval' }]);
  });
});

describe('an answer in whose making somebody else is protected', function () {
  this.timeout(30_000);
  let council: Council;
  before(async () => {
    council = await openCouncil();
  });
  after(() => council.close());

  const address = { id: 'one-0', text: '5 Harbour Rise' };
  const signal = new AbortController().signal;

  /** What is protected when each part asks, and how it ended. */
  async function endOf({ checked, sealed, published }: Readonly<Record<'checked' | 'sealed' | 'published', readonly ProtectedValue[]>>): Promise<unknown> {
    const present = [sealed, published];
    const approved = await anApprovedCase(council, records, { protectedValues: () => Promise.resolve(checked), presentProtectedValues: () => Promise.resolve(present.shift() ?? []) });
    const { caseId, bundleId } = approved;
    const tools = { ...council.tools, source: rememberingSource(approved.source) };
    await beginAnswer(tools, approved);
    await buildAnswer(tools, { caseId, bundleId, part: 1, version: 1 }, { signal });
    const { rows } = await council.admin.query<{ state: string; failures: readonly { check: string; where: string }[] }>(
      "select a.state, jsonb_path_query_array(jsonb_agg(p.failures), '$[*][*]') as failures from answers a join release_parts p on p.answer_id = a.id where a.case_id = $1 group by a.state", [caseId],
    );
    return rows.map(({ state, failures }) => [state, ...failures.map(({ check, where }) => `${check}: ${where}`)]);
  }

  it('is blocked, and says why, when the files were checked before', async () => {
    expect(await endOf({ checked: [], sealed: [address], published: [address] })).to.deep.equal([['blocked', 'protected: protected values']]);
  });

  it('is blocked also when it was sealed before', async () => {
    expect(await endOf({ checked: [], sealed: [], published: [address] })).to.deep.equal([['blocked', 'protected: protected values']]);
  });

  it('is released when every file was checked for it', async () => {
    expect(await endOf({ checked: [address], sealed: [address], published: [address] })).to.deep.equal([['released']]);
  });
});

describe('the source of one job', () => {
  it('remembers what is protected for the checks, and asks anew for the seal', async () => {
    const values: readonly ProtectedValue[][] = [[{ id: 'one-0', text: '5 Harbour Rise' }]];
    let asked = 0;
    const ask = (): Promise<readonly ProtectedValue[]> => Promise.resolve(values[asked++] ?? []);
    const source = rememberingSource({ ...sourceOf(anyBundle, []), protectedValues: ask, presentProtectedValues: ask });
    await source.protectedValues('case');
    expect([(await source.protectedValues('case')).length, (await source.presentProtectedValues('case')).length]).to.deep.equal([1, 0]);
  });
});
