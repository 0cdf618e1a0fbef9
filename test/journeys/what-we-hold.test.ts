/** What a resident is told of what is held: where it came from, what has changed since, and that asking may not be needed. */

import { expect } from 'chai';
import { SystemFault } from '../../server/connected-systems/connector.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { replaceDrift, writeDecision } from '../../server/system-watch/store.ts';
import { aRecord, aSystem, behindTheCurtain } from '../support/casework.ts';
import { councilTax } from '../support/described-systems.ts';
import { aTap, itemsOn, startHeldRecords, type HeldRecords } from '../support/held-records.ts';
import type { PersonSignedIn } from '../support/signed-in-portal.ts';

const roof = aRecord('R-2', { collection: 'repairs', title: 'A leaking roof', fields: [{ label: 'Reported', value: 'Rain comes in.' }] });
const lastVisit = '2026-11-03T10:00:00Z';
const nextVisit = '2026-11-22T10:00:00Z';

describe('what we hold', () => {
  let held: HeldRecords;

  before(async () => {
    held = await startHeldRecords();
  });

  after(() => held.portal.close());

  beforeEach(() => {
    held.clock.at = lastVisit;
    held.system.items = [aTap];
    held.system.find = () => Promise.resolve(held.system.found);
  });

  const seen = async (person: PersonSignedIn, path = '/information'): Promise<string> => (await person.get(path)).text;

  it('says of each part why, from whom, for whom, how long, by what law, and whether they were told', async () => {
    const page = await seen(await held.known());
    for (const words of ['To mend your home and show that we did.', 'What you reported, and what the contractor wrote', 'Carrow Building Services Ltd', 'Six years after the repair', 'Landlord and Tenant Act 1985', 'Yes, in our housing notice, given when you applied or signed your tenancy.']) expect(page).to.include(words);
  });

  it('says that they may not have been told of a source that no notice names', async () => {
    const taxes = await startHeldRecords({ description: councilTax });
    taxes.system.items = [aRecord('P-1', { collection: 'personal-details' })];
    const page = await seen(await taxes.known());
    await taxes.portal.close();
    expect(page).to.include('You may not have been told that this came from Experian. We cannot show that you were told. We are putting that right.');
  });

  it('names what is never shown there, to those who have it and those who have not', async () => {
    const person = await held.known();
    const before = await seen(person);
    held.system.items = [aTap, aRecord('N-1', { collection: 'contacts', title: 'A note' })];
    const after = await seen(person);
    const never = 'Never shown on this page, for anyone: Notes of calls and visits.';
    expect([before.includes(never), after.includes(never), after.includes('A note')]).to.deep.equal([true, true, false]);
  });

  it('does not call nothing what an officer reads first', async () => {
    held.system.items = [aRecord('N-1', { collection: 'contacts', title: 'A note' })];
    const page = await seen(await held.known());
    expect(page).to.include('Housing holds something about you that an officer reads before it is shown.').and.not.include('holds nothing about you');
  });

  it('leaves a system that rests alone, and says of it what it says of one that did not answer', async () => {
    const person = await held.known();
    let asked = 0;
    held.system.find = () => { asked += 1; return Promise.reject(new SystemFault('cannot-connect', 'down')); };
    const failed = await seen(person);
    const askedBefore = asked;
    await behindTheCurtain(held.portal, '', { sql: "insert into system_states (system_id, last_asked_at, failures_in_a_row, resting_until) values ($1, $2, 3, $2::timestamptz + interval '2 minutes')", values: [held.system.key, lastVisit] });
    const resting = await seen(person);
    await behindTheCurtain(held.portal, '', { sql: 'update system_states set resting_until = null where system_id = $1', values: [held.system.key] });
    const words = (page: string): string => page.replaceAll(/(nonce|value)="[^"]*"/g, '');
    expect([askedBefore, asked]).to.deep.equal([1, 1]);
    expect(words(resting)).to.equal(words(failed));
  });

  it('shows a column that an officer classed as personal', async () => {
    const officer = await held.portal.staff(['preparer']);
    const [systemId, at, place] = [held.system.key, new Date(lastVisit), 'repairs.pets'];
    const record = { action: 'system.watch', about: { type: 'ConnectedSystem', id: systemId } };
    await recordedChange(held.portal.worker, { ...record, actor: { kind: 'worker', job: 'watch-systems', caseId: null } }, (change) => replaceDrift(change, systemId, [{ place, kind: 'unknown', foundOn: '2026-11-03' }]));
    await recordedChange(held.portal.tools.database, { ...record, actor: { kind: 'staff', accountId: officer.accountId, roles: ['preparer'], session: officer.actor.session } }, (change) => writeDecision(change, { systemId, place, isPersonal: true, plainName: 'Pets', by: officer.accountId, at }));
    const including = (columns: readonly { readonly place: string; readonly plainName: string }[]): typeof held.system => ({ ...held.system, fetch: async function* () { yield await Promise.resolve({ ...aTap, fields: columns.map(({ plainName: label }) => ({ label, value: 'A parrot.' })) }); } });
    Object.assign(held.system, { including });
    const page = await seen(await held.known());
    Object.assign(held.system, { including: undefined });
    expect(page).to.include('Pets').and.include('A parrot.');
  });

  describe('on another day', () => {
    let ann: PersonSignedIn;

    beforeEach(async () => {
      held.clock.at = nextVisit;
      ann = await held.known();
      await held.lookedAt(ann, lastVisit);
    });

    it('said nothing of changes on the first', async () => {
      const first = await seen(await held.known());
      expect(first).not.to.match(/New since|Changed since|no longer held|\/information\/changes/);
    });

    it('says what is new since the first', async () => {
      held.system.items = [aTap, roof];
      expect(await seen(ann)).to.match(/A leaking roof[^<]*<strong class="govuk-tag govuk-tag--blue">New since Tuesday 3 November 2026/).and.not.match(/A dripping tap[^<]*<strong/);
    });

    it('says what has changed', async () => {
      held.system.items = [{ ...aTap, fields: [{ label: 'Reported', value: 'Mended.' }] }];
      expect(await seen(ann)).to.include('Changed since Tuesday 3 November 2026');
    });

    it('says what is held no longer', async () => {
      held.system.items = [];
      held.system.found = { found: 'certain', person: { reference: 'P-1', agreed: [] } };
      expect(await seen(ann)).to.include('1 that was here on Tuesday 3 November 2026 is no longer held.');
    });

    it('gathers it on one page', async () => {
      held.system.items = [roof];
      const page = await seen(ann, '/information/changes');
      expect(page).to.include('A leaking roof').and.include('is no longer held').and.not.include('A dripping tap');
    });

    it('goes on saying so while they read', async () => {
      held.system.items = [aTap, roof];
      await seen(ann);
      expect(await seen(ann, '/information/housing')).to.include('New since');
    });

    it('does not take silence for a change', async () => {
      held.system.find = () => Promise.reject(new SystemFault('cannot-connect', 'away'));
      const away = await seen(ann);
      held.system.find = () => Promise.resolve(held.system.found);
      expect([away.includes('no longer held'), (await seen(ann)).includes('New since')]).to.deep.equal([false, false]);
    });

    it('is not reset by what another person saw', async () => {
      held.system.items = [aTap, roof];
      await seen(await held.known());
      expect(await seen(ann)).to.include('New since');
    });

    it('keeps nothing that can be read, and nothing at all once the person’s key is shredded', async () => {
      const rows = await behindTheCurtain<{ found: number }>(held.portal, 'none', { sql: "select count(*)::integer as found from audit.entries where action = 'holdings.remember' and details::text <> '{}'" });
      expect(rows).to.deep.equal([{ found: 0 }]);
      await held.portal.tools.keys.shred(`subject:${ann.dataSubjectId ?? ''}`);
      expect((await ann.get('/information')).status).to.equal(410);
    });
  });

  describe('of one item', () => {
    it('is shown with the way to say that it is wrong', async () => {
      const person = await held.known();
      const [item] = itemsOn(await seen(person));
      expect(await seen(person, `/information/items/${item ?? ''}`)).to.include('Kitchen tap drips.').and.include(`/information/items/${item ?? ''}/wrong`).and.include('Were you told?');
    });

    it('is not there for another person', async () => {
      const [item] = itemsOn(await seen(await held.known()));
      expect((await (await held.known()).get(`/information/items/${item ?? ''}`)).status).to.equal(404);
    });

    it('is neither there nor not while a system does not answer', async () => {
      const person = await held.known();
      const [item] = itemsOn(await seen(person));
      held.system.find = () => Promise.reject(new SystemFault('cannot-connect', 'away'));
      const away = await person.get(`/information/items/${item ?? ''}`);
      expect([away.status, away.text.includes('because a service did not answer')]).to.deep.equal([503, true]);
    });
  });

  describe('told to somebody who begins to ask for a copy', () => {
    const counts = async (): Promise<string> => {
      const manager = await held.portal.staff(['ig-manager']);
      return /Answered before asking<\/h2><p class="govuk-body">([^<]*)/.exec(await seen(manager, '/officer'))?.[1] ?? '';
    };

    it('says how much can be seen now, and leads there', async () => {
      held.system.items = [aTap, roof];
      expect(await seen(await held.known(), '/requests/new')).to.include('You can see 2 of these things now, without waiting.').and.include('/information?asking=yes');
    });

    it('says nothing to whoever is not known yet, nor to one whose sign-in is too weak to see it', async () => {
      const unbound = await held.portal.resident({ isBound: false });
      const weak = await held.portal.resident({ strength: 'one-factor' });
      expect([await seen(unbound, '/requests/new'), await seen(weak, '/requests/new')].map((page) => page.includes('without waiting'))).to.deep.equal([false, false]);
    });

    it('never keeps them waiting for a system', async () => {
      let answer = (): void => undefined;
      held.system.find = () => new Promise((resolve) => { answer = () => { resolve({ found: 'none' }); }; });
      const page = await seen(await held.known(), '/requests/new');
      answer();
      expect([page.includes('What would you like a copy of?'), page.includes('without waiting')]).to.deep.equal([true, false]);
    });

    it('offers both ways on at its end, and counts who was answered and who carried on', async () => {
      const person = await held.known();
      expect(await seen(person, '/information?asking=yes')).to.include('This answers my question').and.include('Carry on asking');
      const ways = [await person.post('/requests/new/answered', { said: 'answered' }), await person.post('/requests/new/answered', { said: 'carry-on' })];
      expect(ways.map(({ to }) => to)).to.deep.equal(['/requests/new/answered', '/requests/new']);
      await person.post('/requests/new', { scope: 'everything', offered: 'yes' });
      await person.post('/requests/new', { scope: 'everything' });
      expect(await counts()).to.equal('In the last 30 days 1 person found what they came for without asking for a copy. 1 was told what they could see, and carried on asking.');
    });

    it('is counted without a word of whose', async () => {
      const rows = await behindTheCurtain<{ actor_kind: string; actor_reference: string }>(held.portal, 'none', { sql: "select distinct actor_kind, actor_reference from audit.entries where action = 'answer-before-asking.count'" });
      expect(rows).to.deep.equal([{ actor_kind: 'visitor', actor_reference: '' }]);
    });

    it('is shown to no other officer', async () => {
      expect(await seen(await held.portal.staff(['preparer']), '/officer')).not.to.include('Answered before asking');
    });
  });
});

describe('what we hold of a system that is never shown', () => {
  it('is said in the same words to somebody it knows and to somebody it does not', async () => {
    const hidden = aSystem({ key: 'care', items: [aTap] });
    const held = await startHeldRecords({ more: [hidden] });
    const person = await held.known();
    const known = (await person.get('/information')).text;
    hidden.found = { found: 'none' };
    const unknown = (await person.get('/information')).text;
    await held.portal.close();
    expect([known.includes('System care'), hidden.fetched, withoutTokens(known)]).to.deep.equal([false, 0, withoutTokens(unknown)]);
  });
});

/** A page without what differs at every look. */
function withoutTokens(page: string): string {
  return page.replace(/nonce="[^"]*"/g, '').replace(/name="_csrf" value="[^"]*"/g, '');
}
