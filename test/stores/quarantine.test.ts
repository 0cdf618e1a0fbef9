/** What is collected stays locked until a real scanner has looked at it, and for ever where it found something. */

import { expect } from 'chai';
import { checkItems } from '../../server/casework/check-items.ts';
import { caseProgress } from '../../server/casework/find-case.ts';
import { maySubmit, whatBlocks, type Progress } from '../../server/casework/case.ts';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { itemsOf, type CollectedItem } from '../../server/casework/read-items.ts';
import type { DocumentItem } from '../../server/connected-systems/connector.ts';
import { withContents } from '../../server/connected-systems/files/document-contents.ts';
import { checkFile, type Checkpoint } from '../../server/intake/check-file.ts';
import { clamdScanner } from '../../server/intake/virus-scanner.ts';
import { asActor } from '../../server/platform/database.ts';
import { redactionRoutes } from '../../server/redaction/workbench-routes.ts';
import { aCase, aDocument, aRecord, aSystem, behindTheCurtain, runQueued, workerTools } from '../support/casework.ts';
import { zipOf, zipOfMany } from '../support/files-made.ts';
import { eicar, infectedMarker } from '../support/real-servers/clamd.ts';
import { freePort } from '../support/real-servers/program.ts';
import { describeWith, realServer } from '../support/real-servers/real-servers.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describeWith(['clamd'], 'quarantine', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let officer: PersonSignedIn;
  let caseId: string;
  let working: Checkpoint;
  let silent: Checkpoint;
  const system = aSystem({ key: 'one' });

  before(async () => {
    const { host, port } = await realServer('clamd');
    working = { scanner: clamdScanner(`${host}:${String(port)}`), maySkipScanning: false };
    silent = { scanner: clamdScanner(`127.0.0.1:${String(await freePort())}`), maySkipScanning: false };
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems: [system] }), ...redactionRoutes] });
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    ({ caseId } = await aCase(portal, { ownerAccountId: officer.accountId }));
  });

  /** Collects these and looks them over in this way; what is let out waits to be read. */
  async function collect(items: readonly (DocumentItem | ReturnType<typeof aRecord>)[], checkpoint: Checkpoint): Promise<void> {
    system.items = items;
    await officer.post(`/officer/cases/${caseId}/collect`, {});
    await work(checkpoint);
  }

  async function work(checkpoint: Checkpoint): Promise<void> {
    const tools = workerTools(portal);
    let hasLooked = false;
    await runQueued(portal, {
      ...caseworkJobs(tools, [system]),
      // Once a pass: what is silent asks to be looked at again later.
      'check-items': async (payload) => {
        if (hasLooked && checkpoint !== working) return;
        hasLooked = true;
        await checkItems(tools, payload, checkpoint);
      },
    });
  }

  const states = async (): Promise<Readonly<Record<string, string>>> => {
    const items = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => itemsOf(portal.tools, read, caseId));
    return Object.fromEntries(items.map(({ title, state, refusedBecause }) => [title, refusedBecause ?? state]));
  };
  const progress = (): Promise<Progress> => asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => caseProgress(read, caseId));
  const oneItem = async (): Promise<CollectedItem> => {
    const [first] = await asActor(portal.worker, { kind: 'worker', job: 'test', caseId }, (read) => itemsOf(portal.tools, read, caseId));
    if (first === undefined) throw new RangeError('nothing was collected');
    return first;
  };

  it('lets out what nothing was found in, and a record at once', async () => {
    await collect([aDocument('a', { title: 'letter' }), aRecord('r', { title: 'record' })], working);
    expect(await states()).to.deep.equal({ letter: 'collected', record: 'collected' });
  });

  it('keeps what is infected, however deep it lies, and lets out the rest', async () => {
    const hidden = await zipOf({ 'invoice.txt': `x ${infectedMarker}`, 'letter.txt': 'fine' });
    const mail = ['Subject: x', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="p"', '', '--p', '', 'See it.', '--p', 'Content-Type: application/zip; name="papers.zip"', 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment; filename="papers.zip"', '', Buffer.from(hidden).toString('base64'), '--p--', ''].join('\r\n');
    const message = await withContents(aDocument('m', { title: 'mail', mediaType: 'message/rfc822', bytes: mail }));
    await collect([message, aDocument('e', { title: 'eicar', bytes: eicar })], working);
    expect(await states()).to.include({ mail: 'in quarantine', 'papers.zip': 'in quarantine', 'invoice.txt': 'in quarantine', 'letter.txt': 'collected', eicar: 'in quarantine' });
  });

  it('opens nothing of what is infected to an officer', async () => {
    await collect([aDocument('e', { title: 'eicar', bytes: eicar })], working);
    const at = `/officer/cases/${caseId}/items/${(await oneItem()).id}`;
    const answers = await Promise.all([officer.get(`${at}/original`), officer.get(`/officer/cases/${caseId}/redaction/items/${(await oneItem()).id}/pages/1`), officer.get(`/officer/cases/${caseId}/redaction/items/${(await oneItem()).id}/pages/1/picture`)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404]);
    expect((await officer.get(at)).text).to.contain('It stays locked for ever').and.to.contain('ask for a clean copy').and.not.to.contain('Download the original');
  });

  it('accepts nothing while the scanner is silent, and lets it out when it answers again', async () => {
    await collect([aDocument('a', { title: 'letter' }), aDocument('b', { title: 'other', bytes: 'Another letter.' })], silent);
    expect(await states()).to.deep.equal({ letter: 'in quarantine', other: 'in quarantine' });
    expect((await progress()).itemsInQuarantine).to.equal(2);
    await checkItems(workerTools(portal), { caseId, systemId: 'one', attempt: 1 }, working);
    await work(working);
    expect(await states()).to.deep.equal({ letter: 'collected', other: 'collected' });
  });

  it('asks a silent scanner again by itself, and not at once', async () => {
    await collect([aDocument('a')], silent);
    await checkItems(workerTools(portal), { caseId, systemId: 'one', attempt: 1 }, silent);
    const jobs = await behindTheCurtain<{ later: boolean }>(portal, '', { sql: "select start_after > now() + interval '4 minutes' as later from pgboss.job where name = 'check-items' and data->>'caseId' = $1 and state = 'created'", values: [caseId] });
    expect(jobs.map(({ later }) => later)).to.deep.equal([true]);
  });

  it('keeps the case from clearance until an officer records why it is left out', async () => {
    await collect([aDocument('e', { title: 'eicar', bytes: eicar })], working);
    const found = { stage: 'redacting', isUnowned: false, dataSubjectId: 'x' } as const;
    expect(whatBlocks(found, await progress())).to.deep.equal([{ block: 'quarantine', count: 1 }]);
    expect((await officer.get(`/officer/cases/${caseId}/collect`)).text).to.contain('1 item is in quarantine.');
    const at = `/officer/cases/${caseId}/items/${(await oneItem()).id}`;
    expect((await officer.post(`${at}/leave-out`, { because: ' ' })).text).to.contain('Enter why this item is left out');
    expect((await officer.post(`${at}/leave-out`, { because: 'No clean copy exists.' })).status).to.equal(303);
    expect((await officer.get(at)).text).to.contain('Left out: No clean copy exists.');
    expect(maySubmit(found, await progress())).to.equal(true);
    expect(await states()).to.deep.equal({ eicar: 'in quarantine' });
  });

  it('refuses a bomb that no virus is found in, and has a person see to it', async () => {
    await collect([aDocument('z', { title: 'bomb', mediaType: 'application/zip', bytes: await zipOf({ zeros: '0'.repeat(3_000_000) }) })], working);
    expect(await states()).to.deep.equal({ bomb: 'unsafe' });
    expect((await progress()).pagesToCheck).to.equal(1);
  });

  it('says when a file is another kind than it was said to be', async () => {
    await collect([aDocument('h', { title: 'page', mediaType: 'application/pdf', bytes: '<html><script>1</script></html>' })], working);
    expect((await officer.get(`/officer/cases/${caseId}/items`)).text).to.contain('It was sent as application/pdf, and its first bytes say it is text/html.');
  });

  it('says of every file that a demonstration has no scanner', async () => {
    await collect([aDocument('a', { title: 'letter' })], { scanner: null, maySkipScanning: true });
    expect(await states()).to.deep.equal({ letter: 'collected' });
    expect((await officer.get(`/officer/cases/${caseId}/items`)).text).to.contain('Not checked for viruses');
  });

  it('lets nothing out without a scanner where that is not allowed', async () => {
    await collect([aDocument('a', { title: 'letter' })], { scanner: null, maySkipScanning: false });
    expect(await states()).to.deep.equal({ letter: 'in quarantine' });
  });

  it('names a document that its system could not give', async () => {
    await collect([{ ...aDocument('l', { title: 'link', bytes: '' }), unreadable: 'link' }], working);
    expect(await states()).to.deep.equal({ link: 'link' });
    expect((await officer.get(`/officer/cases/${caseId}/redaction/unread`)).text).to.contain('It is a link to somewhere else');
  });
});

describe('a file that is looked over', () => {
  it('is refused when it is an archive of ten thousand entries', async () => {
    const bytes = zipOfMany(10_000);
    const open = async function* () { yield await Promise.resolve(bytes); };
    expect(await checkFile({ scanner: null, maySkipScanning: true }, { mediaType: 'application/zip', byteCount: bytes.length, open })).to.have.property('refusedBecause', 'too-large');
  });
});

describe('a scanner', () => {
  it('that is not there, or says nothing we know, gives no answer', async () => {
    const scanner = clamdScanner(`127.0.0.1:${String(await freePort())}`);
    const bytes = async function* () { yield await Promise.resolve(Buffer.from('x')); };
    expect([await scanner.scan(bytes()), await scanner.isThere(), await clamdScanner('/nowhere/clamd.ctl').scan(bytes())]).to.deep.equal(['no answer', false, 'no answer']);
  });
});
