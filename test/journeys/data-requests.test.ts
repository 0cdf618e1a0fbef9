/** A service contact is asked for what no machine can read, and answers by a link from a real mail, without an account. */

import { expect } from 'chai';
import { findCase } from '../../server/casework/find-case.ts';
import { itemBytes, itemsOf } from '../../server/casework/read-items.ts';
import { searchesOf } from '../../server/casework/search-store.ts';
import { standingOf } from '../../server/casework/system-search.ts';
import { asActor } from '../../server/platform/database.ts';
import { gathered } from '../../server/platform/gathered.ts';
import { aCase, aPerson, type OpenedCase } from '../support/casework.ts';
import { ContactBrowser, dataRequestOf, linkIn, startArchivePortal, type ArchivePortal } from '../support/service-contact.ts';
import type { PersonSignedIn } from '../support/signed-in-portal.ts';

describe('a data request to a service contact', function () {
  this.timeout(60_000);
  let portal: ArchivePortal;
  let officer: PersonSignedIn;
  let opened: OpenedCase;
  let contact: ContactBrowser;

  before(async () => {
    portal = await startArchivePortal();
    officer = await portal.staff(['preparer']);
  });
  after(() => portal.close());
  beforeEach(async () => {
    opened = await aCase(portal, { ownerAccountId: officer.accountId });
    contact = new ContactBrowser(portal.origin);
    await officer.post(`/officer/cases/${opened.caseId}/collect`, {});
    await portal.work();
  });

  const read = <T>(work: Parameters<typeof asActor<T>>[2]): Promise<T> => asActor(portal.worker, { kind: 'worker', job: 'test', caseId: opened.caseId }, work);
  const standing = async (): Promise<string | undefined> => (await read((tx) => searchesOf(tx, opened.caseId))).map((search) => standingOf(search))[0];
  const items = () => read((tx) => itemsOf(portal.tools, tx, opened.caseId));
  const answer = { saidBy: 'Morwenna Pascoe, records officer', lookedIn: 'The basement store, 1990 to 2010' };

  it('is written to the contact with its reference, service, day and link, and nothing about anybody', async () => {
    const { reference } = await dataRequestOf(portal, opened.caseId);
    const mail = portal.mail.received.at(-1);
    const said = `${mail?.subject ?? ''} ${mail?.text ?? ''}`;
    expect(said).to.include(reference).and.to.include('Schools paper archive').and.to.include('/reply/');
    const personal = [...aPerson.names.flatMap(({ given, family }) => [given, family]), ...aPerson.addresses.flatMap(({ lines, postcode }) => [...lines, postcode]), '1999', opened.reference, opened.caseId];
    expect(personal.filter((word) => said.includes(word))).to.deep.equal([]);
  });

  it('leaves the search open, in words and for clearance, until it is answered', async () => {
    const page = await officer.get(`/officer/cases/${opened.caseId}/collect`);
    const found = await read((tx) => findCase(tx, opened.caseId));
    expect(page.text).to.match(/Waiting for Education\. Due \w+day \d+ \w+ \d{4}\./).and.to.include('1 of 1 system has not answered');
    expect([await standing(), found?.stage]).to.deep.equal(['waiting for a service', 'collecting']);
  });

  it('is opened by a scanner of mail, however often, without effect', async () => {
    const link = new URL(linkIn(portal)).pathname;
    const scanned = await Promise.all([contact.get(link), contact.get(link), contact.get(link)]);
    expect(scanned.map(({ status, text }) => [status, text.includes(aPerson.names[0]?.family ?? '?')])).to.deep.equal([[200, false], [200, false], [200, false]]);
    expect((await contact.follow(linkIn(portal))).to).to.equal('/reply');
  });

  it('shows what to look for only behind the button, at an address without the link', async () => {
    const started = await contact.follow(linkIn(portal));
    const page = await contact.get(started.to);
    expect(page.text).to.include('Rhiannon Addo').and.to.include('Rhiannon Kessell').and.to.include('3 Tin Street, St Maddern, ZZ99 3TS').and.to.include('22 May 1999');
    expect(page.text).to.include('needs your help by').and.to.include('<title>Reply');
  });

  it('is answered with files, which come to the case as collected documents do', async () => {
    await contact.follow(linkIn(portal));
    await contact.upload([{ name: 'report 1987.pdf', bytes: 'One report.' }, { name: 'lluniau ŵy.txt', bytes: 'Another.', type: 'text/plain' }]);
    await contact.upload([{ name: 'late find.pdf', bytes: 'Found behind a shelf.' }]);
    const sent = await contact.post('/reply/send', answer, '/reply/files');
    const done = await contact.get(sent.to);
    await portal.work();
    const kept = await items();
    const found = await read((tx) => findCase(tx, opened.caseId));
    expect(kept.map(({ title }) => title)).to.deep.equal(['report 1987.pdf', 'lluniau ŵy.txt', 'late find.pdf']);
    expect((await gathered(itemBytes(portal.tools, kept[0] ?? expect.fail('no item')))).toString()).to.equal('One report.');
    expect([await standing(), found?.stage]).to.deep.equal(['held', 'redacting']);
    expect(done.text).to.include((await dataRequestOf(portal, opened.caseId)).reference).and.not.to.include('Rhiannon');
    const page = await officer.get(`/officer/cases/${opened.caseId}/items/${kept[0]?.id ?? ''}`);
    expect(page.text).to.include('sent by the service contact');
  });

  it('is answered with “nothing held”, with who said so and where they looked', async () => {
    await contact.follow(linkIn(portal));
    await contact.post('/reply/nothing', answer, '/reply/nothing');
    expect((await officer.get(`/officer/cases/${opened.caseId}/collect`)).text).to.include('What it sent is being taken in.').and.to.match(/http-equiv="refresh" content="5"/);
    await portal.work();
    const { id } = await dataRequestOf(portal, opened.caseId);
    const page = await officer.get(`/officer/data-requests/${id}`);
    expect(await standing()).to.equal('not held');
    expect(page.text).to.include(answer.saidBy).and.to.include(answer.lookedIn).and.to.include('the service holds nothing');
  });

  it('keeps what was typed and uploaded when something is missing', async () => {
    await contact.follow(linkIn(portal));
    await contact.upload([{ name: 'register.pdf', bytes: 'Register.' }]);
    const refused = await contact.post('/reply/send', { saidBy: answer.saidBy, lookedIn: '' }, '/reply/files');
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Enter where you looked').and.to.include(answer.saidBy).and.to.include('register.pdf').and.to.match(/<title>Error: /);
  });

  it('says of each file that was too large or empty why it was not kept, and keeps the others', async () => {
    await contact.follow(linkIn(portal));
    const page = await contact.upload([{ name: 'small.pdf', bytes: 'Small.' }, { name: 'film.mp4', bytes: new Uint8Array(20 * 1024 * 1024 + 1) }, { name: 'none.pdf', bytes: '' }, { name: 'after.pdf', bytes: 'After.' }]);
    expect(page.status).to.equal(422);
    expect(page.text).to.include('film.mp4 is larger than 20 MB').and.to.include('none.pdf is empty');
    expect([...page.text.matchAll(/summary-list__key">\s*([^<\s]+)/g)].map(([, name]) => name)).to.deep.equal(['small.pdf', 'after.pdf']);
  });

  it('keeps one copy of what is uploaded twice, and lets go what is taken away', async () => {
    await contact.follow(linkIn(portal));
    await contact.upload([{ name: 'a.pdf', bytes: 'Same.' }]);
    await contact.upload([{ name: 'a again.pdf', bytes: 'Same.' }]);
    const page = await contact.get('/reply/files');
    const ids = [...page.text.matchAll(/\/reply\/files\/([\w-]{22})\/remove/g)].map(([, id]) => id ?? '');
    await contact.post(`/reply/files/${ids[0] ?? ''}/remove`, {}, '/reply/files');
    expect(ids).to.have.length(1);
    expect((await contact.get('/reply/files')).text).to.include('No file has been uploaded yet.');
  });

  it('cannot be sent without a file, nor without an answer chosen', async () => {
    await contact.follow(linkIn(portal));
    const [empty, unchosen] = [await contact.post('/reply/send', answer, '/reply/files'), await contact.post('/reply', {})];
    expect([empty.status, unchosen.status]).to.deep.equal([422, 422]);
    expect(empty.text).to.include('Upload at least one file');
    expect(unchosen.text).to.include('Choose what you would like to tell us');
  });

  it('is asked back about, answered by the officer, and opened again by a new link', async () => {
    await contact.follow(linkIn(portal));
    const first = linkIn(portal);
    await contact.post('/reply/ask', { question: 'Which school was it?' }, '/reply/ask');
    const { id } = await dataRequestOf(portal, opened.caseId);
    const asked = await officer.get(`/officer/data-requests/${id}`);
    await officer.post(`/officer/data-requests/${id}/reply`, { words: 'Trewithin Primary.' });
    await portal.work();
    const again = new ContactBrowser(portal.origin);
    await again.follow(linkIn(portal));
    expect(asked.text).to.include('Which school was it?');
    expect(linkIn(portal)).not.to.equal(first);
    expect((await again.get('/reply')).text).to.include('Trewithin Primary.').and.to.include('Which school was it?');
  });

  it('is closed by an officer with a reason, and its link is good no longer', async () => {
    const { id } = await dataRequestOf(portal, opened.caseId);
    const empty = await officer.post(`/officer/data-requests/${id}/close`, { because: ' ' });
    const closed = await officer.post(`/officer/data-requests/${id}/close`, { because: 'The archive burnt down in 1994.' });
    const late = await contact.follow(linkIn(portal));
    const found = await read((tx) => findCase(tx, opened.caseId));
    expect([empty.status, closed.status, late.status, found?.stage]).to.deep.equal([422, 303, 404, 'redacting']);
  });

  it('can be left out where the other systems are, and asked anew', async () => {
    await officer.post(`/officer/cases/${opened.caseId}/collect/school-archive/leave-out`, { because: 'Not needed after all.' });
    const left = await dataRequestOf(portal, opened.caseId);
    await officer.post(`/officer/cases/${opened.caseId}/collect/school-archive/try-again`, {});
    await portal.work();
    expect([left.state, (await dataRequestOf(portal, opened.caseId)).state, await standing()]).to.deep.equal(['closed', 'waiting', 'waiting for a service']);
  });

  it('can be answered by telephone: the officer records it, with who said so', async () => {
    const { id } = await dataRequestOf(portal, opened.caseId);
    const missing = await officer.post(`/officer/data-requests/${id}/record`, { outcome: 'not held', saidBy: '', lookedIn: answer.lookedIn });
    await officer.post(`/officer/data-requests/${id}/record`, { outcome: 'not held', ...answer });
    await portal.work();
    expect(missing.text).to.include('Enter who answered');
    expect(await standing()).to.equal('not held');
  });

  it('can be answered by post: the officer uploads what came, and records who sent it', async () => {
    const { id } = await dataRequestOf(portal, opened.caseId);
    const address = `/officer/data-requests/${id}`;
    const upload = async (csrf: string): Promise<number> => {
      const form = new FormData();
      form.append('_csrf', csrf);
      form.append('files', new Blob(['Scanned.'], { type: 'application/pdf' }), 'posted.pdf');
      return (await fetch(`${portal.origin}${address}/files`, { method: 'POST', redirect: 'manual', body: form, headers: { cookie: officer.cookie, origin: portal.origin, 'sec-fetch-site': 'same-origin' } })).status;
    };
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await officer.get(address)).text)?.[1] ?? '';
    expect([await upload('forged'), await upload(csrf)]).to.deep.equal([403, 303]);
    await officer.post(`${address}/record`, { outcome: 'held', ...answer });
    await portal.work();
    expect((await items()).map(({ title }) => title)).to.deep.equal(['posted.pdf']);
  });

  it('shows the letters as they were delivered, without the link', async () => {
    const { id } = await dataRequestOf(portal, opened.caseId);
    const page = await officer.get(`/officer/data-requests/${id}`);
    expect(page.text).to.include('Sent to records.office@example.org').and.to.include('[link]').and.not.to.include(new URL(linkIn(portal)).pathname);
  });

  it('stands in the list of its officer, with a filter in the address, and not in that of another', async () => {
    const { reference } = await dataRequestOf(portal, opened.caseId);
    const other = await portal.staff(['preparer']);
    const [mine, late, others] = [await officer.get('/officer/data-requests'), await officer.get('/officer/data-requests?due=late'), await other.get('/officer/data-requests?view=all')];
    expect(mine.text).to.include(reference);
    expect([late.text.includes(reference), others.text.includes(reference)]).to.deep.equal([false, false]);
    expect(late.text).to.include('Remove filter: Late');
  });
});
