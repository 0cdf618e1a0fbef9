/** What else to search with, through HTTP: added, refused in words, asked with, taken away, and seen by nobody else. */

import { expect } from 'chai';
import type pg from 'pg';
import type { SubjectIdentifiers } from '../../server/connected-systems/connector.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { asActor } from '../../server/platform/database.ts';
import { shredCase } from '../../server/retention/shred-case.ts';
import { identityOfCase } from '../../server/casework/search-terms.ts';
import { aCase, aPerson, aRecord, aSystem, behindTheCurtain, runQueued, workerTools, type OpenedCase } from '../support/casework.ts';
import { behindTheCurtain as asOwner } from '../support/release.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

const email = { kind: 'email', email: ' Rhiannon@Example.org ', source: 'She wrote to us from it' };

describe('what else to search with', function () {
  this.timeout(60_000);
  const asked: SubjectIdentifiers[] = [];
  const mailbox = aSystem({ key: 'mailbox', items: [aRecord('M-1')] });
  mailbox.find = (who) => {
    asked.push(who);
    return Promise.resolve((who.emails ?? []).length === 0 ? { found: 'identifier not supported' } : { found: 'certain', person: { reference: 'P-1', agreed: [] } });
  };
  const register = aSystem({ key: 'register', items: [aRecord('R-1')] });
  const now = { at: new Date('2026-11-22T10:00:00Z') };
  let portal: SignedInPortal;
  let admin: pg.Client;
  let officer: PersonSignedIn;
  let opened: OpenedCase;

  before(async () => {
    portal = await startSignedInPortal({ routes: caseworkRoutes({ systems: [mailbox, register] }), clock: { now: () => new Date(now.at) } });
    admin = await asOwner(portal.databaseUrl);
  });
  after(async () => {
    await admin.end();
    await portal.close();
  });
  beforeEach(async () => {
    asked.length = 0;
    officer = await portal.staff(['preparer']);
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
  });

  const collectAt = (path = ''): string => `/officer/cases/${opened.caseId}/collect${path}`;
  const page = async (): Promise<string> => (await officer.get(collectAt())).text;
  const run = (): Promise<number> => runQueued(portal, { 'collect-system': caseworkJobs(workerTools(portal), [mailbox, register])['collect-system'] ?? (() => Promise.resolve()) });
  const later = (minutes: number): void => {
    now.at = new Date(now.at.getTime() + minutes * 60_000);
  };

  async function add(fields: Readonly<Record<string, string>>): Promise<Seen> {
    later(1);
    return officer.post(collectAt('/terms'), fields);
  }

  async function collect(): Promise<void> {
    later(1);
    await officer.post(collectAt(), {});
    await run();
  }

  const termIds = async (): Promise<readonly string[]> => (await behindTheCurtain<{ id: string }>(portal, opened.caseId, { sql: 'select id from search_terms where case_id = $1 order by added_at', values: [opened.caseId] })).map(({ id }) => id);

  it('is listed with its kind, how it is known, and when it was added', async () => {
    expect((await add(email)).status).to.equal(303);
    const words = await page();
    for (const shown of ['E-mail address', 'rhiannon@example.org', 'She wrote to us from it', '22 November 2026']) expect(words).to.contain(shown);
  });

  const whole: readonly (readonly [kind: string, fields: Readonly<Record<string, string>>, changes: Partial<SubjectIdentifiers>])[] = [
    ['an e-mail address', email, { emails: ['rhiannon@example.org'] }],
    ['a telephone number', { kind: 'phone', phone: '+44 (0)7700 900 106', source: 'On her letter' }, { phones: ['07700900106'] }],
    ['a number from abroad', { kind: 'phone', phone: '0033 1 99 00 12 34', source: 'On her letter' }, { phones: ['+33199001234'] }],
    ['an account', { kind: 'account-reference', systemId: 'register', reference: ' CT 1 ', source: 'On her bill' }, { accountReferences: { register: 'CT 1' } }],
    ['a National Insurance number', { kind: 'nino', nino: 'qq 12 34 56 c', source: 'On her payslip' }, { nino: 'QQ123456C' }],
    ['an NHS number', { kind: 'nhs-number', nhsNumber: '999-001 0013', source: 'On her letter' }, { nhsNumber: '9990010013' }],
    ['the number a system has for her', { kind: 'person-number', numberSystemId: 'register', number: ' 4711 ', source: 'On her bill' }, { systemPersonNumbers: { register: '4711' } }],
    ['a former name', { kind: 'former-name', given: 'Rhiannon', family: 'Vosper', source: 'Marriage certificate' }, { names: [...aPerson.names, { given: 'Rhiannon', family: 'Vosper' }] }],
    ['a former address', { kind: 'former-address', lines: '1 Fore Street\r\n\r\nPorthmeor', postcode: 'zz994qr', source: 'Tenancy' }, { addresses: [...aPerson.addresses, { lines: ['1 Fore Street', 'Porthmeor'], postcode: 'ZZ99 4QR' }] }],
  ];
  for (const [kind, fields, changes] of whole) {
    it(`asks with ${kind} beside what is known of the person`, async () => {
      await add(fields);
      const found = { id: opened.caseId, dataSubjectId: opened.dataSubjectId };
      const identity = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => identityOfCase(portal.tools, read, found));
      expect(identity).to.deep.equal({ ...aPerson, ...changes });
    });
  }

  it('makes a mailbox answer that could not be searched without it, and stands in its search record', async () => {
    await collect();
    expect(await page()).to.contain('Try System mailbox again');
    await add(email);
    await officer.post(collectAt('/mailbox/try-again'), {});
    await run();
    const words = await page();
    expect(asked.map(({ emails }) => emails ?? [])).to.deep.equal([[], ['rhiannon@example.org']]);
    expect(words).to.contain('1 e-mail address').and.not.to.contain('Try System mailbox again');
  });

  it('offers to ask anew whoever answered before it was added, and nobody whom it does not concern', async () => {
    await add(email);
    await collect();
    expect(await page()).not.to.contain('Search System');
    await add({ kind: 'account-reference', systemId: 'register', reference: 'CT-1', source: 'On her bill' });
    expect(await page()).to.contain('Search System register again').and.not.to.contain('Search System mailbox again');
  });

  it('offers to ask anew only the system that has the number', async () => {
    await add(email);
    await collect();
    await add({ kind: 'person-number', numberSystemId: 'register', number: '4711', source: 'On her bill' });
    expect(await page()).to.contain('4711 in System register').and.to.contain('Search System register again').and.not.to.contain('Search System mailbox again');
  });

  it('asks anew those alone, and keeps what the others sent and the date', async () => {
    await add(email);
    await collect();
    const before = await requestDates();
    await add({ kind: 'account-reference', systemId: 'register', reference: 'CT-1', source: 'On her bill' });
    await officer.post(collectAt('/search-again'), {});
    await run();
    const attempts = await behindTheCurtain<{ system_id: string; attempt: number; outcome: string }>(portal, opened.caseId, { sql: 'select system_id, attempt, outcome from system_searches where case_id = $1 order by 1', values: [opened.caseId] });
    expect(attempts).to.deep.equal([{ system_id: 'mailbox', attempt: 1, outcome: 'held' }, { system_id: 'register', attempt: 2, outcome: 'held' }]);
    expect(await requestDates()).to.deep.equal(before);
    expect(await page()).not.to.contain('Search System');
  });

  const requestDates = () => behindTheCurtain(portal, opened.caseId, { sql: 'select received_at, due_on from requests where case_id = $1', values: [opened.caseId] });

  it('lets nobody ask anew whoever answered with everything there is', async () => {
    await add(email);
    await collect();
    expect((await officer.post(collectAt('/register/try-again'), {})).status).to.equal(409);
  });

  const bad: readonly (readonly [what: string, fields: Readonly<Record<string, string>>, sentence: string, field: string])[] = [
    ['nothing chosen', { source: 'x' }, 'Choose what you want to add', 'kind'],
    ['a kind there is not', { kind: 'passport', source: 'x' }, 'Choose what you want to add', 'kind'],
    ['a broken e-mail address', { kind: 'email', email: 'rhiannon at example', source: 'kept words' }, 'Enter an e-mail address in the correct format', 'email'],
    ['a number too short', { kind: 'phone', phone: '999', source: 'kept words' }, 'Enter a telephone number', 'phone'],
    ['words for a number', { kind: 'phone', phone: 'ring 07700 900106', source: 'kept words' }, 'Enter a telephone number', 'phone'],
    ['a system there is not', { kind: 'account-reference', systemId: 'other', reference: 'CT-1', source: 'kept words' }, 'Choose the system', 'systemId'],
    ['a National Insurance number cut short', { kind: 'nino', nino: 'QQ 12 34 56', source: 'kept words' }, 'with 2 letters, 6 numbers', 'nino'],
    ['one with letters that are never given', { kind: 'nino', nino: 'BG123456A', source: 'kept words' }, 'with 2 letters, 6 numbers', 'nino'],
    ['an NHS number cut short', { kind: 'nhs-number', nhsNumber: '999 001', source: 'kept words' }, 'with 10 digits', 'nhsNumber'],
    ['an NHS number with a slip in it', { kind: 'nhs-number', nhsNumber: '9990010014', source: 'kept words' }, 'its last digit does not agree', 'nhsNumber'],
    ['a number of no system', { kind: 'person-number', number: '4711', source: 'kept words' }, 'Choose the system that has this number', 'numberSystemId'],
    ['no number', { kind: 'person-number', numberSystemId: 'register', number: ' ', source: 'kept' }, 'own number for the person', 'number'],
    ['half a name', { kind: 'former-name', given: 'Rhiannon', family: ' ', source: 'kept words' }, 'Enter the family name', 'family'],
    ['half a postcode', { kind: 'former-address', lines: '1 Fore Street', postcode: 'ZZ99', source: 'kept words' }, 'Enter a full postcode', 'postcode'],
    ['no reason', { kind: 'email', email: 'kept@example.org', source: ' ' }, 'Enter how you know', 'source'],
    ['a reason too long', { kind: 'email', email: 'kept@example.org', source: 'x'.repeat(101) }, 'Enter 100 characters or fewer', 'source'],
  ];
  for (const [what, fields, sentence, field] of bad) {
    it(`refuses ${what} in words, and keeps what was typed`, async () => {
      const answer = await add(fields);
      expect([answer.status, await termIds()]).to.deep.equal([422, []]);
      expect(answer.text).to.contain(sentence).and.to.contain(`href="#term-${field}"`).and.to.contain(`id="term-${field}"`).and.to.match(/<details class="govuk-details"\s+open/);
      const typed = Object.entries(fields).filter(([name]) => name !== 'kind' && name !== 'systemId' && name !== 'numberSystemId').map(([, value]) => value.trim());
      expect(typed.filter((value) => !answer.text.includes(value))).to.deep.equal([]);
    });
  }

  const twice: readonly (readonly [what: string, first: Readonly<Record<string, string>>, again: Readonly<Record<string, string>>, sentence: string])[] = [
    ['an address it has, written otherwise', email, { ...email, email: 'RHIANNON@example.org' }, 'This is searched with already'],
    ['a number it has, written otherwise', { kind: 'phone', phone: '07700 900106', source: 'x' }, { kind: 'phone', phone: '0044 7700 900106', source: 'x' }, 'This is searched with already'],
    ['another account in one system', { kind: 'account-reference', systemId: 'register', reference: '1', source: 'x' }, { kind: 'account-reference', systemId: 'register', reference: '2', source: 'x' }, 'Remove it first'],
    ['a second National Insurance number', { kind: 'nino', nino: 'QQ123456C', source: 'x' }, { kind: 'nino', nino: 'QQ123456A', source: 'x' }, 'only one can be right'],
    ['another number in one system', { kind: 'person-number', numberSystemId: 'register', number: '1', source: 'x' }, { kind: 'person-number', numberSystemId: 'register', number: '2', source: 'x' }, 'only one can be right'],
  ];
  for (const [what, first, again, sentence] of twice) {
    it(`refuses ${what}`, async () => {
      await add(first);
      const answer = await add(again);
      expect([answer.status, (await termIds()).length]).to.deep.equal([422, 1]);
      expect(answer.text).to.contain(sentence);
    });
  }

  it('refuses a name that is known of the person already', async () => {
    expect((await add({ kind: 'former-name', given: 'rhiannon', family: 'KESSELL', source: 'x' })).text).to.contain('This is searched with already');
  });

  it('is searched with no more once it is removed, and can be added again', async () => {
    await add(email);
    await collect();
    const [id = ''] = await termIds();
    later(1);
    const removed = [await officer.post(collectAt(`/terms/${id}/remove`), {}), await officer.post(collectAt(`/terms/${id}/remove`), {})];
    expect(removed.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect(await page()).to.contain('Nothing has been added.').and.to.contain('Search System mailbox again');
    expect((await add(email)).status).to.equal(303);
  });

  it('is no other officer’s to see, add or remove', async () => {
    await add(email);
    const [id = ''] = await termIds();
    const other = await portal.staff(['preparer']);
    const answers = [await other.get(collectAt('/terms')), await other.post(collectAt('/terms'), email), await other.post(collectAt(`/terms/${id}/remove`), {}), await other.post(collectAt('/search-again'), {})];
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404, 404]);
  });

  it('belongs to its case: another case of the same officer does not reach it', async () => {
    await add(email);
    const [id = ''] = await termIds();
    const mine = await aCase(portal, { ownerAccountId: officer.accountId });
    const answer = await officer.post(`/officer/cases/${mine.caseId}/collect/terms/${id}/remove`, {});
    expect([answer.status, await page()]).to.satisfy(([status, words]: readonly [number, string]) => status === 404 && words.includes('rhiannon@example.org'));
  });

  it('is neither added nor removed while the case is with the approver', async () => {
    await add(email);
    const [id = ''] = await termIds();
    await admin.query("update cases set stage = 'submitted' where id = $1", [opened.caseId]);
    const answers = [await add({ ...email, email: 'other@example.org' }), await officer.post(collectAt(`/terms/${id}/remove`), {})];
    expect(answers.map(({ status }) => status)).to.deep.equal([403, 403]);
    expect(await page()).to.contain('rhiannon@example.org').and.not.to.contain('Add something to search with');
  });

  it('works the same in a restricted case, for its safeguarding lead alone', async () => {
    opened = await aCase(portal, { isRestricted: true });
    const lead = await portal.staff(['safeguarding-lead'], 'phishing-resistant');
    const added = await lead.post(collectAt('/terms'), email);
    const [seen, unseen] = [await lead.get(collectAt()), await officer.get(collectAt())];
    expect([added.status, seen.text.includes('rhiannon@example.org'), unseen.status]).to.deep.equal([303, true, 404]);
  });

  it('leaves its kind in the audit log, and no word of it', async () => {
    await add(email);
    const [id = ''] = await termIds();
    await officer.post(collectAt(`/terms/${id}/remove`), {});
    const entries = await behindTheCurtain<{ action: string; details: string }>(portal, '', { sql: "select action, details from audit.entries where case_id = $1 and action like 'search-term.%' order by id", values: [opened.caseId] });
    expect(entries).to.deep.equal([{ action: 'search-term.add', details: '{"kind":"email"}' }, { action: 'search-term.remove', details: '{"kind":"email"}' }]);
    expect((await officer.get(`/officer/cases/${opened.caseId}/timeline`)).text).to.contain('Added something to search with');
  });

  it('gives the form an address of its own while the page looks again by itself', async () => {
    await officer.post(collectAt(), {});
    const live = await page();
    const form = await officer.get(collectAt('/terms'));
    expect([live.includes('http-equiv="refresh"'), live.includes('id="term-kind"'), form.text.includes('http-equiv="refresh" content="5"'), form.text.includes('id="term-kind"')]).to.deep.equal([true, false, false, true]);
    await run();
  });

  it('can be read by nobody once the case is shredded', async () => {
    await add(email);
    await admin.query("update cases set stage = 'released' where id = $1", [opened.caseId]);
    await shredCase(workerTools(portal), opened.caseId);
    const rows = await behindTheCurtain<{ whole: string }>(portal, opened.caseId, { sql: 'select search_terms::text || encode(sealed_term, \'escape\') as whole from search_terms where case_id = $1', values: [opened.caseId] });
    const found = { id: opened.caseId, dataSubjectId: opened.dataSubjectId };
    const failure = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, (read) => identityOfCase(portal.tools, read, found)).then(() => 'read', (error: unknown) => (error instanceof Error ? error.name : ''));
    expect([rows.length, rows.some(({ whole }) => whole.toLowerCase().includes('rhiannon')), failure]).to.deep.equal([1, false, 'KeyShredded']);
    expect((await officer.get(collectAt())).status).to.equal(410);
  });
});
