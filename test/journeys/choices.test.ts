/** A resident answers, reads the receipt, stops; a council system asks in between and is told the truth. */
import { expect } from 'chai';
import { callingSystem, personReferenceFor, registerCallingSystem } from '../../server/consent/calling-systems.ts';
import { consentCheckDoor } from '../../server/consent/check-door.ts';
import { consentOfficerRoutes } from '../../server/consent/officer-routes.ts';
import { consentResidentRoutes } from '../../server/consent/resident-routes.ts';
import { consentSystemRoutes } from '../../server/consent/system-routes.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const purpose = 'school-closure-texts';
const secret = 'a-secret-that-is-long-enough-for-a-test';

describe('a resident’s choices', () => {
  let portal: SignedInPortal;

  before(async () => {
    portal = await startSignedInPortal({
      routes: [...consentResidentRoutes, ...consentOfficerRoutes, ...consentSystemRoutes],
      clock: frozenClock('2026-11-21T10:42:00Z'),
      identifySystem: (tools, req) => callingSystem(tools.database, req.get('authorization')),
    });
    await registerCallingSystem(portal.worker, { systemId: 'alerts', name: 'School alerts', purposeIds: [purpose], secret });
  });

  after(() => portal.close());

  const noticeIn = (text: string): string => /name="notice" value="([0-9a-f]{64})"/.exec(text)?.[1] ?? '';

  async function answer(person: PersonSignedIn, choice: 'yes' | 'no') {
    const question = await person.get(`/choices/${purpose}`);
    return person.post(`/choices/${purpose}`, { notice: noticeIn(question.text), answer: choice });
  }

  async function check(person: PersonSignedIn, authorization = `Bearer ${secret}`) {
    const reference = await personReferenceFor(portal.worker, { systemId: 'alerts', dataSubjectId: person.dataSubjectId ?? '' });
    return fetch(`${portal.origin}/api/consent/check?purpose=${purpose}&person=${reference}`, { headers: { authorization } });
  }

  it('offers yes and no with neither chosen', async () => {
    const ann = await portal.resident();
    const question = await ann.get(`/choices/${purpose}`);
    expect(question.text).to.include('May we text you when Oakfield School closes?').and.to.include('Yes, I agree').and.to.include('No, I do not agree');
    expect(question.text).not.to.match(/\bchecked\b/);
  });

  it('asks again when neither was chosen', async () => {
    const ann = await portal.resident();
    const back = await ann.post(`/choices/${purpose}`, { notice: noticeIn((await ann.get(`/choices/${purpose}`)).text) });
    expect(back.status).to.equal(422);
    expect(back.text).to.include('Choose yes or no. We will not choose for you.');
  });

  it('gives a receipt for a yes, with every controller named', async () => {
    const ann = await portal.resident();
    const receipt = await ann.get((await answer(ann, 'yes')).to);
    expect(receipt.text).to.include('You said yes. We have told Penhallow Council and Oakfield School and no one else. You can stop at any time.');
  });

  it('writes a no down as respectfully', async () => {
    const ann = await portal.resident();
    const receipt = await ann.get((await answer(ann, 'no')).to);
    expect(receipt.text).to.include('You said no. We have written that down, and we will not do it. We will not ask again before Tuesday 21 November 2028.');
  });

  it('saves nothing when the wording changed while it was read', async () => {
    const ann = await portal.resident();
    const back = await ann.post(`/choices/${purpose}`, { notice: 'f'.repeat(64), answer: 'yes' });
    expect(back.status).to.equal(409);
    expect(back.text).to.include('The wording changed while you were reading. We have not saved an answer. Here is the new wording.');
    expect((await ann.get('/choices')).text).not.to.include('Stop this');
  });

  it('are stopped in one press from the list', async () => {
    const ann = await portal.resident();
    await answer(ann, 'yes');
    expect((await ann.get('/choices')).text).to.include(`action="/choices/${purpose}/stop"`);
    const stopped = await ann.get((await ann.post(`/choices/${purpose}/stop`, {})).to);
    expect(stopped.text).to.include('From 10:42 am today we may not text you about school closures. What we did before was allowed.');
  });

  it('are told to the system that asks, from the next asking on', async () => {
    const ann = await portal.resident();
    await answer(ann, 'yes');
    expect(await (await check(ann)).json()).to.deep.include({ answer: 'yes', since: '2026-11-21T10:42:00.000Z', notice_version: 1 });
    await ann.post(`/choices/${purpose}/stop`, {});
    expect(await (await check(ann)).json()).to.deep.include({ answer: 'no' });
  });

  it('show the person which system asked', async () => {
    const ann = await portal.resident();
    await check(ann);
    expect((await ann.get('/choices')).text).to.include('School alerts last asked on');
  });

  it('keep the wording then beside the wording now', async () => {
    const ann = await portal.resident();
    await answer(ann, 'yes');
    await ann.post(`/choices/${purpose}/stop`, {});
    const history = await ann.get(`/choices/${purpose}/history`);
    expect(history.text).to.include('You said yes').and.to.include('You stopped this').and.to.include('The words were the same as now.');
  });

  it('are nobody else’s to read', async () => {
    const [ann, ben] = [await portal.resident(), await portal.resident()];
    const receipt = (await answer(ann, 'yes')).to;
    expect((await ben.get(receipt)).status).to.equal(404);
  });

  it('cannot be made by an account that is bound to nobody', async () => {
    const visitor = await portal.resident({ isBound: false });
    const question = await visitor.get(`/choices/${purpose}`);
    expect(question.text).to.include('/account/proof').and.not.to.include('name="answer"');
    expect((await visitor.post(`/choices/${purpose}`, { notice: noticeIn(question.text), answer: 'yes' })).status).to.be.oneOf([404, 409]);
  });

  it('need a second factor to give, and only a sign-in to stop', async () => {
    const ann = await portal.resident({ strength: 'one-factor' });
    expect((await ann.get(`/choices/${purpose}`)).status).to.equal(401);
    expect((await ann.post(`/choices/${purpose}/stop`, {})).status).to.equal(303);
  });
});

