/** Whatever a person types or a system holds comes to rest sealed, or nowhere: unique words are sent through and looked for everywhere. */

import { join } from 'node:path';
import { expect } from 'chai';
import type pg from 'pg';
import { createApp } from '../../server/app.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { SystemFault, type FindResult, type SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { councilTax } from '../support/described-systems.ts';
import { consentResidentRoutes } from '../../server/consent/resident-routes.ts';
import { correspondenceJobs } from '../../server/correspondence/jobs.ts';
import { writeTo } from '../../server/correspondence/write-to.ts';
import { identityPlace } from '../../server/data-subjects/identity.ts';
import { assistRoutes } from '../../server/data-subjects/officer-routes.ts';
import { accountRoutes } from '../../server/data-subjects/resident-routes.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import { asActor } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { get, open } from '../../server/platform/permit.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { redactionJobs } from '../../server/redaction/jobs.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { requestOfficerRoutes } from '../../server/requests/officer-routes.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { aCanary, CanarySearch, searchDatabase, searchFolder, takeDownTheWalls, type Found } from '../support/canaries.ts';
import { aDocument, aRecord, aSystem, runQueued, workerTools } from '../support/casework.ts';
import { keepOutput, type KeptOutput } from '../support/kept-output.ts';
import { behindTheCurtain } from '../support/release.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const fields = [
  'given', 'family', 'former', 'street', 'town', 'nino', 'number', 'help', 'email', 'title', 'label', 'value', 'reference', 'names', 'relation', 'bytes', 'attached', 'broken', 'because', 'message', 'organisation',
  'proofgiven', 'prooffamily', 'prooflines', 'fault', 'sql', 'candidate', 'refused', 'person', 'wrong', 'right', 'evidence', 'putright', 'told', 'termemail', 'termsource', 'termname',
] as const;

/** One unique word for each field that a person has. */
const word = Object.fromEntries(fields.map((field) => [field, aCanary(field)])) as Readonly<Record<(typeof fields)[number], string>>;
const [bornOn, postcode] = ['1931-04-17', 'ZZ99 9QX'];
const search = new CanarySearch([...Object.values(word), bornOn, postcode]);

const ann: SubjectIdentifiers = {
  names: [{ given: word.given, family: word.family }, { given: word.given, family: word.former }], dateOfBirth: bornOn,
  addresses: [{ lines: [word.street, word.town], postcode }], systemPersonNumbers: { held: word.number }, nino: word.nino,
};

const email = `${word.email}@example.org`;
const named = [{ name: word.names, role: 'third-party' as const, relation: word.relation }];

const held = { ...aSystem({ key: 'held', found: { found: 'certain', person: { reference: word.number, agreed: [] } }, items: [
  aRecord(word.reference, { title: word.title, collection: 'bills', fields: [{ label: word.label, value: word.value }], peopleNamed: named, attachments: [aDocument('A-1', { bytes: `Seen with ${word.attached}.` })] }),
  aDocument('D-1', { title: word.title, collection: 'notes', bytes: `Ms ${word.names} of ${word.bytes} phoned. ${word.given} ${word.family} was out.`, peopleNamed: named }),
] }), describe: () => ({ ...councilTax, key: 'held', plainName: 'Council tax' }) };
const [doubtful, broken] = [aSystem({ key: 'doubtful' }), aSystem({ key: 'broken' })];
const systems = [held, doubtful, broken];

const candidate: FindResult = { found: 'probable', candidates: [{ reference: word.candidate, agreed: ['name'], differed: [], maskedName: 'K', maskedDateOfBirth: '', maskedAddress: '' }] };

const routes = [
  ...accountRoutes({ systems: [] }), ...assistRoutes({ systems: [held] }), ...residentRequestRoutes({ systems }), ...requestOfficerRoutes, ...holdingsRoutes({ systems: [held] }), ...consentResidentRoutes, ...caseworkRoutes({ systems }), ...redactionRoutes,
  get('/faults/thrown', open('a test'), () => { throw new Error(`no ${word.fault}`, { cause: word.fault }); }),
  get('/faults/statement', open('a test'), ({ house }) => asActor(house.database, { kind: 'visitor' }, async (read) => { await read.raw('select ?::integer', [word.sql]); })),
];

