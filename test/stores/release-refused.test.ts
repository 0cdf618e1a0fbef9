/** What changes while an answer is being built stops it, up to the very row that would publish it. */

import { expect } from 'chai';
import type pg from 'pg';
import { caseworkSource } from '../../server/clearance/casework-source.ts';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import type { ReleaseSource } from '../../server/disclosure/release-source.ts';
import { anApprovedCase, aSourceItem, openCouncil, type ApprovedCase, type Council } from '../support/release.ts';

const records = [aSourceItem({ kind: 'record', mediaType: 'application/json', title: 'Account', pages: ['Band: C\nNote: paid'] })];

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
