/** A resident opens a released answer: signs in again for it, reads, asks about a blank, downloads; nobody else can, and nothing tells why it closed. */

import { expect } from 'chai';
import type pg from 'pg';
import { beginAnswer, buildAnswer } from '../../server/disclosure/build-answer.ts';
import { readingRoutes } from '../../server/disclosure/resident-routes.ts';
import { checkPdf } from '../../server/redaction/engine/check/check-pdf.ts';
import { redactPdf } from '../../server/redaction/engine/pdf/redact-pdf.ts';
import { anApprovedCase, aSourceItem, behindTheCurtain, withMark } from '../support/release.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const secret = 'Marguerite Okonjo';

const items = [
  withMark(aSourceItem({ title: 'Visit notes', pages: [`Told to ${secret} on a visit.`, 'A second page.'] }), secret),
  withMark(aSourceItem({ kind: 'record', mediaType: 'application/json', service: 'Council tax', title: 'Account', pages: ['Band: C\nRisk: high'] }), 'high', 'risk-classification'),
];

describe('the reading room', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let admin: pg.Client;
  let ann: PersonSignedIn;
  let answerId: string;
  let room: string;

  before(async () => {
    portal = await startSignedInPortal({ routes: readingRoutes() });
    admin = await behindTheCurtain(portal.databaseUrl);
    ann = await portal.resident();
    answerId = await release(ann);
    room = `/reading/${answerId}`;
  });

  after(async () => {
    await admin.end();
    await portal.close();
  });

  /** Through the real redactor and the real checker. */
  async function release(recipient: PersonSignedIn): Promise<string> {
    const { accountId, dataSubjectId } = recipient;
    const approved = await anApprovedCase({ admin }, items, { recipient: { accountId, dataSubjectId: dataSubjectId ?? '' } });
    const tools = { ...portal.tools, database: portal.worker, source: approved.source, redactPdf, checkPdf };
    await beginAnswer(tools, approved);
    await buildAnswer(tools, { caseId: approved.caseId, bundleId: approved.bundleId, part: 1, version: 1 }, { signal: new AbortController().signal });
    const { rows } = await admin.query<{ answer_id: string }>('select answer_id from disclosures where case_id = $1', [approved.caseId]);
    const { rows: parts } = await admin.query<{ failures: unknown }>("select failures from release_parts where case_id = $1 and failures <> '[]'", [approved.caseId]);
    if (rows[0] === undefined) throw new Error(`nothing was released: ${JSON.stringify(parts)}`);
    return rows[0].answer_id;
  }

  /** As if the person had just signed in again for this answer. */
  async function signedInAgainFor(person: PersonSignedIn, object: string): Promise<void> {
    const made = [{ act: 'open-answer', object, acr: 'urn:fairsight:acr:two-factor', authTime: Math.floor(Date.now() / 1000) }];
    await admin.query("update sessions set data = jsonb_set(data::jsonb, '{assurance,madeFor}', $2::jsonb), version = version + 1 where account_id = $1", [person.accountId, JSON.stringify(made)]);
  }

  it('asks for a new sign-in made for this answer, and opens nothing before', async () => {
    const bea = await portal.resident();
    const closed = await bea.get(`/reading/${await release(bea)}`);
    expect([closed.status, closed.text.includes('Before you start reading')]).to.deep.equal([401, false]);
  });

  it('is not there for anyone else', async () => {
    const eve = await portal.resident();
    await signedInAgainFor(eve, answerId);
    expect((await eve.get(room)).status).to.equal(404);
  });

  describe('after signing in again', () => {
    before(() => signedInAgainFor(ann, answerId));

    it('says first how much there is and how much is left out', async () => {
      expect((await ann.get(room)).text).to.include('There are 3 pages from 2 services. 2 pages have something left out.');
    });

    it('counts what is left out by kind, neutral marks in one row', async () => {
      const { text } = await ann.get(`${room}/left-out`);
      expect([text.includes('Someone else&#39;s information'), text.includes('Withheld'), text.includes('Risk score')]).to.deep.equal([true, true, false]);
    });

    it('leads from what is left out to the items where it is', async () => {
      const { text } = await ann.get(`${room}/left-out`);
      expect(text).to.include(`href="${room}/items/2">Item 2</a>`);
    });

    it('lists the contents by service', async () => {
      expect((await ann.get(`${room}/contents`)).text).to.include('1. Account').and.to.include('2. Visit notes');
    });

    it('shows the text with the blank in place, and never what was removed', async () => {
      const { text } = await ann.get(`${room}/items/2`);
      expect([text.includes('Told to'), text.includes('This part is about another person.'), text.includes('Okonjo')]).to.deep.equal([true, true, false]);
    });

    it('has no item beyond the last', async () => {
      expect((await ann.get(`${room}/items/3`)).status).to.equal(404);
    });

    it('keeps the place when the resident stops', async () => {
      await ann.post(`${room}/items/2/stop`, {});
      expect((await ann.get(room)).text).to.include(`href="${room}/items/2"`).and.to.include('Go on reading');
    });

    it('passes a question about one blank to another officer, once', async () => {
      const address = /href="([^"]*\/ask\?item=2)"/.exec((await ann.get(`${room}/items/2`)).text)?.[1] ?? '';
      await ann.post(address, { words: '' });
      await ann.post(address, { words: 'again' });
      const { rows } = await admin.query('select state from challenges where answer_id = $1', [answerId]);
      expect([(await ann.get(address)).text.includes('A different officer will look at this part.'), rows.length]).to.deep.equal([true, 1]);
    });

    it('keeps the words of a question that is too long', async () => {
      const address = /href="([^"]*\/ask\?item=1)"/.exec((await ann.get(`${room}/items/1`)).text)?.[1] ?? '';
      const back = await ann.post(address, { words: `begin ${'x'.repeat(5_000)}` });
      expect([back.status, back.text.includes('begin xxx')]).to.deep.equal([422, true]);
    });

    it('offers volumes, documents and data under neutral names', async () => {
      const { text } = await ann.get(`${room}/downloads`);
      expect([...text.matchAll(/download href="[^"]*\/([^"/]+)"/g)].map((match) => match[1])).to.deep.equal(['volume-1.pdf', 'data.json', 'document-002.pdf', 'manifest.json']);
    });

    it('sends a file to be saved, never shown and never stored', async () => {
      const { headers } = await ann.get(`${room}/downloads/volume-1.pdf`);
      expect(['content-disposition', 'cache-control', 'content-security-policy', 'x-content-type-options'].map((name) => headers.get(name))).to.deep.equal([
        'attachment; filename="volume-1.pdf"', 'no-store', "default-src 'none'; sandbox", 'nosniff',
      ]);
    });

    it('does not hand out the text it keeps for reading as a file', async () => {
      expect((await ann.get(`${room}/downloads/item-002.json`)).status).to.equal(404);
    });

    for (const [why, sql] of [
      ['it was recalled', 'update disclosures set recalled_at = now() where answer_id = $1'],
      ['its time is over', "update disclosures set recalled_at = null, closes_at = now() - interval '1 day' where answer_id = $1"],
    ] as const) {
      it(`is closed for now when ${why}, alike`, async () => {
        await admin.query(sql, [answerId]);
        const closed = await ann.get(`${room}/items/1`);
        expect([closed.status, closed.text.includes('This is closed for now. You can ask for it again, free, or phone')]).to.deep.equal([200, true]);
      });
    }
  });
});
