/** What a person sees when another site sent a form in their name: nothing that one press would turn into their own act. */

import { expect } from 'chai';
import { routesAsListed } from '../../server/list-routes.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

const chosenElsewhere = 'words that another site chose';

describe('the page that answers a forged write', () => {
  let portal: SignedInPortal;
  let ann: PersonSignedIn;

  before(async () => {
    portal = await startSignedInPortal({ routes: routesAsListed(), formTargets: [] });
    ann = await portal.resident();
  });

  after(() => portal.close());

  async function sentFrom(headers: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await fetch(`${portal.origin}/requests/new`, {
      method: 'POST', redirect: 'manual', headers: { cookie: ann.cookie, accept: 'text/html', ...headers }, body: new URLSearchParams({ scope: 'everything', help: chosenElsewhere }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  const formsOf = (text: string): readonly string[] => [...text.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action = '']) => action);

  const elsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'another site of the same owner': { 'sec-fetch-site': 'same-site', origin: 'https://parks.example.org' },
    'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    'an old browser on another site': { origin: 'https://evil.example' },
  };

  for (const [from, headers] of Object.entries(elsewhere)) {
    it(`refuses what ${from} sent`, async () => {
      expect((await sentFrom(headers)).status).to.equal(403);
    });

    it(`holds no form that would send again what ${from} sent`, async () => {
      expect(formsOf((await sentFrom(headers)).text)).to.include('/exit').and.not.to.include('/requests/new');
    });

    it(`repeats no word that ${from} chose`, async () => {
      expect((await sentFrom(headers)).text.includes(chosenElsewhere)).to.equal(false);
    });
  }

  it('still keeps what was typed on a page of ours whose token is old', async () => {
    const { text } = await sentFrom({ 'sec-fetch-site': 'same-origin', origin: portal.origin });
    expect([formsOf(text).includes('/requests/new'), text.includes(chosenElsewhere)]).to.deep.equal([true, true]);
  });
});