/** Where a canary may stand, each with its reason. Everywhere else there is none. */
const allowed: readonly { readonly place: RegExp; readonly why: string }[] = [
  { place: /^outbox\/[\w-]{22}\.txt: To$/, why: 'the notice itself, on its way to the address that was given for it' },
  { place: /^page of (?:ann|bea|officer|assisting)$/, why: 'shown to the person whose data it is or who typed it, and to the officer of the case' },
];

const isAllowed = ({ place }: Found): boolean => allowed.some((each) => each.place.test(place));

describe('canaries sent through the portal', function () {
  this.timeout(90_000);
  let portal: SignedInPortal;
  let admin: pg.Client;
  const log: string[] = [];
  const addresses: string[] = [];
  const pages: { readonly of: string; readonly seen: Seen }[] = [];
  let output: KeptOutput;
  const people = new Map<string, PersonSignedIn>();

  before(async () => {
    output = keepOutput();
    portal = await startSignedInPortal({
      routes,
      inFront: (tools) => {
        const app = createApp({ tools: { ...tools, log: createLog('web', 'trace', { write: (line) => { log.push(line); } }) }, cookieSecret: 'only-for-tests', formTargets: [], routes, identifySystem: () => Promise.resolve({ kind: 'visitor' }), writesAMinute: 10_000 });
        return (req, res) => {
          addresses.push(req.url ?? '', req.headers.referer ?? '');
          res.on('finish', () => { addresses.push(String(res.getHeader('location') ?? '')); });
          app(req, res);
        };
      },
    });
    admin = await behindTheCurtain(portal.databaseUrl);
    await takeDownTheWalls(admin);
    doubtful.found = candidate;
    broken.find = () => Promise.reject(new SystemFault('refused', `no answer about ${word.broken}`));
    await walk();
  });

  after(async () => {
    output.stop();
    await admin.end();
    await portal.close();
  });

  const handlers = () => ({ ...caseworkJobs(workerTools(portal), systems), ...redactionJobs(workerTools(portal)), ...correspondenceJobs(workerTools(portal)) });

  async function look(of: string, path: string): Promise<Seen> {
    const seen = await (people.get(of) ?? (await visitor())).get(path);
    pages.push({ of, seen });
    return seen;
  }

  async function send(of: string, path: string, form: Readonly<Record<string, string>>): Promise<Seen> {
    const seen = await (people.get(of) ?? (await visitor())).post(path, form);
    pages.push({ of, seen });
    return seen;
  }

  async function visitor(): Promise<PersonSignedIn> {
    const somebody = await portal.resident({ isBound: false });
    people.set('somebody else', somebody);
    return somebody;
  }

  async function walk(): Promise<void> {
    people.set('ann', await portal.resident()).set('bea', await portal.resident({ isBound: false }));
    people.set('officer', await portal.staff(['preparer'])).set('assisting', await portal.staff(['assisting-officer']));
    await knowAnn();
    const caseId = await ask();
    await collect(caseId);
    await mark(caseId);
    await consentAndMessages(caseId);
    await prove();
    await fail();
    await putRight();
    await runQueued(portal, handlers());
  }

  async function knowAnn(): Promise<void> {
    const id = people.get('ann')?.dataSubjectId ?? '';
    const sealed = sealJson(await portal.tools.keys.keyFor(`subject:${id}`), identityPlace(id), ann);
    await admin.query('update data_subjects set sealed_identity = $2 where id = $1', [id, sealed]);
  }

  async function ask(): Promise<string> {
    await look('ann', '/information');
    const begun = await send('ann', '/requests/new', { scope: 'everything' });
    const draft = begun.to.replace(/[^/]*$/, '');
    await send('ann', `${draft}dates`, { dates: 'all' });
    await send('ann', `${draft}help`, { help: `Look under ${word.help}.` });
    await send('ann', `${draft}contact`, { channel: 'email', email: word.refused, hours: 'any', voicemail: 'no' });
    await send('ann', `${draft}contact`, { channel: 'email', email, hours: 'any', voicemail: 'no' });
    await look('ann', `${draft}check`);
    const sent = await send('ann', `${draft}check`, {});
    await look('ann', sent.to);
    const { rows } = await admin.query<{ case_id: string }>('select case_id from requests');
    return rows[0]?.case_id ?? '';
  }

  async function collect(caseId: string): Promise<void> {
    const at = `/officer/cases/${caseId}`;
    await send('officer', `${at}/take`, {});
    await send('officer', `${at}/collect/terms`, { kind: 'email', email: `${word.termemail}@example.org`, source: `Told by ${word.termsource}` });
    await send('officer', `${at}/collect/terms`, { kind: 'former-name', given: word.termname, family: '', source: '' });
    await send('officer', `${at}/collect`, {});
    await runQueued(portal, handlers());
    await send('officer', `${at}/collect/broken/leave-out`, { because: `They said ${word.because}.` });
    const { rows } = await admin.query<{ id: string }>('select id from matches');
    await send('officer', `${at}/matches/${rows[0]?.id ?? ''}`, { answer: 'same', state: 'probable' });
    await runQueued(portal, handlers());
    for (const path of ['', '/people', '/timeline', '/collect', '/items', '/usage']) await look('officer', `${at}${path}`);
  }

  async function mark(caseId: string): Promise<void> {
    const { rows } = await admin.query<{ id: string }>("select id from items where case_id = $1 and kind = 'document' order by number", [caseId]);
    for (const { id } of rows) {
      const at = `/officer/cases/${caseId}/redaction/items/${id}/pages/1`;
      const page = await look('officer', at);
      const suggested = [...page.text.matchAll(/name="version-([\w-]+)" value="(\d+)"/g)];
      const decisions = suggested.map(([, mark = '', version = '']) => ({ [`version-${mark}`]: version, [`decision-${mark}`]: 'accept', [`reason-${mark}`]: 'third-party', [`person-${mark}`]: word.person }));
      await send('officer', at, Object.assign({ words: word.bytes, 'words-reason': 'third-party', occurrence: 'all', go: 'stay' }, ...decisions) as Record<string, string>);
      await look('officer', at);
    }
  }

  async function consentAndMessages(caseId: string): Promise<void> {
    const question = await look('ann', '/choices/school-closure-texts');
    const notice = /name="notice" value="([0-9a-f]+)"/.exec(question.text)?.[1] ?? '';
    await send('ann', '/choices/school-closure-texts', { notice, answer: 'yes' });
    const accountId = people.get('ann')?.accountId ?? '';
    const { rows } = await admin.query<{ id: string }>('select id from requests');
    await recordedChange(portal.worker, { actor: { kind: 'worker', job: 'test', caseId }, action: 'message.write', about: { type: 'account', id: accountId }, caseId }, (change) => writeTo(workerTools(portal), change, { accountId, requestId: rows[0]?.id ?? null, caseId, kind: 'note', body: { values: {}, words: word.message } }));
    await look('ann', `/requests/${rows[0]?.id ?? ''}`);
  }

  async function prove(): Promise<void> {
    await send('bea', '/account/proof', { way: 'worker' });
    const { rows } = await admin.query<{ id: string }>('select id from proof_requests');
    await send('assisting', `/officer/assist/${rows[0]?.id ?? ''}`, {
      given: word.proofgiven, family: word.prooffamily, day: '17', month: '4', year: '1931', lines: word.prooflines, postcode, evidence: 'letters-and-worker', organisation: word.organisation, hasSeen: 'yes',
    });
    await look('assisting', '/officer/assist');
  }

  /** From what somebody says is wrong to the decision that they read. */
  async function putRight(): Promise<void> {
    const item = /\/information\/items\/([\w-]{22})\/wrong/.exec((await look('ann', '/information')).text)?.[0] ?? '';
    await look('ann', item);
    await send('ann', item, { wrong: '', right: word.right, evidence: '' });
    const sent = await send('ann', item, { wrong: `It says ${word.wrong}.`, right: `It is ${word.right}.`, evidence: `See ${word.evidence}.` });
    const { rows } = await admin.query<{ case_id: string }>("select case_id from requests where kind = 'rectification'");
    const at = `/officer/cases/${rows[0]?.case_id ?? ''}`;
    await send('officer', `${at}/take`, {});
    await look('officer', `${at}/rectification`);
    await send('officer', `${at}/rectification`, { outcome: 'put-right', words: `It says ${word.putright} now.`, told: `We told ${word.told}.` });
    for (const path of [sent.to, sent.to.replace('/sent', ''), '/information/changes']) await look('ann', path);
  }

  /** What other people, and whoever meets a fault, are shown. */
  async function fail(): Promise<void> {
    const { rows } = await admin.query<{ id: string; case_id: string }>('select id, case_id from requests');
    for (const path of ['/faults/thrown', '/faults/statement', '/nowhere', `/requests/${rows[0]?.id ?? ''}`, `/officer/cases/${rows[0]?.case_id ?? ''}/items`]) await look('somebody else', path);
    const elsewhere = await portal.staff(['preparer']);
    pages.push({ of: 'another officer', seen: await elsewhere.get(`/officer/cases/${rows[0]?.case_id ?? ''}/items`) });
  }

  const stray = (found: readonly Found[]): readonly Found[] => found.filter((each) => !isAllowed(each));

  it('went through, and can be read by those they are for', () => {
    const shown = (of: string): readonly string[] => [...new Set(pages.filter((page) => page.of === of).flatMap(({ seen }) => search.in(of, seen.text).map(({ canary }) => canary)))];
    expect(shown('ann')).to.include.members([word.help, word.title, word.value, word.message, word.wrong, word.putright, word.told]);
    expect(shown('officer')).to.include.members([word.given, word.street, word.title, word.bytes, word.attached, word.because, word.termemail, word.termsource, word.termname, word.person, word.wrong, word.right, word.evidence]);
  });

  it('bound the person who was helped, and keeps where the worker works sealed', async () => {
    const { rows } = await admin.query("select octet_length(sealed_vouching) > 20 as sealed from proof_requests where state = 'accepted'");
    expect(rows).to.deep.equal([{ sealed: true }]);
  });

  it('met no refusal on their way but those that were meant', () => {
    const refused = pages.filter(({ of, seen }) => ['ann', 'bea', 'officer', 'assisting'].includes(of) && seen.status >= 400 && seen.status !== 422);
    expect(refused.map(({ of, seen }) => `${of} ${String(seen.status)} ${/<h1[^>]*>([^<]*)/.exec(seen.text)?.[1] ?? ''}`)).to.deep.equal([]);
  });

  it('stand in no table: not as text, not as bytes, not in jobs, sessions, the audit log or usage', async () => {
    const { found, rows } = await searchDatabase(admin, search);
    expect([found, rows > 100]).to.deep.equal([[], true]);
  });

  it('stand in no file: sealed documents, keys, tombstones, secrets', async () => {
    const { found, files } = await searchFolder(portal.tools.config.dataDir, search);
    expect([found.filter(({ place }) => !place.startsWith('outbox/')), files > 5]).to.deep.equal([[], true]);
  });

  it('stand in the outbox as the address alone', async () => {
    const { found } = await searchFolder(join(portal.tools.config.dataDir, 'outbox'), search);
    expect([...new Set(found.map(({ canary }) => canary))]).to.deep.equal([word.email]);
  });

  it('stand in no line of the log, though faults spoke of them', () => {
    const text = log.join('');
    expect([text.includes('request failed'), search.in('log', text)]).to.deep.equal([true, []]);
  });

  it('were not printed', () => {
    expect(search.in('standard output and error', output.printed.join(''))).to.deep.equal([]);
  });

  it('stand in no address, of pages or of where they lead', () => {
    expect([addresses.length > 50, search.in('addresses', addresses.join('\n'))]).to.deep.equal([true, []]);
  });

  it('stand in no header and no title', () => {
    const heads = pages.map(({ seen }) => `${JSON.stringify([...seen.headers])} ${/<title>[\s\S]*?<\/title>/.exec(seen.text)?.[0] ?? ''}`);
    expect(search.in('headers and titles', heads.join('\n'))).to.deep.equal([]);
  });

  it('are shown to nobody else, and on no page of a fault', () => {
    const found = pages.flatMap(({ of, seen }) => search.in(`page of ${of}`, seen.text));
    expect(stray(found)).to.deep.equal([]);
  });

  it('would be found in any of the forms that are looked for', () => {
    const forms = [word.help, word.help.toUpperCase(), Buffer.from(word.help).toString('hex'), ...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${word.help} and more`).toString('base64'))];
    expect(forms.map((form) => search.in('somewhere', form).length)).to.deep.equal(forms.map(() => 1));
  });

  it('would be found in a table, as text, as bytes and in a job', async () => {
    await admin.query('create table planted (a text, b bytea, c jsonb)');
    await admin.query('insert into planted values ($1, $2, $3)', [`x ${word.help}`, Buffer.from(word.street), JSON.stringify({ of: [Buffer.from(word.town).toString('base64')] })]);
    const { found } = await searchDatabase(admin, search);
    await admin.query('drop table planted');
    expect(found.map(({ place }) => place)).to.have.members(['planted.a', 'planted.b', 'planted.c']);
  });
});
