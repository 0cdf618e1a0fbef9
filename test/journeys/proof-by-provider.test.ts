/** Somebody whose identity the provider has proved shows with it which records are theirs, and sees what is held at once. */

import { expect } from 'chai';
import { castMember } from '../../server/connected-systems/demo/people.ts';
import { judgeMatch } from '../../server/connected-systems/matching/judge-match.ts';
import type { PersonRecord } from '../../server/connected-systems/matching/person-record.ts';
import { councilTax } from '../support/described-systems.ts';
import { accountRoutes } from '../../server/data-subjects/resident-routes.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import { aRecord, aSystem } from '../support/casework.ts';
import { PersonaBrowser, type Shown } from '../support/persona-browser.ts';
import { dylan } from '../support/sign-in-doors.ts';
import { startWholePortal, type WholePortal } from '../support/whole-portal.ts';

const { name, dateOfBirth, addresses, nino = '' } = castMember(dylan.persona);
const known: PersonRecord = { reference: 'P-77', names: [name], dateOfBirth, addresses, nino };

describe('proof by the provider', () => {
  let portal: WholePortal;
  let records: readonly PersonRecord[] = [known];
  let browser: PersonaBrowser;

  before(async () => {
    const system = { ...aSystem({ key: 'council-tax', items: [aRecord('R-1', { title: 'Your bill', collection: 'accounts' })] }), describe: () => councilTax };
    const services = { systems: [{ ...system, find: (who: Parameters<typeof system.find>[0]) => Promise.resolve(judgeMatch('council-tax', who, records)) }] };
    portal = await startWholePortal({ routes: [...accountRoutes(services), ...holdingsRoutes(services)] });
  });

  after(() => portal.close());

  beforeEach(async () => {
    records = [known];
    browser = new PersonaBrowser(portal.origin);
    await portal.query('update bindings set ended_at = now() where ended_at is null');
  });

  async function prove(): Promise<Shown> {
    const page = await browser.enter('resident', dylan, '/account/proof');
    return browser.press(page, '/account/proof', { way: 'identity-check' });
  }

  it('leads straight to what is held', async () => {
    const shown = await prove();
    expect(new URL(shown.address).pathname).to.equal('/information');
    expect(shown.text).to.include('Your bill');
  });

  it('is needed before anything is shown', async () => {
    const shown = await browser.enter('resident', dylan, '/information');
    expect(new URL(shown.address).pathname).to.equal('/account/proof');
  });

  it('stands in the log under the person, without a word about them', async () => {
    await prove();
    const [binding] = await portal.query('select account_id from bindings where ended_at is null');
    const [entry] = (await portal.auditEntries(String(binding?.['account_id']))).filter(({ action }) => action === 'account.bind');
    expect(entry?.['actor_kind']).to.equal('sign-in');
    expect(JSON.stringify(entry)).not.to.match(new RegExp(`${name.family}|${dateOfBirth}|P-77`));
  });

  for (const [why, held] of [['nobody is held under these details', []], ['two people are alike', [known, { ...known, reference: 'P-78' }]], ['only the name, the day of birth and the address agree', [{ reference: 'P-77', names: [name], dateOfBirth, addresses }]]] as const) {
    it(`matches nobody when ${why}, and says the same`, async () => {
      records = held;
      const shown = await prove();
      expect(shown.text).to.include('We have not matched you yet. This does not mean we hold nothing about you.');
      expect(await portal.query('select id from bindings where ended_at is null')).to.deep.equal([]);
    });
  }
});
