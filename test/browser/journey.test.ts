/** The whole journey in a real browser, through the real processes: once with script, once without. */

import { expect } from 'chai';
import { sharedProduct } from '../support/shared-product.ts';
import { toolPath } from '../support/test-tools.ts';
import { nothingNoticed, Visitor } from '../support/visitor.ts';
import type { WholeProduct } from '../support/whole-product.ts';
import { askForEverything, collectAll } from '../support/walks.ts';

const noticed = nothingNoticed();
const ways = [
  { name: 'with script', javaScriptEnabled: true, resident: 'dylan-osei', preparer: 'ewan-lister' },
  { name: 'without script', javaScriptEnabled: false, resident: 'tobias-vyvyan', preparer: 'priya-raman' },
] as const;

(toolPath('chromium') === null ? describe.skip : describe)('the journey of an answer', function () {
  this.timeout(60_000);
  let product: WholeProduct;

  let isBroken = false;

  before(async function () {
    this.timeout(180_000);
    product = await sharedProduct();
  });

  // Each step stands on the one before: after a failure the rest would only repeat it.
  beforeEach(function () {
    if (isBroken) this.skip();
  });

  afterEach(function () {
    isBroken ||= this.currentTest?.state === 'failed';
  });

  for (const { name, javaScriptEnabled, resident: persona, preparer } of ways) {
    describe(name, () => {
      let resident: Visitor;
      let officer: Visitor;
      let casePath = '';

      before(async () => {
        resident = await Visitor.arrive(product, noticed, { javaScriptEnabled });
        officer = await Visitor.arrive(product, noticed, { javaScriptEnabled });
      });

      after(() => Promise.all([resident.leave(), officer.leave()]));

      it('shows nothing after a sign-in until the person is known', async () => {
        await resident.go('/');
        await resident.signIn({ provider: 'resident', persona, returnTo: '/information' });
        expect(await resident.heading()).to.equal('Show us this is you');
      });

      it('shows what is held once the account is bound by evidence', async () => {
        await resident.choose('Use the identity check from when you signed in');
        await resident.press('Carry on');
        expect(await resident.heading()).to.equal('What we hold about you');
        expect(await resident.words()).to.contain('Council tax and benefits');
      });

      it('takes a request and says when the answer is due', async () => {
        expect(await askForEverything(resident)).to.match(/We must answer by \w+day \d+ \w+ 20\d\d/);
      });

      it('explains that day step by step', async () => {
        await resident.follow('See where your request is');
        await resident.follow('How we worked this out');
        expect(await resident.words()).to.contain('The law gives us one month');
      });

      it('gives the case to the preparer who takes it', async () => {
        await officer.signIn({ provider: 'staff', persona: preparer, returnTo: '/officer?view=unowned' });
        await officer.follow(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
        casePath = officer.path;
        await officer.press('Take this case');
        expect(await officer.words()).to.contain('Nothing has been collected yet.');
      });

      it('collects from every system, and says what each answered', async () => {
        expect(await collectAll(officer, casePath)).to.contain('Held:').and.to.contain('Nothing held. The system answered.');
      });
    });
  }

  describe('all along', () => {
    before(() => {
      isBroken = false;
    });

    it('axe finds nothing on any page', () => {
      expect(noticed.barriers).to.deep.equal([]);
    });

    it('every page fits a phone', () => {
      expect(noticed.tooWide).to.deep.equal([]);
    });

    it('the console has nothing to tell', () => {
      expect(noticed.faults).to.deep.equal([]);
    });
  });
});
