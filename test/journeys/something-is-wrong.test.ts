/** A resident says that one item is wrong; the team that owns it decides, and the resident is told. */

import { expect } from 'chai';
import { SystemFault } from '../../server/connected-systems/connector.ts';
import { behindTheCurtain } from '../support/casework.ts';
import { itemsOn, startHeldRecords, type HeldRecords } from '../support/held-records.ts';
import type { PersonSignedIn, Seen } from '../support/signed-in-portal.ts';

const words = { wrong: 'The tap was in the bathroom.', right: 'Bathroom tap drips.', evidence: 'The plumber’s receipt.' };

describe('a resident for whom something is wrong', () => {
  let held: HeldRecords;
  let ann: PersonSignedIn;

  before(async () => {
    held = await startHeldRecords();
    ann = await held.known();
  });

  after(() => held.portal.close());

  async function formAt(person: PersonSignedIn): Promise<string> {
    return `/information/items/${itemsOn((await person.get('/information')).text)[0] ?? ''}/wrong`;
  }

  const formIdIn = (seen: Seen): string => /name="form" value="([\w-]{22})"/.exec(seen.text)?.[1] ?? '';

  async function send(person: PersonSignedIn, fields: Readonly<Record<string, string>> = words): Promise<Seen> {
    const at = await formAt(person);
    return person.post(at, { form: formIdIn(await person.get(at)), ...fields });
  }

  async function caseOf(sent: Seen): Promise<string> {
    const requestId = /\/requests\/([\w-]{22})\//.exec(sent.to)?.[1] ?? '';
    const lead = await held.portal.staff(['preparer']);
    const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec((await ann.get(`/requests/${requestId}`)).text)?.[0] ?? 'none';
    const queue = await lead.get('/officer?view=unowned');
    return new RegExp(`/officer/cases/([\\w-]{22})">${reference}`).exec(queue.text)?.[1] ?? '';
  }

  it('finds the way at the item, and is shown it with who gets what they write', async () => {
    const form = await ann.get(await formAt(ann));
    expect(form.text).to.include('A dripping tap').and.include('Kitchen tap drips.').and.include('What you write goes straight to Tenancy Services');
  });

  it('is told what is missing, and keeps what was typed', async () => {
    const back = await send(ann, { ...words, wrong: '' });
    expect([back.status, back.text.includes('Say what is wrong'), back.text.includes(words.right)]).to.deep.equal([422, true, true]);
  });

  it('has a month’s clock, an acknowledgement and a tracker of its own', async () => {
    const sent = await send(ann);
    expect((await ann.get(sent.to)).text).to.include('It went straight to Tenancy Services.').and.include('3 December 2026');
    const tracker = await ann.get(sent.to.replace('/sent', ''));
    expect(tracker.text).to.include('Your request to put something right').and.include('Received').and.include(words.wrong).and.include('We have what you said is wrong.');
  });

  it('has one request after sending the same form five times at once', async () => {
    const at = await formAt(ann);
    const form = formIdIn(await ann.get(at));
    const sent = await Promise.all(Array.from({ length: 5 }, () => ann.post(at, { form, ...words })));
    expect(new Set(sent.map(({ to }) => to)).size).to.equal(1);
  });

  it('does not meet another person who chose the same number for their form', async () => {
    const bob = await held.known();
    const form = 'AAAAAAAAAAAAAAAAAAAAAA';
    const [first, second] = [await ann.post(await formAt(ann), { form, ...words }), await bob.post(await formAt(bob), { form, ...words })];
    expect([first.status, second.status, first.to === second.to]).to.deep.equal([303, 303, false]);
  });

  it('keeps every word while the system does not answer, and files nothing', async () => {
    const at = await formAt(ann);
    held.system.find = () => Promise.reject(new SystemFault('cannot-connect', 'away'));
    const back = await ann.post(at, { form: 'AAAAAAAAAAAAAAAAAAAAAB', ...words });
    held.system.find = () => Promise.resolve(held.system.found);
    expect([back.status, back.text.includes('We have not saved this yet.'), back.text.includes(words.wrong)]).to.deep.equal([503, true, true]);
  });

  it('cannot say it of another person’s item, nor of one that was made up', async () => {
    const bob = await held.known();
    const others = await formAt(bob);
    const madeUp = '/information/items/AAAAAAAAAAAAAAAAAAAAAA/wrong';
    const answers = await Promise.all([ann.get(others), ann.post(others, words), ann.get(madeUp), ann.post(madeUp, words)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404, 404]);
  });

  it('attaches the item as its system holds it, whatever the form says of it', async () => {
    const sent = await send(ann, { ...words, title: 'Forged', fields: 'Forged', item: 'Forged', system: 'council-tax', team: 'Forged' });
    const officer = await held.portal.staff(['preparer']);
    const at = `/officer/cases/${await caseOf(sent)}`;
    await officer.post(`${at}/take`, {});
    const seen = await officer.get(`${at}/rectification`);
    expect(seen.text).to.include('Kitchen tap drips.').and.include('R-1').and.include('Carrow Building Services Ltd').and.not.include('Forged');
  });

  it('is sent to the queue of the owning team, and no other', async () => {
    await send(ann);
    const officer = await held.portal.staff(['preparer']);
    const [theirs, others] = [await officer.get('/officer?view=unowned&team=Tenancy+Services'), await officer.get('/officer?view=unowned&team=Somebody+else')];
    expect(theirs.text).to.include('Rectification – Housing, for Tenancy Services');
    expect(others.text).not.to.include('<option value="Somebody else"');
  });

  it('is shown to nobody who may only take it', async () => {
    const at = `/officer/cases/${await caseOf(await send(ann))}/rectification`;
    const seen = await (await held.portal.staff(['preparer'])).get(at);
    expect([seen.status, seen.text.includes('Take this case'), seen.text.includes(words.wrong), seen.text.includes('Kitchen')]).to.deep.equal([200, true, false, false]);
  });

  it('cannot be decided by whoever does not have the case', async () => {
    const at = `/officer/cases/${await caseOf(await send(ann))}/rectification`;
    const answer = await (await held.portal.staff(['preparer'])).post(at, { outcome: 'not-changed', words: 'No.', told: '' });
    expect(answer.status).to.be.oneOf([403, 404]);
  });

  it('is never collected, whoever presses', async () => {
    const at = `/officer/cases/${await caseOf(await send(ann))}`;
    const officer = await held.portal.staff(['preparer']);
    await officer.post(`${at}/take`, {});
    expect((await officer.post(`${at}/collect`, {})).status).to.equal(409);
  });

  describe('that was taken', () => {
    let sent: Seen;
    let officer: PersonSignedIn;
    let at: string;

    beforeEach(async () => {
      sent = await send(ann);
      officer = await held.portal.staff(['preparer']);
      at = `/officer/cases/${await caseOf(sent)}`;
      await officer.post(`${at}/take`, {});
    });

    const tracker = async (): Promise<string> => (await ann.get(sent.to.replace('/sent', ''))).text;

    it('is told that somebody is looking', async () => {
      expect(await tracker()).to.include('We are looking').and.include('Tenancy Services are looking at it');
    });

    it('is told what was done, and the case is closed', async () => {
      const decided = await officer.post(`${at}/rectification`, { outcome: 'put-right', words: 'It now says bathroom.', told: 'We told the plumber.' });
      expect(decided.status).to.equal(303);
      expect(await tracker()).to.include('Put right').and.include('It now says bathroom. We told the plumber.');
      expect((await officer.get('/officer?view=all')).text).not.to.include(at);
    });

    it('is told why nothing was changed, and where else to go', async () => {
      await officer.post(`${at}/rectification`, { outcome: 'not-changed', words: 'The order says kitchen.', told: '' });
      expect(await tracker()).to.include('Not changed').and.include('The order says kitchen.').and.include('or go to court');
    });

    it('waits until the officer says what was done', async () => {
      const back = await officer.post(`${at}/rectification`, { outcome: '', words: ' ', told: 'Somebody' });
      expect([back.status, back.text.includes('Choose what was done'), back.text.includes('Say what was done, or why not')]).to.deep.equal([422, true, true]);
    });

    it('is decided once', async () => {
      const decision = { outcome: 'put-right', words: 'Done.', told: '' };
      await officer.post(`${at}/rectification`, decision);
      expect((await officer.post(`${at}/rectification`, decision)).status).to.be.oneOf([403, 409]);
    });
  });

  describe('who is at risk', () => {
    const protect = async ({ dataSubjectId }: PersonSignedIn): Promise<void> => {
      await behindTheCurtain(held.portal, 'none', { sql: "insert into protections (data_subject_id, set_by) values ($1, 'test')", values: [dataSubjectId] });
    };

    it('is led to an officer instead of the form, and no word is taken', async () => {
      const bea = await held.known();
      const at = await formAt(bea);
      await protect(bea);
      const [form, back] = [await bea.get(at), await bea.post(at, { form: 'AAAAAAAAAAAAAAAAAAAAAC', ...words })];
      expect([form.text.includes('We will go through this with you.'), back.text.includes('We will go through this with you.'), (await bea.get('/requests')).text.includes('Said that something is wrong')]).to.deep.equal([true, true, false]);
    });

    it('has a case that no ordinary officer finds', async () => {
      const bea = await held.known();
      await send(bea);
      await protect(bea);
      const cases = await behindTheCurtain<{ id: string }>(held.portal, 'none', { sql: "select restrict_cases_of($1)::text as id", values: [bea.dataSubjectId] });
      expect(cases.length).to.be.greaterThan(0);
      const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/.exec((await bea.get('/requests')).text)?.[0] ?? 'none';
      expect((await (await held.portal.staff(['preparer'])).get('/officer?view=unowned')).text).not.to.include(reference);
    });
  });
});