for (const way of ['in front of the pages’ pipeline', 'through the pages’ pipeline'] as const) describe(`a system that asks about consent ${way}`, () => {
  let portal: SignedInPortal;

  before(async () => {
    portal = await startSignedInPortal({
      routes: consentSystemRoutes,
      identifySystem: (tools, req) => callingSystem(tools.database, req.get('authorization')),
      ...(way.startsWith('in front') ? { inFront: consentCheckDoor } : {}),
    });
    await registerCallingSystem(portal.worker, { systemId: 'alerts', name: 'School alerts', purposeIds: [purpose], secret });
  });

  after(() => portal.close());

  const ask = (query: string, authorization: string | null = `Basic ${Buffer.from(`alerts:${secret}`).toString('base64')}`) =>
    fetch(`${portal.origin}/api/consent/check?${query}`, authorization === null ? {} : { headers: { authorization } });

  const cases: readonly (readonly [what: string, query: string, authorization: string | null | undefined, status: number])[] = [
    ['without credentials', `purpose=${purpose}&person=x`, null, 401],
    ['with a wrong secret', `purpose=${purpose}&person=x`, 'Bearer wrong', 401],
    ['for a purpose it is not registered for', 'purpose=library-and-museum-news&person=x', undefined, 403],
    ['for a purpose there is not', 'purpose=nothing&person=x', undefined, 403],
    ['without a person', `purpose=${purpose}`, undefined, 400],
    ['with two persons', `purpose=${purpose}&person=x&person=y`, undefined, 400],
    ['with an e-mail address for a person', `purpose=${purpose}&person=ann@example.org`, undefined, 400],
  ];
  for (const [what, query, authorization, status] of cases) {
    it(`${what} gets ${status} as a problem document`, async () => {
      const answered = await ask(query, authorization === undefined ? undefined : authorization);
      expect([answered.status, answered.headers.get('content-type')]).to.deep.equal([status, 'application/problem+json; charset=utf-8']);
      expect(await answered.json()).to.include({ status });
    });
  }

  it('about a person nobody knows is told no, like about one who never answered', async () => {
    const ann = await portal.resident();
    const reference = await personReferenceFor(portal.worker, { systemId: 'alerts', dataSubjectId: ann.dataSubjectId ?? '' });
    const [known, unknown] = await Promise.all([ask(`purpose=${purpose}&person=${reference}`), ask(`purpose=${purpose}&person=unknown`)]);
    const body = await unknown.text();
    expect(body).to.equal(await known.text());
    expect(JSON.parse(body)).to.deep.equal({ answer: 'no', since: null, notice_version: null, wording: null });
  });
});
