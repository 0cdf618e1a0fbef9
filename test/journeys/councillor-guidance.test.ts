/** A councillor searches guidance, reads an entry, confirms it, and finds the confirmation again. */
import { expect } from 'chai';
import { councillorRoutes } from '../../server/councillors/councillor-routes.ts';
import { frozenClock } from '../../server/platform/clock.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('a councillor looking for guidance', () => {
  let portal: SignedInPortal;
  let councillor: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: councillorRoutes, clock: frozenClock('2026-11-21T10:42:00Z') });
    councillor = await portal.staff(['councillor']);
  });

  after(() => portal.close());

  it('is asked what they want to know, without anyone’s name', async () => {
    const start = await councillor.get('/councillor');
    expect(start.text).to.include('What do you want to know?').and.to.include('Do not type anyone&#39;s name or address.');
  });

  it('finds an answer to words of their own', async () => {
    const found = await councillor.post('/councillor/guidance', { question: 'can i use whatsapp with residents' });
    expect(found.text).to.include('Can I use WhatsApp for casework?');
  });

  it('keeps what was typed, and puts it into no address', async () => {
    const found = await councillor.post('/councillor/guidance', { question: 'xylophone "quoted"' });
    expect(found.to).to.equal('');
    expect(found.text).to.include('value="xylophone &quot;quoted&quot;"').and.to.include('No guidance matches. Ask the information governance team on 01632 960 100.');
  });

  it('is told when nothing was typed', async () => {
    expect((await councillor.post('/councillor/guidance', { question: '  ' })).status).to.equal(422);
  });

  it('reads why, the source, how sure we are and who to ask', async () => {
    const entry = await councillor.get('/councillor/guidance/cg-04');
    expect(entry.text).to.include('SI 2019/478 reg 2').and.to.include('High: the law says so plainly.').and.to.include('Ask the information governance team on 01632 960 100.');
  });

  it('confirms an entry once, and sees on what day', async () => {
    const entry = await councillor.get('/councillor/guidance/cg-05');
    const wording = /name="wording" value="([0-9a-f]{64})"/.exec(entry.text)?.[1] ?? '';
    await councillor.post('/councillor/guidance/cg-05/confirm', { wording });
    const again = await councillor.get((await councillor.post('/councillor/guidance/cg-05/confirm', { wording })).to);
    expect(again.text).to.include('You confirmed this on Saturday 21 November 2026.').and.not.to.include('name="wording"');
    const mine = await councillor.get('/councillor/confirmations');
    expect(mine.text.match(/href="\/councillor\/guidance\/cg-05"/g)).to.have.length(1);
  });

  it('confirms nothing under words that have changed', async () => {
    const back = await councillor.post('/councillor/guidance/cg-06/confirm', { wording: 'f'.repeat(64) });
    expect(back.status).to.equal(409);
    expect((await councillor.get('/councillor/confirmations')).text).not.to.include('cg-06');
  });

  it('sees no confirmations of anyone else', async () => {
    const other = await portal.staff(['councillor']);
    expect((await other.get('/councillor/confirmations')).text).to.include('You have not confirmed any guidance yet.');
  });

  it('is not a resident or a preparer', async () => {
    const [ann, officer] = [await portal.resident(), await portal.staff(['preparer'])];
    expect([(await ann.get('/councillor')).status, (await officer.get('/councillor')).status]).to.deep.equal([404, 404]);
  });
});
