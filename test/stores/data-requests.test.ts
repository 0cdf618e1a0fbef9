/** Data requests on a real database: asked once, chased once a day, taken in whole, and told where a letter came to nobody. */

import { expect } from 'chai';
import { askContact } from '../../server/data-requests/ask-contact.ts';
import { questionPlace } from '../../server/data-requests/data-request.ts';
import { searchesOf } from '../../server/casework/search-store.ts';
import { asActor } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { sealText } from '../../server/platform/sealing.ts';
import { aCase, behindTheCurtain, type OpenedCase } from '../support/casework.ts';
import { contactEmail, ContactBrowser, dataRequestOf, escalationEmail, linkIn, paperArchive, startArchivePortal, type ArchivePortal } from '../support/service-contact.ts';
import type { PersonSignedIn } from '../support/signed-in-portal.ts';

describe('data requests', function () {
  this.timeout(60_000);
  let portal: ArchivePortal;
  let officer: PersonSignedIn;
  let opened: OpenedCase;

  before(async () => {
    portal = await startArchivePortal();
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    portal.mail.refuses.clear();
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
  });

  const behind = <Row extends object>(sql: string): Promise<readonly Row[]> => behindTheCurtain<Row>(portal, opened.caseId, { sql, values: [opened.caseId] });
  const collect = async (): Promise<void> => {
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await portal.work();
  };
  const payload = () => ({ caseId: opened.caseId, systemId: 'school-archive', attempt: 1 });
  const letters = () => behind<{ kind: string; state: string; why: string | null }>('select kind, state, why from service_letters where case_id = $1 order by created_at');

  it('are asked once by a job that runs twice at once', async () => {
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await Promise.all([1, 2].map(() => askContact(portal.atWork, { system: paperArchive(), payload: payload() })));
    await portal.work();
    expect(await behind('select kind, state from service_letters where case_id = $1')).to.deep.equal([{ kind: 'data-request', state: 'sent' }]);
    expect(await behind('select state from data_requests where case_id = $1')).to.deep.equal([{ state: 'waiting' }]);
  });

  it('are not asked for an attempt that is over', async () => {
    await collect();
    await askContact(portal.atWork, { system: paperArchive(), payload: payload() });
    expect(await behind('select id from data_requests where case_id = $1')).to.have.length(1);
  });

  describe('that nobody answers', () => {
    const climb = async (instant: string): Promise<number> => {
      const written = await portal.climbOn(instant);
      await portal.work();
      return written;
    };

    beforeEach(async () => {
      await behindTheCurtain(portal, '', { sql: "update data_requests set state = 'closed' where state = 'waiting'" });
      await collect();
      await behind("update data_requests set asked_on = '2026-11-23', due_on = '2026-11-30' where case_id = $1");
    });

    it('are chased twice, put to the head of the service, and then left to the officer', async () => {
      const before = portal.mail.received.length;
      const days = ['2026-11-30', '2026-12-01', '2026-12-03', '2026-12-04', '2026-12-07', '2026-12-08', '2026-12-12', '2026-12-13', '2026-12-14', '2026-12-18', '2027-01-20'];
      const written: string[] = [];
      for (const day of days) if ((await climb(`${day}T09:30:00Z`)) > 0) written.push(day);
      const sent = portal.mail.received.slice(before).map(({ to }) => to?.[0]?.address);
      expect(written).to.deep.equal(['2026-12-04', '2026-12-08', '2026-12-14']);
      expect(sent).to.deep.equal([contactEmail, contactEmail, escalationEmail]);
    });

    it('are chased once a day, however often the job runs and in however many workers', async () => {
      const written = await Promise.all([1, 2, 3].map(() => portal.climbOn('2026-12-04T09:30:00Z')));
      expect(written.reduce((sum, each) => sum + each, 0)).to.equal(1);
      expect(await climb('2026-12-04T15:00:00Z')).to.equal(0);
    });

    it('can be answered by the head of the service while the contact’s link works as well', async () => {
      for (const day of ['2026-12-04', '2026-12-08', '2026-12-14']) await climb(`${day}T09:30:00Z`);
      const [head, contact] = [new ContactBrowser(portal.origin), new ContactBrowser(portal.origin)];
      expect([(await head.follow(linkIn(portal, escalationEmail))).status, (await contact.follow(linkIn(portal))).status]).to.deep.equal([303, 303]);
    });

    it('are not chased while a question waits for its officer', async () => {
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      await contact.post('/reply/ask', { question: 'Which school?' }, '/reply/ask');
      expect(await climb('2026-12-04T09:30:00Z')).to.equal(0);
    });

    it('do not cut off whoever is answering when a chase leaves', async () => {
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      await climb('2026-12-04T09:30:00Z');
      expect((await contact.get('/reply')).status).to.equal(200);
    });

    it('take one question at a time, so that none hides another', async () => {
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      await contact.post('/reply/ask', { question: 'Which school?' }, '/reply/ask');
      const again = await contact.post('/reply/ask', { question: 'Which school?' }, '/reply/ask');
      const other = await contact.post('/reply/ask', { question: 'Which year?' }, '/reply/ask');
      expect([again.to, other.status, other.text.includes('Your last question has not been answered yet.')]).to.deep.equal(['/reply/sent', 422, true]);
      expect(await behind('select id from data_request_questions where case_id = $1')).to.have.length(1);
    });

    it('take so many questions and no more', async () => {
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      const { id } = await dataRequestOf(portal, opened.caseId);
      const key = await portal.tools.keys.keyFor(`case:${opened.caseId}`);
      for (const questionId of Array.from({ length: 20 }, newId)) {
        const values = [questionId, id, opened.caseId, sealText(key, questionPlace(questionId), 'Which school?')];
        await behindTheCurtain(portal, opened.caseId, { sql: 'insert into data_request_questions (id, data_request_id, case_id, sealed_question, asked_at) values ($1, $2, $3, $4, now())', values });
      }
      expect((await contact.post('/reply/ask', { question: 'Which year?' }, '/reply/ask')).text).to.include('You have asked all the questions');
    });

    it('are chased by the officer at once, which counts', async () => {
      const { id } = await dataRequestOf(portal, opened.caseId);
      await officer.post(`/officer/data-requests/${id}/chase`, {});
      await officer.post(`/officer/data-requests/${id}/chase`, {});
      await portal.work();
      expect((await letters()).map(({ kind }) => kind)).to.deep.equal(['data-request', 'chase']);
      expect(await behind("select id from audit.entries where case_id = $1 and action = 'data-request.chase'")).to.have.length(1);
    });
  });

  describe('whose letter comes to nobody', () => {
    it('say so when the mail server refuses the address, and take a new link', async () => {
      portal.mail.refuses.set(contactEmail, 550);
      await collect();
      const { id } = await dataRequestOf(portal, opened.caseId);
      const [list, one] = [await officer.get('/officer/data-requests'), await officer.get(`/officer/data-requests/${id}`)];
      expect(list.text).to.include('The last letter could not be delivered.');
      expect(one.text).to.include('the mail server refused the address');
      portal.mail.refuses.clear();
      await officer.post(`/officer/data-requests/${id}/link`, {});
      await portal.work();
      expect((await letters()).map(({ state, why }) => [state, why])).to.deep.equal([['failed', 'refused-by-server'], ['sent', null]]);
    });

    it('are sent again while the mail server does not take them, and say so in the end', async () => {
      portal.mail.refuses.set(contactEmail, 451);
      await collect();
      expect(await letters()).to.deep.equal([{ kind: 'data-request', state: 'failed', why: 'no-mail-server' }]);
    });
  });

  it('stand in the log with what was done and by whom, and no word of anybody', async () => {
    await collect();
    const contact = new ContactBrowser(portal.origin);
    await contact.follow(linkIn(portal));
    await contact.post('/reply/nothing', { saidBy: 'Morwenna Pascoe', lookedIn: 'The basement' }, '/reply/nothing');
    await portal.work();
    const entries = await behind<{ action: string; actor_kind: string; details: object }>("select action, actor_kind, details from audit.entries where case_id = $1 and action ~ '^(data-request|reply|letter|system\\.reply)' order by id");
    expect(entries.map(({ action, actor_kind: who }) => `${who} ${action}`)).to.deep.equal([
      'worker data-request.ask', 'worker reply-link.make', 'worker letter.settle', 'service-contact reply.start', 'service-contact reply.send', 'worker system.reply', 'worker reply.settle',
    ]);
    expect(JSON.stringify(entries)).not.to.match(/Morwenna|basement|Rhiannon/);
  });

  it('end the search as the service said', async () => {
    await collect();
    const contact = new ContactBrowser(portal.origin);
    await contact.follow(linkIn(portal));
    await contact.post('/reply/nothing', { saidBy: 'M Pascoe', lookedIn: 'The store' }, '/reply/nothing');
    await portal.work();
    const [search] = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => searchesOf(read, opened.caseId));
    expect([search?.outcome, search?.reason]).to.deep.equal(['not held', null]);
  });
});
