/** Somebody whose identity no provider has proved shows a member of staff who they are, and then sees what is held. */

import { expect } from 'chai';
import { castMember } from '../../server/connected-systems/demo/people.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { councilTax } from '../support/described-systems.ts';
import { assistRoutes } from '../../server/data-subjects/officer-routes.ts';
import { accountRoutes } from '../../server/data-subjects/resident-routes.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import type { StaffActor } from '../../server/platform/actor.ts';
import { asActor } from '../../server/platform/database.ts';
import { sealProfile } from '../../server/sign-in/profile.ts';
import { aSystem, aRecord } from '../support/casework.ts';
import { PersonaBrowser, type Shown } from '../support/persona-browser.ts';
import { startWholePortal, type WholePortal } from '../support/whole-portal.ts';

const { name, dateOfBirth, addresses } = castMember('jonah-bright');
const known: PersonRecord = { reference: 'P100211', names: [name], dateOfBirth, addresses };
const [home = { lines: [], postcode: '' }] = addresses;

const evidence = { given: name.given, family: name.family, day: '19', month: 'july', year: '1995', lines: home.lines.join('\n'), postcode: home.postcode.toLowerCase(), evidence: 'letters-and-worker', organisation: 'The Harbour Project', hasSeen: 'yes' };

describe('proof recorded by staff', () => {
  let portal: WholePortal;
  let records: readonly PersonRecord[] = [known];
  let jonah: PersonaBrowser;
  let deb: PersonaBrowser;
  let form: Shown;

  before(async () => {
    const system = { ...aSystem({ key: 'council-tax', items: [aRecord('R-1', { title: 'Your bill', collection: 'accounts' })] }), describe: () => councilTax };
    const services = { systems: [{ ...system, find: (who: Parameters<typeof system.find>[0]) => Promise.resolve(judgeMatch('council-tax', who, records)) }] };
    portal = await startWholePortal({ routes: [...accountRoutes(services), ...holdingsRoutes(services), ...assistRoutes(services)] });
  });

  after(() => portal.close());

  beforeEach(async () => {
    records = [known];
    [jonah, deb] = [new PersonaBrowser(portal.origin), new PersonaBrowser(portal.origin)];
    await portal.query('update bindings set ended_at = now() where ended_at is null');
    await portal.query("update proof_requests set state = 'refused' where state = 'waiting'");
  });

  /** Jonah waits, and Deb has opened the form under his reference. */
  async function waiting(way = 'office', staff = 'deb-nance', persona = 'jonah-bright'): Promise<string> {
    const proof = await jonah.enter('resident', { persona, authenticator: 'two-factor' }, '/account/proof');
    const page = await jonah.press(proof, '/account/proof', { way });
    const reference = /Your reference is ([0-9A-Z-]{12})/.exec(page.text)?.[1] ?? 'none';
    const list = await deb.enter('staff', { persona: staff, authenticator: 'two-factor' }, '/officer/assist');
    const [, address = ''] = new RegExp(`href="([^"]+)">${reference}<`).exec(list.text) ?? [];
    form = await deb.go(`${portal.origin}${address}`);
    return reference;
  }

  const record = (fields: Readonly<Record<string, string>> = {}): Promise<Shown> => deb.press(form, new URL(form.address).pathname, { ...evidence, ...fields });

  it('is refused online to somebody whose identity is not proved', async () => {
    await jonah.enter('resident', { persona: 'jonah-bright', authenticator: 'two-factor' }, '/account/proof');
    const page = await jonah.press(await jonah.go(`${portal.origin}/account/proof`), '/account/proof', { way: 'identity-check' });
    expect(page.text).to.include('We have not matched you yet.');
  });

  it('lets them see what is held', async () => {
    await waiting();
    await record();
    const told = await jonah.go(`${portal.origin}/account/proof`);
    const holdings = await jonah.go(`${portal.origin}/information`);
    expect([told.text.includes('You have shown us who you are.'), holdings.text.includes('Your bill')]).to.deep.equal([true, true]);
  });

  it('shows the officer a blank form, under a reference alone', async () => {
    await waiting();
    expect([form.text.includes('You are helping a resident. You are logged as yourself.'), form.text.includes(name.family), form.text.includes(home.postcode)]).to.deep.equal([true, false, false]);
  });

  it('leaves nothing on the screen when it is done', async () => {
    await waiting();
    const after = await record();
    expect([new URL(after.address).pathname, after.text.includes('Recorded.'), after.text.includes(name.family)]).to.deep.equal(['/officer/assist', true, false]);
  });

  it('stands in the log under the officer, without a word about the person', async () => {
    await waiting();
    await record();
    const [binding] = await portal.query('select account_id, bound_by from bindings where ended_at is null');
    const entries = (await portal.auditEntries(String(binding?.['account_id']))).filter((entry) => entry['action'] === 'account.bind' && entry['actor_kind'] === 'staff');
    const last = JSON.stringify(entries.at(-1));
    expect([entries.at(-1)?.['actor_reference'], last.includes('letters-and-worker'), /Bright|Jonah|Harbour|ZZ99/i.test(last)]).to.deep.equal([binding?.['bound_by'], true, false]);
  });

  it('leaves a usage entry under the officer', async () => {
    await waiting();
    await record();
    const [binding] = await portal.query('select data_subject_id, bound_by from bindings where ended_at is null');
    const manager: StaffActor = { kind: 'staff', accountId: 'manager', roles: ['ig-manager'], session: { idHash: '', version: 0 } };
    const looks = await asActor(portal.tools.database, manager, (read) => read.raw<{ actor_reference: string }>('select actor_reference from usage_entries where data_subject_id = ?', [String(binding?.['data_subject_id'])]));
    expect(looks).to.deep.include({ actor_reference: binding?.['bound_by'] });
  });

  it('keeps the worker’s organisation sealed', async () => {
    await waiting();
    await record();
    const [row] = await portal.query("select *, encode(sealed_vouching, 'escape') as bytes from proof_requests where state = 'accepted' order by decided_at desc limit 1");
    expect([row?.['evidence_seen'], JSON.stringify(row).includes('Harbour')]).to.deep.equal(['letters-and-worker', false]);
  });

  for (const [why, held] of [['nobody matches', []], ['two people are alike', [known, { ...known, reference: 'P100999' }]]] as const) {
    it(`binds nothing when ${why}, and says the same`, async () => {
      records = held;
      await waiting();
      const after = await record();
      expect([after.text.includes('These details do not mean one person for certain.'), await portal.query('select from bindings where ended_at is null')]).to.deep.equal([true, []]);
    });
  }

  describe('of somebody whose records another account shows', () => {
    beforeEach(async () => {
      await waiting();
      await record();
      jonah = new PersonaBrowser(portal.origin);
    });

    it('binds no second account, and says the same as for nobody', async () => {
      const accounts = await portal.query('select account_id from bindings where ended_at is null');
      deb = new PersonaBrowser(portal.origin);
      await waiting('office', 'deb-nance', 'marion-tregenza');
      const after = await record();
      expect([after.text.includes('These details do not mean one person for certain.'), await portal.query('select account_id from bindings where ended_at is null')]).to.deep.equal([true, accounts]);
    });
  });

  it('binds nobody whom the provider has proved to be somebody else', async () => {
    await waiting('office', 'deb-nance', 'zainab-al-khatib');
    const after = await record();
    expect([after.text.includes('These details do not mean one person for certain.'), await portal.query('select from bindings where ended_at is null')]).to.deep.equal([true, []]);
  });

  it('is closed after five tries, so that nobody can try names on it', async () => {
    records = [];
    await waiting();
    for (let count = 1; count < 5; count += 1) await record();
    const last = await record();
    expect([last.text.includes('Closed without a match.'), (await jonah.go(`${portal.origin}/account/proof`)).text.includes('We have not matched you yet.')]).to.deep.equal([true, true]);
  });

  it('cannot be recorded twice', async () => {
    await waiting();
    await record();
    expect((await record()).status).to.equal(404);
  });

  it('is refused to an officer of the same name', async () => {
    await waiting();
    const [account] = await portal.query('select id from accounts where subject = $1', [castMember('deb-nance').signIn.subject]);
    const id = String(account?.['id']);
    const profile = { name: 'Deb Nance', givenName: null, familyName: null, birthDate: null, address: null, nino: null, identity: '' };
    await portal.query('update accounts set sealed_profile = $2 where id = $1', [id, sealProfile(await portal.tools.keys.keyFor('portal'), id, profile)]);
    const refused = await record({ given: 'DEB', family: 'Nance' });
    expect([refused.status, refused.text.includes('Ask a colleague')]).to.deep.equal([403, true]);
  });

  it('needs everything filled in, and keeps what was typed', async () => {
    await waiting();
    const again = await record({ hasSeen: '' });
    expect([again.status, again.text.includes(`value="${name.family}"`)]).to.deep.equal([422, true]);
  });

  for (const [persona, status] of [['deb-nance', 200], ['ewan-lister', 200], ['martin-quill', 200], ['grace-okafor', 404], ['helen-trask', 404], ['fatima-sesay', 404]] as const) {
    it(`answers ${persona} with ${String(status)}`, async () => {
      const list = await deb.enter('staff', { persona, authenticator: 'two-factor' }, '/officer/assist');
      expect(list.status).to.equal(status);
    });
  }

  it('is no page for a resident', async () => {
    expect((await jonah.enter('resident', { persona: 'jonah-bright', authenticator: 'two-factor' }, '/officer/assist')).status).to.equal(404);
  });

  // Last, because a protection stays.
  describe('of somebody whom officers answer', () => {
    it('binds nobody, and says the same as for nobody', async () => {
      await waiting();
      await record();
      const [bound] = await portal.query('select data_subject_id from bindings where ended_at is null');
      await portal.query('update bindings set ended_at = now() where ended_at is null');
      await portal.query("insert into protections (data_subject_id, set_by) values ($1, 'test')", [String(bound?.['data_subject_id'])]);
      [jonah, deb] = [new PersonaBrowser(portal.origin), new PersonaBrowser(portal.origin)];
      await waiting();
      const after = await record();
      expect([after.text.includes('These details do not mean one person for certain.'), await portal.query('select from bindings where ended_at is null')]).to.deep.equal([true, []]);
    });
  });
});
