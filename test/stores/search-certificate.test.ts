/** The search certificate: one list for everybody, from what a search really came to, and checked without us. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { caseworkJobs } from '../../server/casework/jobs.ts';
import { caseworkRoutes } from '../../server/casework/officer-routes.ts';
import { certificateRoutes } from '../../server/certificates/resident-routes.ts';
import { signedCertificateSchema, type SignedCertificate } from '../../server/certificates/search-certificate.ts';
import { verifyCertificate } from '../../server/certificates/verify-certificate.ts';
import { verdictBy } from '../../server/disclosure/verify-bundle-cli.ts';
import { publicKeyRoute } from '../../server/disclosure/public-key-route.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { aCase, aDocument, aRecord, aSystem, runQueued, workerTools, type OpenedCase, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const known = { found: 'certain', person: { reference: 'P-1', agreed: [] } } as const;

describe('a search certificate', function () {
  this.timeout(60_000);
  let portal: SignedInPortal;
  let folder: string;
  let systems: readonly SystemInMemory[];
  let officer: PersonSignedIn;
  let lead: PersonSignedIn;

  before(async () => {
    systems = ['tax', 'homes', 'care'].map((key) => aSystem({ key }));
    portal = await startSignedInPortal({ routes: [...caseworkRoutes({ systems }), ...certificateRoutes, publicKeyRoute], clock: frozenClock('2026-11-16T10:00:00Z') });
    folder = await mkdtemp(join(tmpdir(), 'certificates-'));
    officer = await portal.staff(['preparer']);
    lead = await portal.staff(['safeguarding-lead'], 'phishing-resistant');
  });
  after(async () => {
    await portal.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    for (const system of systems) Object.assign(system, { found: known, items: [aRecord('R-1'), aDocument('D-1')] });
  });

  async function searched(by: PersonSignedIn, options: { readonly isRestricted?: boolean } = {}): Promise<OpenedCase> {
    const opened = await aCase(portal, { ownerAccountId: by.accountId, ...options });
    const begun = await by.post(`/officer/cases/${opened.caseId}/collect`, {});
    expect(begun.status).to.equal(303);
    await runQueued(portal, { 'collect-system': caseworkJobs(workerTools(portal), systems)['collect-system'] ?? (() => Promise.resolve()) });
    return opened;
  }

  async function certificateOf({ resident, requestId }: OpenedCase): Promise<SignedCertificate> {
    const { status, text } = await resident.get(`/requests/${requestId}/search.json`);
    expect(status).to.equal(200);
    return signedCertificateSchema.parse(JSON.parse(text));
  }

  async function saved(name: string, content: unknown): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  it('is the same to the byte for a person of whom every system holds something, one of whom none does, and one who is protected', async () => {
    const words: string[] = [];
    for (const { held, isRestricted } of [{ held: [0, 1, 2], isRestricted: false }, { held: [], isRestricted: false }, { held: [1], isRestricted: false }, { held: [2], isRestricted: true }, { held: [0, 2], isRestricted: false }]) {
      for (const [index, system] of systems.entries()) system.found = held.includes(index) ? known : { found: 'none' };
      const opened = await searched(isRestricted ? lead : officer, { isRestricted });
      const { certificate } = await certificateOf(opened);
      words.push(JSON.stringify(certificate).replace(opened.reference, 'REFERENCE'));
    }
    expect(new Set(words).size).to.equal(1);
  });

  it('names every service and no system', async () => {
    const { certificate } = await certificateOf(await searched(officer));
    expect(certificate.services).to.deep.equal(['tax', 'homes', 'care'].map((key) => ({ service: `Service ${key}`, outcome: 'searched' })));
    expect(JSON.stringify(certificate)).not.to.contain('System ');
  });

  it('says what could not be searched once an officer has let the case go on', async () => {
    const [tax] = systems;
    if (tax !== undefined) tax.found = { found: 'identifier not supported' };
    const opened = await searched(officer);
    const before = await opened.resident.get(`/requests/${opened.requestId}/search.json`);
    await officer.post(`/officer/cases/${opened.caseId}/collect/tax/leave-out`, { because: 'Its records were moved in 1998.' });
    const { certificate } = await certificateOf(opened);
    expect([before.status, ...certificate.services.map(({ outcome }) => outcome)]).to.deep.equal([404, 'not searched', 'searched', 'searched']);
    expect(JSON.stringify(certificate)).not.to.contain('1998');
  });

  it('is not there while a system is asked, and its page says since when', async () => {
    const opened = await aCase(portal, { ownerAccountId: officer.accountId });
    const untouched = await opened.resident.get(`/requests/${opened.requestId}/search`);
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    const { text } = await opened.resident.get(`/requests/${opened.requestId}/search`);
    expect(untouched.text).to.contain('We have not begun to look yet.');
    expect(text).to.contain('We are still looking. We began on Monday 16 November 2026.').and.to.contain('Monday 21 December 2026');
  });

  it('is found by nobody else', async () => {
    const opened = await searched(officer);
    const other = await portal.resident();
    const answers = await Promise.all(['search', 'search.pdf', 'search.json'].map((name) => other.get(`/requests/${opened.requestId}/${name}`)));
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404]);
  });

  it('is a tagged PDF under a name that tells nothing, and the same bytes each time', async () => {
    const opened = await searched(officer);
    const [one, again] = await Promise.all([opened.resident.get(`/requests/${opened.requestId}/search.pdf`), opened.resident.get(`/requests/${opened.requestId}/search.pdf`)]);
    expect(one.headers.get('content-disposition')).to.equal('attachment; filename="document-1.pdf"');
    expect(one.text).to.contain('/StructTreeRoot').and.to.contain('/Lang');
    expect(one.text).to.equal(again.text);
  });

  it('is valid under the council’s published key, and no longer when a word or a field is changed', async () => {
    const signed = await certificateOf(await searched(officer));
    const key = await saved('key.pem', (await officer.get('/help/answer-key.pem')).text);
    const changed = { ...signed, certificate: { ...signed.certificate, services: signed.certificate.services.slice(1) } };
    const verdicts = await Promise.all(
      [signed, changed, { ...signed, certificate: { ...signed.certificate, note: 'more' } }, 'not JSON'].map(async (content, index) => verdictBy(verifyCertificate, await saved(`${String(index)}.json`, content), key)),
    );
    expect(verdicts.map(({ isValid }) => isValid)).to.deep.equal([true, false, false, false]);
    expect(JSON.parse(verdicts[1]?.output ?? '')).to.deep.equal({ valid: false, problems: ['the certificate was changed'], isKeyChecked: true });
  });

  it('signed by another key is valid under none but that one', async () => {
    const signed = await certificateOf(await searched(officer));
    const other = await startSignedInPortal({ routes: [publicKeyRoute] });
    const key = await saved('other.pem', await (await fetch(`${other.origin}/help/answer-key.pem`)).text());
    await other.close();
    const { isValid } = await verdictBy(verifyCertificate, await saved('signed.json', signed), key);
    expect(isValid).to.equal(false);
  });
});
