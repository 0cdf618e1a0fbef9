/** What a contact uploads and sends, on a real database: kept within its limits, taken in whole, and never lost. */

import { EventEmitter, once } from 'node:events';
import { expect } from 'chai';
import { replyLimits } from '../../server/data-requests/data-request.ts';
import { keepUpload } from '../../server/data-requests/keep-upload.ts';
import { findDataRequest } from '../../server/data-requests/store.ts';
import { takeReply } from '../../server/data-requests/take-reply.ts';
import { takeRepliesAgain } from '../../server/data-requests/take-again.ts';
import { itemsOf } from '../../server/casework/read-items.ts';
import type { ServiceContactActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { aCase, behindTheCurtain, type OpenedCase } from '../support/casework.ts';
import { ContactBrowser, dataRequestOf, linkIn, startArchivePortal, type ArchivePortal } from '../support/service-contact.ts';
import type { PersonSignedIn } from '../support/signed-in-portal.ts';

describe('replies to data requests', function () {
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

  describe('that files are uploaded to', () => {
    beforeEach(collect);

    it('hold no more than they may, however many come at the same moment', async () => {
      const { id } = await dataRequestOf(portal, opened.caseId);
      await behind(`insert into reply_files (id, data_request_id, case_id, file_id, sealed_name, media_type, byte_count, content_sha256, uploaded_at) select '${id}' || n, '${id}', $1, '', '', '', 1, n, now() from generate_series(1, ${replyLimits.files - 1}) n`);
      const actor: ServiceContactActor = { kind: 'service-contact', dataRequestId: id, linkId: newId(), caseId: opened.caseId };
      const dataRequest = await asActor(portal.tools.database, actor, (read) => findDataRequest(read, id));
      if (dataRequest === null) throw new Error('the contact sees no data request');
      const bothBegun = new EventEmitter();
      let begun = 0;
      const upload = async function* (text: string): AsyncGenerator<Uint8Array, void, undefined> {
        if ((begun += 1) === 2) bothBegun.emit('begun');
        else await once(bothBegun, 'begun');
        yield Buffer.from(text);
      };
      const answers = await Promise.all(['One.', 'Two.'].map((text) => keepUpload(portal.tools, actor, { dataRequest, upload: { name: 'a.pdf', mediaType: 'application/pdf', bytes: upload(text) } })));
      expect(answers.filter((why) => why === 'too-many')).to.have.length(1);
      expect(await behind('select id from reply_files where case_id = $1')).to.have.length(replyLimits.files);
    });

    it('are told of in the log once each, sent and taken away twice as they may be', async () => {
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      for (const name of ['one.pdf', 'again.pdf']) await contact.upload([{ name, bytes: 'The same.' }]);
      const [path = ''] = /\/reply\/files\/[\w-]{22}\/remove/.exec((await contact.get('/reply/files')).text) ?? [];
      for (const _press of [1, 2]) await contact.post(path, {});
      const entries = await behind<{ action: string }>("select action from audit.entries where case_id = $1 and action like 'reply-file.%' order by id");
      expect(entries.map(({ action }) => action)).to.deep.equal(['reply-file.keep', 'reply-file.remove']);
    });
  });

  describe('that were answered with files', () => {
    const documents = async (): Promise<readonly string[]> => (await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => itemsOf(portal.tools, read, opened.caseId))).map(({ title }) => title);

    beforeEach(async () => {
      await collect();
      const contact = new ContactBrowser(portal.origin);
      await contact.follow(linkIn(portal));
      await contact.upload([{ name: 'one.pdf', bytes: 'One.' }, { name: 'two.pdf', bytes: 'Two.' }]);
      await contact.post('/reply/send', { saidBy: 'M Pascoe', lookedIn: 'The store' }, '/reply/files');
    });

    it('are taken in whole by a second worker when the first was killed in between', async () => {
      const { id } = await dataRequestOf(portal, opened.caseId);
      let writes = 0;
      const dying = { ...portal.atWork, files: { ...portal.atWork.files, write: (...given: Parameters<typeof portal.atWork.files.write>) => ((writes += 1) > 1 ? Promise.reject(new Error('killed')) : portal.atWork.files.write(...given)) } };
      const killed = await takeReply(dying, { caseId: opened.caseId, dataRequestId: id }).catch((error: unknown) => error);
      await portal.work();
      expect(killed).to.be.instanceOf(Error);
      expect(await documents()).to.deep.equal(['one.pdf', 'two.pdf']);
    });

    it('are taken in once by two workers at once, and their uploads are let go', async () => {
      const { id } = await dataRequestOf(portal, opened.caseId);
      await Promise.all([1, 2].map(() => takeReply(portal.atWork, { caseId: opened.caseId, dataRequestId: id })));
      await portal.work();
      expect(await documents()).to.deep.equal(['one.pdf', 'two.pdf']);
      expect(await behind('select id from reply_files where case_id = $1')).to.deep.equal([]);
    });

    it('cannot be asked again when a worker was killed as it wrote them down, however long ago they were asked for', async () => {
      await behind("update system_searches set started_at = now() - interval '9 days' where case_id = $1");
      const { id } = await dataRequestOf(portal, opened.caseId);
      let asked = 0;
      const dying = { ...portal.atWork, clock: { now: () => { if ((asked += 1) > 2) throw new Error('killed'); return portal.atWork.clock.now(); } } };
      const killed = await takeReply(dying, { caseId: opened.caseId, dataRequestId: id }).catch((error: unknown) => error);
      await officer.post(`/officer/cases/${opened.caseId}/collect/school-archive/retry`, {});
      await portal.work();
      expect(killed).to.be.instanceOf(Error);
      expect(await documents()).to.deep.equal(['one.pdf', 'two.pdf']);
    });

    it('keep their files, named to the officer, when the system was left out before they came to it', async () => {
      await behind("update system_searches set excused_by = 'somebody' where case_id = $1");
      await portal.work();
      const { id } = await dataRequestOf(portal, opened.caseId);
      expect(await behind('select id from reply_files where case_id = $1')).to.have.length(2);
      expect((await officer.get(`/officer/data-requests/${id}`)).text).to.include('Files that are not in the case').and.include('two.pdf');
    });

    describe('whose job died', () => {
      const lie = async (): Promise<number> => {
        await behindTheCurtain(portal, '', { sql: "update pgboss.job set state = 'failed' where state = 'created' and name = 'take-reply'" });
        await behind("update data_requests set answered_at = now() - interval '16 minutes' where case_id = $1");
        return takeRepliesAgain(portal.atWork, new AbortController().signal);
      };

      it('are taken up again', async () => {
        await lie();
        await portal.work();
        expect(await documents()).to.deep.equal(['one.pdf', 'two.pdf']);
      });

      it('are taken up again once, and not when they are in the case', async () => {
        const queued = await lie();
        await portal.work();
        expect([queued > 0, await takeRepliesAgain(portal.atWork, new AbortController().signal)]).to.deep.equal([true, 0]);
      });

      it('may be left out', async () => {
        await lie();
        const { to } = await officer.post(`/officer/cases/${opened.caseId}/collect/school-archive/leave-out`, { because: 'What was sent cannot be read.' });
        expect([to, (await dataRequestOf(portal, opened.caseId)).state]).to.deep.equal([`/officer/cases/${opened.caseId}/collect`, 'closed']);
      });
    });

    it('may not be left out while they are about to be taken in', async () => {
      const { status } = await officer.post(`/officer/cases/${opened.caseId}/collect/school-archive/leave-out`, { because: 'No hurry.' });
      expect([status, (await dataRequestOf(portal, opened.caseId)).state]).to.deep.equal([409, 'answered']);
    });
  });

  it('bring what is attached to a message, whatever the browser calls it', async () => {
    await collect();
    const contact = new ContactBrowser(portal.origin);
    await contact.follow(linkIn(portal));
    const message = ['From: a@example.org', 'Subject: Report', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="edge"', '', '--edge', 'Content-Type: text/plain', '', 'Attached.', '--edge', 'Content-Type: application/pdf', 'Content-Disposition: attachment; filename="report.pdf"', '', 'A report.', '--edge--', ''].join('\r\n');
    await contact.upload([{ name: 'message.eml', bytes: message, type: 'application/octet-stream' }]);
    await contact.post('/reply/send', { saidBy: 'M Pascoe', lookedIn: 'The store' }, '/reply/files');
    await portal.work();
    const items = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => itemsOf(portal.tools, read, opened.caseId));
    expect(items.map(({ title }) => title)).to.deep.equal(['message.eml', 'report.pdf']);
  });
});
