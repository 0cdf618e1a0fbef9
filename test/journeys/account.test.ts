/** A resident's own account: how to reach them safely, and which records are theirs, by the ways that need no officer's page. */

import { createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import { accountRoutes } from '../../server/data-subjects/resident-routes.ts';
import { bindAccount, knowSubject } from '../../server/data-subjects/bind-account.ts';
import { helpRoutes } from '../../server/help/routes.ts';
import { publicKeyRoute } from '../../server/disclosure/public-key-route.ts';
import { inTransaction } from '../../server/platform/database.ts';
import { aPerson, aSystem, behindTheCurtain } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('a resident’s account', () => {
  let portal: SignedInPortal;
  let ann: PersonSignedIn;
  const taxes = aSystem({ key: 'council-tax' });
  const homes = aSystem({ key: 'housing' });

  before(async () => {
    portal = await startSignedInPortal({ routes: [...helpRoutes, ...accountRoutes({ systems: [taxes, homes] }), publicKeyRoute] });
  });
  after(() => portal.close());

  const headingOf = ({ text }: Seen): string => /<h1[^>]*>([^<]*)</.exec(text)?.[1]?.trim() ?? '';
  const problemsIn = ({ text }: Seen): readonly string[] => [...text.matchAll(/<a href="#[^"]*">([^<]*)<\/a><\/li>/g)].map(([, words]) => words ?? '');

  describe('asks how to contact them safely', () => {
    const contact = { channel: 'phone', phone: '01632 960 417', hours: 'evening', voicemail: 'no' };

    beforeEach(async () => {
      ann = await portal.resident({ isBound: false });
    });

    it('and says what is missing, beside each question', async () => {
      const back = await ann.post('/account/contact', { channel: 'phone', phone: 'soon' });
      expect([back.status, problemsIn(back)]).to.deep.equal([422, ['Enter a phone number, like 01632 960 001', 'Choose which hours are safe', 'Choose yes or no']]);
    });

    it('and never shows the answer again', async () => {
      const saved = await ann.post('/account/contact', contact);
      const pages = [await ann.get(saved.to), await ann.get('/account/contact'), await ann.get('/account')];
      expect(pages[0]?.text).to.include('Saved. We will use only this.');
      expect(pages.filter(({ text }) => /417|value="phone"|evening/.test(text))).to.deep.equal([]);
    });

    it('and takes no other afterwards: from then on it changes only by a call', async () => {
      await ann.post('/account/contact', contact);
      const second = await ann.post('/account/contact', { ...contact, channel: 'email', email: 'someone.else@example.org' });
      expect([second.status, second.text.includes('someone.else')]).to.deep.equal([409, false]);
      expect((await ann.get('/account/contact')).text).to.include('To change it, phone');
    });

    it('and keeps it under seal, with an entry that does not tell it', async () => {
      await ann.post('/account/contact', contact);
      const entries = await behindTheCurtain<{ entry: string }>(portal, '', { sql: "select e::text as entry from audit.entries e where action = 'safe-contact.keep' and about_id = $1", values: [ann.accountId] });
      const rows = await behindTheCurtain<{ words: string }>(portal, '', { sql: "select encode(sealed_contact, 'escape') as words from safe_contacts where account_id = $1", values: [ann.accountId] });
      expect([entries.length, rows.length]).to.deep.equal([1, 1]);
      expect(`${entries[0]?.entry ?? ''}${rows[0]?.words ?? ''}`).not.to.match(/417|phone|evening/);
    });
  });

  describe('asks which records are theirs', () => {
    beforeEach(async () => {
      ann = await portal.resident({ isBound: false });
    });

    it('and says so when no way is chosen', async () => {
      const back = await ann.post('/account/proof', {});
      expect([back.status, problemsIn(back)]).to.deep.equal([422, ['Choose how you would like to show us']]);
    });

    for (const way of ['office', 'worker', 'call', 'posted-code']) {
      it(`and gives a reference and a day to whoever chooses ${way}`, async () => {
        const page = await ann.get((await ann.post('/account/proof', { way })).to);
        expect(page.text).to.match(/Your reference is [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\./).and.match(/We will tell you by [^.<]* 2\d{3}\./);
      });
    }

    it('and matches nobody whose identity was not proved at this sign-in, without saying that nothing is held', async () => {
      const page = await ann.get((await ann.post('/account/proof', { way: 'identity-check' })).to);
      expect(page.text).to.include('This does not mean we hold nothing about you.');
      expect((await ann.get('/account')).text).to.include('You have not shown us who you are yet.');
    });

    it('and asks nothing more of somebody who has shown it', async () => {
      const bound = await portal.resident();
      expect((await bound.get('/account/proof')).text).to.include('You have shown us who you are.').and.not.include('name="way"');
    });
  });

  describe('asks for a stronger check where a page needs one', () => {
    beforeEach(async () => {
      ann = await portal.resident();
    });

    it('and says why, without the way that was not enough', async () => {
      const page = await ann.get('/account/proof?more=yes');
      expect(headingOf(page)).to.equal('Show us this is you');
      expect(page.text).to.include('This page needs a stronger check').and.include('value="office"').and.not.include('value="identity-check"');
    });

    it('and refuses that way when it is sent all the same', async () => {
      const back = await ann.post('/account/proof', { way: 'identity-check', more: 'yes' });
      expect([back.status, problemsIn(back)]).to.deep.equal([422, ['Choose how you would like to show us']]);
    });

    it('and leads to the reference for whoever helps', async () => {
      const { to } = await ann.post('/account/proof', { way: 'office', more: 'yes' });
      expect(to).to.equal('/account/proof?more=yes');
      expect((await ann.get(to)).text).to.match(/Your reference is [0-9A-Z]{4}-/);
    });

    it('and is content once an officer has checked', async () => {
      await behindTheCurtain(portal, '', { sql: "update bindings set evidence = 'checked by an officer' where account_id = $1", values: [ann.accountId] });
      expect((await ann.get('/account/proof?more=yes')).text).to.include('You have shown us who you are.').and.not.include('name="way"');
    });
  });

  describe('is bound to nobody', () => {
    /** Two people whom systems know, each by a number of their own. */
    async function twoKnown(): Promise<void> {
      for (const [system, number] of [['council-tax', 'P-1'], ['housing', 'H-2']] as const) await knowSubject(portal.tools, { ...aPerson, systemPersonNumbers: { [system]: number } });
    }

    it('when two systems name two different people', async () => {
      await twoKnown();
      taxes.found = { found: 'certain', person: { reference: 'P-1', agreed: ['person number'] } };
      homes.found = { found: 'certain', person: { reference: 'H-2', agreed: ['person number'] } };
      const person = await portal.resident({ isBound: false });
      const outcome = await bindAccount(portal.tools, [taxes, homes], { accountId: person.accountId, identity: aPerson, evidence: 'provider identity check', boundBy: person.accountId });
      const bindings = await inTransaction(portal.worker, { begin: 'begin', actor: { kind: 'worker', job: 'test', caseId: null }, work: (read) => read.raw('select id from bindings where account_id = ?', [person.accountId]) });
      expect([outcome, bindings]).to.deep.equal(['not matched', []]);
    });
  });

  it('is not needed to get the key with which an answer is checked', async () => {
    const answer = await fetch(`${portal.origin}/help/answer-key.pem`);
    const key = createPublicKey(await answer.text());
    expect([answer.status, answer.headers.get('content-disposition'), key.asymmetricKeyType]).to.deep.equal([200, 'attachment; filename="answer-key.pem"', 'ed25519']);
  });
});
