/** The whole journey in a real browser, through the real processes: once with script, once without. */

import { expect } from 'chai';
import { sharedProduct } from '../support/shared-product.ts';
import { toolPath } from '../support/test-tools.ts';
import { nothingNoticed, Visitor } from '../support/visitor.ts';
import type { WholeProduct } from '../support/whole-product.ts';
import { agreeTo, askForEverything, callingSystems, checkConsent, collectAll, decideEverything, drawMark, referenceIn, waitForRelease } from '../support/walks.ts';

const noticed = nothingNoticed();
const ways = [
  { name: 'with script', javaScriptEnabled: true, resident: 'dylan-osei', preparer: 'ewan-lister' },
  { name: 'without script', javaScriptEnabled: false, resident: 'tobias-vyvyan', preparer: 'priya-raman' },
] as const;

(toolPath('chromium') === null ? describe.skip : describe)('the journey of an answer', function () {
  this.timeout(120_000);
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
      let drawn = '';
      let reference = '';

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
        const words = await askForEverything(resident);
        reference = referenceIn(words);
        expect(words).to.match(/We must answer by \w+day \d+ \w+ 20\d\d/);
      });

      it('explains that day step by step', async () => {
        await resident.follow('See where your request is');
        await resident.follow('How we worked this out');
        expect(await resident.words()).to.contain('The law gives us one month');
      });

      it('gives the case to the preparer who takes it', async () => {
        await officer.signIn({ provider: 'staff', persona: preparer, returnTo: '/officer?view=unowned' });
        await officer.follow(reference);
        casePath = officer.path;
        await officer.press('Take this case');
        expect(await officer.words()).to.contain('Nothing has been collected yet.');
      });

      it('lets the preparer add what else to search with', async () => {
        await officer.go(`${casePath}/collect/terms`);
        await officer.page.check('#term-kind');
        await officer.page.fill('#term-email', 'somebody@example.org');
        await officer.press('Add it to the search');
        expect(await officer.words()).to.contain('How do you know that it is this person').and.to.contain('Enter how you know');
        await officer.page.fill('#term-source', 'They wrote to us from it');
        await officer.press('Add it to the search');
        expect(await officer.words()).to.contain('They wrote to us from it');
      });

      it('collects from every system, and says what each answered', async () => {
        expect(await collectAll(officer, casePath)).to.contain('Held:').and.to.contain('Nothing held. The system answered.');
      });

      it('lets the preparer draw a mark, and accept or reject each suggestion', async () => {
        await officer.go(`${casePath}/items`);
        await officer.follow('A note of a contact');
        await officer.press('Open in the workbench');
        drawn = await drawMark(officer, officer.path);
        expect(await decideEverything(officer, casePath)).to.be.greaterThan(0);
      });

      it('shows the preparer what the resident will see', async () => {
        await officer.go(`${casePath}/preview`);
        await officer.press('Start reading');
        expect(await officer.words()).to.contain('Nothing has been released.');
      });

      it('does not let the preparer approve their own work', async () => {
        await officer.go(`${casePath}/clearance`);
        await officer.press('Submit for clearance');
        expect(await officer.words()).to.contain('You prepared this, so someone else must approve it.');
      });

      it('lets another officer approve exactly those files, after a new sign-in', async () => {
        const approver = await Visitor.arrive(product, noticed, { javaScriptEnabled });
        await approver.signIn({ provider: 'staff', persona: 'grace-okafor', returnTo: '/officer/clearances' });
        await approver.follow(reference);
        await approver.press('Approve these exact files');
        await approver.signInAgain({ persona: 'grace-okafor', authenticator: 'phishing-resistant' });
        await approver.press('Send');
        expect(await approver.words()).to.contain('Any change cancels this.');
        await approver.leave();
      });

      it('releases the answer once all checks have passed on the final files', async () => {
        await officer.go(`${casePath}/clearance`);
        await officer.press('Release');
        expect(await waitForRelease(officer, casePath)).to.contain('All 9 checks passed on the final files.');
      });

      it('opens the answer to the resident after signing in again', async () => {
        await resident.go('/requests');
        await resident.follow(/^Asked on/);
        await resident.press('Read my answer');
        await resident.signInAgain({ persona });
        expect(await resident.heading()).to.equal('Before you start reading');
      });

      it('explains a blank where it stands, and shows nothing of what it hides', async () => {
        await resident.follow('See the contents');
        await resident.follow(/A note of a contact/);
        expect(await resident.words()).to.contain('Part left out:').and.not.to.contain(drawn);
      });

      it('hands over the answer as a PDF volume and as data', async () => {
        const answerPath = resident.path.replace(/\/items\/.*$/, '');
        await resident.go(`${answerPath}/downloads`);
        const [volume, data] = await Promise.all(['volume-1.pdf', 'data.json'].map((name) => resident.download(`${answerPath}/downloads/${name}`)));
        expect(volume?.subarray(0, 5).toString()).to.equal('%PDF-');
        expect(JSON.parse(data?.toString() ?? '')).to.be.an('object');
      });
    });
  }

  describe('beside it', () => {
    it('another system hears yes only while the resident agrees', async () => {
      const [caller] = await callingSystems(product);
      const ask = () => checkConsent(product.origin, { credentials: `${caller?.systemId ?? ''}:${caller?.secret ?? ''}`, purpose: 'school-closure-texts', person: caller?.people['Kerensa Vyvyan'] ?? '' });
      const resident = await Visitor.arrive(product, noticed);
      await resident.signIn({ provider: 'resident', persona: 'kerensa-vyvyan', returnTo: '/account/proof' });
      await resident.choose('Use the identity check from when you signed in');
      await resident.press('Carry on');
      const before = await ask();
      await agreeTo(resident, 'school-closure-texts');
      const agreed = await ask();
      await resident.go('/choices');
      await resident.press(/^Stop this/);
      expect([before, agreed, await ask()].map(({ answer }) => answer)).to.deep.equal(['no', 'yes', 'no']);
      expect(await resident.heading()).to.equal('You have stopped this');
      await resident.leave();
    });

    it('what is said to be wrong goes to the team that holds it, and their decision to the resident', async () => {
      const [resident, officer] = [await Visitor.arrive(product, noticed), await Visitor.arrive(product, noticed)];
      await resident.signIn({ provider: 'resident', persona: 'marion-tregenza', returnTo: '/information' });
      for (const path of ['/information/changes', '/requests/new', '/information?asking=yes']) await resident.go(path);
      await resident.press('This answers my question');
      await resident.go('/information');
      await resident.go((await resident.page.locator('a[href$="/wrong"]').first().getAttribute('href')) ?? '');
      await resident.page.getByLabel('What should it say?').fill('Kestrel Court');
      await resident.press('Send');
      await resident.page.getByLabel('What is wrong?').fill('The name of the house.');
      await resident.press('Send');
      const reference = referenceIn(await resident.words());
      await resident.follow('See where your request is');
      await officer.signIn({ provider: 'staff', persona: 'priya-raman', returnTo: '/officer?view=unowned' });
      await officer.follow(reference);
      await officer.press('Take this case');
      await officer.choose('Put right');
      await officer.page.getByLabel('What was done, or why not').fill('It says Kestrel Court now.');
      await officer.press('Record and tell the person');
      await resident.go(resident.path);
      expect(await resident.words()).to.contain('Put right').and.contain('It says Kestrel Court now.');
      await Promise.all([resident.leave(), officer.leave()]);
    });

    it('a councillor finds guidance, reads it and confirms that', async () => {
      const councillor = await Visitor.arrive(product, noticed);
      await councillor.signIn({ provider: 'staff', persona: 'fatima-sesay', returnTo: '/councillor' });
      await councillor.page.getByLabel('What do you want to know?').fill('petition');
      await councillor.press('Search');
      await councillor.followFirst('a[href^="/councillor/guidance/"]');
      await councillor.press('I have read this');
      expect(await councillor.words()).to.contain('You confirmed this on');
      await councillor.leave();
    });
  });

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
