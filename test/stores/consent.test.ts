/** Consent on a real database: proof is kept, walls hold, and askings are written down. */
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { purposeOf, type Purpose } from '../../policies/purposes.ts';
import { callingSystem, personReferenceFor, registerCallingSystem } from '../../server/consent/calling-systems.ts';
import { answerConsent, stopConsent, type ConsentTools } from '../../server/consent/change-consent.ts';
import { checkConsent, type CheckTools } from '../../server/consent/check-consent.ts';
import { foldConsent } from '../../server/consent/consent-record.ts';
import { wordingOf } from '../../server/consent/notice-wording.ts';
import { askingsAboutMe, eventsOf } from '../../server/consent/store.ts';
import type { ResidentActor, SystemActor } from '../../server/platform/actor.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { asActor, inTransaction, openDatabase, type Database } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const purposeId = 'school-closure-texts';
const secret = 'a-secret-that-is-long-enough-for-a-test';
const now = '2026-11-21T10:42:00Z';

describe('consent in the database', () => {
  let place: TestDatabase;
  let app: Database;
  let worker: Database;
  let admin: pg.Client;
  let tools: CheckTools & ConsentTools;

  before(async () => {
    place = await testDatabase();
    app = openDatabase({ url: place.urlOf('app'), maxConnections: 4, applicationName: 'test' });
    worker = openDatabase({ url: place.urlOf('worker'), maxConnections: 2, applicationName: 'test' });
    admin = new pg.Client({ connectionString: place.url });
    await admin.connect();
    await admin.query(`set role "${place.rolePrefix}_owner"`);
    tools = { database: app, clock: frozenClock(now) };
    await registerCallingSystem(worker, { systemId: 'alerts', name: 'Alerts', purposeIds: [purposeId], secret });
    await registerCallingSystem(worker, { systemId: 'other', name: 'Other', purposeIds: ['library-and-museum-news'], secret: `${secret}-2` });
  });

  after(async () => {
    await admin.end();
    await app.close();
    await worker.close();
    await place.close();
  });

  async function aResident(): Promise<ResidentActor & { readonly dataSubjectId: string }> {
    const [accountId, dataSubjectId, idHash] = [newId(), newId(), randomBytes(32).toString('hex')];
    await inTransaction(worker, {
      begin: 'begin',
      actor: { kind: 'worker', job: 'test', caseId: null },
      work: async (read) => {
        await read('accounts').insert({ id: accountId, provider: 'resident', issuer: 'test', subject: accountId });
        await read('data_subjects').insert({ id: dataSubjectId, sealed_identity: Buffer.from('x') });
      },
    });
    await app.pool.query("insert into sessions (id_hash, account_id, data, expires_at) values (decode($1, 'hex'), $2, '{}', now() + interval '1 hour')", [idHash, accountId]);
    return { kind: 'resident', accountId, dataSubjectId, isCheckedByOfficer: false, session: { idHash, version: 1 } };
  }

  function purpose(): Purpose {
    const found = purposeOf(purposeId);
    if (found === null) throw new Error('no such purpose');
    return found;
  }

  const answering = (actor: ResidentActor & { readonly dataSubjectId: string }) => ({
    actor, dataSubjectId: actor.dataSubjectId, purpose: purpose(), channel: 'portal' as const, assurance: 'test',
  });
  const shownWording = (): string => wordingOf(purpose(), purpose().notices[0]).sha256;
  const alerts: SystemActor = { kind: 'connected-system', systemId: 'alerts' };

  it('answers yes to the system it was given for, from the very next asking', async () => {
    const ann = await aResident();
    const reference = await personReferenceFor(worker, { systemId: 'alerts', dataSubjectId: ann.dataSubjectId });
    await answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() });
    expect(await checkConsent(tools, alerts, { reference, purposeId })).to.deep.equal({
      answer: 'yes', since: new Date(now), noticeVersion: 1, wordingSha256: shownWording(),
    });
    await stopConsent(tools, answering(ann));
    expect(await checkConsent(tools, alerts, { reference, purposeId })).to.deep.include({ answer: 'no' });
  });

  it('keeps one event when yes is pressed many times at once', async () => {
    const ann = await aResident();
    const pressed = await Promise.all([1, 2, 3, 4].map(() => answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() })));
    expect(new Set(pressed.map((answer) => answer.receiptId))).to.have.property('size', 1);
    expect(await asActor(app, ann, (read) => eventsOf(read, ann.dataSubjectId))).to.have.length(1);
  });

  it('stores with each event the since that the whole history folds to', async () => {
    const ann = await aResident();
    const deeds = [
      () => answerConsent(tools, { ...answering(ann), answer: 'no', shownWording: shownWording() }),
      () => answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() }),
      () => stopConsent(tools, answering(ann)),
      () => answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() }),
    ];
    for (const deed of deeds) await deed();
    const events = await asActor(app, ann, (read) => eventsOf(read, ann.dataSubjectId));
    expect(events.at(-1)?.sinceAt).to.deep.equal(foldConsent(events).since);
    expect(events.map((event) => event.kind)).to.deep.equal(['refused', 'given', 'withdrawn', 'given']);
  });

  it('saves nothing under words that are no longer shown', async () => {
    const ann = await aResident();
    const failed = await answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: 'old' }).catch((error: unknown) => error);
    expect(failed).to.have.property('reason', 'wording-changed');
    expect(await asActor(app, ann, (read) => eventsOf(read, ann.dataSubjectId))).to.deep.equal([]);
  });

  it('writes down every asking before its answer, and shows it to the person', async () => {
    const ann = await aResident();
    const reference = await personReferenceFor(worker, { systemId: 'alerts', dataSubjectId: ann.dataSubjectId });
    await Promise.all(Array.from({ length: 7 }, () => checkConsent(tools, alerts, { reference, purposeId })));
    const noted = await admin.query("select count(*)::int as count from usage_entries where data_subject_id = $1 and why = 'consent-check'", [ann.dataSubjectId]);
    expect(noted.rows).to.deep.equal([{ count: 7 }]);
    const shown = await asActor(app, ann, (read) => askingsAboutMe(read));
    expect(shown.map(({ systemName }) => systemName)).to.deep.equal(['Alerts']);
  });

  it('tells a system nothing under another system’s reference', async () => {
    const ann = await aResident();
    const reference = await personReferenceFor(worker, { systemId: 'other', dataSubjectId: ann.dataSubjectId });
    await answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() });
    const unknown = await checkConsent(tools, alerts, { reference: newId(), purposeId });
    expect(await checkConsent(tools, alerts, { reference, purposeId })).to.deep.equal(unknown).and.to.deep.include({ answer: 'no', since: null });
  });

  it('tells a system nothing about a purpose it is not registered for, and writes the asking down', async () => {
    const countRefused = async (): Promise<unknown> => (await admin.query("select count(*)::int as count from usage_entries where why = 'consent-check-refused'")).rows;
    expect(await countRefused()).to.deep.equal([{ count: 0 }]);
    expect(await checkConsent(tools, alerts, { reference: newId(), purposeId: 'library-and-museum-news' })).to.equal('not registered');
    expect(await countRefused()).to.deep.equal([{ count: 1 }]);
  });

  it('lets a system write entries in no name but its own', async () => {
    const forged = inTransaction(app, {
      begin: 'begin',
      actor: alerts,
      work: (ask) => ask.raw("insert into usage_entries (actor_kind, actor_reference, actor_role, data_subject_id, what, why) values ('connected-system', 'other', 'connected-system', '', 'consent', 'consent-check')"),
    });
    expect(await forged.catch((error: unknown) => error)).to.have.property('message').that.includes('row-level security');
  });

  it('hides one resident’s answers from another', async () => {
    const [ann, ben] = [await aResident(), await aResident()];
    await answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() });
    expect(await asActor(app, ben, (read) => eventsOf(read, ann.dataSubjectId))).to.deep.equal([]);
  });

  for (const table of ['consent_events', 'notice_wordings']) {
    for (const statement of [`update ${table} set notice_version = 7`, `delete from ${table}`, `truncate ${table} cascade`]) {
      it(`refuses “${statement}” even to the owner`, async () => {
        const ann = await aResident();
        await answerConsent(tools, { ...answering(ann), answer: 'yes', shownWording: shownWording() });
        await admin.query('begin');
        await admin.query(`alter table ${table} no force row level security`);
        const refused = await admin.query(statement).catch((error: unknown) => error);
        await admin.query('rollback');
        expect(refused).to.have.property('message', 'consent is only ever added to');
      });
    }
  }

  it('knows a system by Basic and by Bearer, and nobody by anything else', async () => {
    const basic = `Basic ${Buffer.from(`alerts:${secret}`).toString('base64')}`;
    const wrongId = `Basic ${Buffer.from(`other:${secret}`).toString('base64')}`;
    const kinds = await Promise.all([basic, `Bearer ${secret}`, wrongId, 'Bearer wrong', `Digest ${secret}`, undefined].map(async (header) => (await callingSystem(app, header)).kind));
    expect(kinds).to.deep.equal(['connected-system', 'connected-system', 'visitor', 'visitor', 'visitor', 'visitor']);
  });

  it('keeps the hash of a secret and never the secret', async () => {
    const kept = await admin.query('select encode(secret_hash, \'escape\') as hash from calling_system_secrets');
    expect(kept.rows).to.have.length(2);
    expect(JSON.stringify(kept.rows)).not.to.include(secret);
  });
});
