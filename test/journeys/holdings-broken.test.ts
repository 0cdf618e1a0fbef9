/** What we hold, while one connected system breaks: it is named, the others are shown, and it can be asked again by itself. */

import { createServer, type Server, type ServerResponse } from 'node:http';
import { expect } from 'chai';
import type { ConnectedSystem } from '../../server/connected-systems/connector.ts';
import { subjectAccessHttpConnector } from '../../server/connected-systems/subject-access-http-connector.ts';
import { councilTax } from '../support/described-systems.ts';
import { housing } from '../support/described-systems.ts';
import { identityPlace } from '../../server/data-subjects/identity.ts';
import { openHoldingsDesk } from '../../server/holdings/gather-holdings.ts';
import { holdingsRoutes } from '../../server/holdings/resident-routes.ts';
import { newId } from '../../server/platform/ids.ts';
import { sealJson } from '../../server/platform/sealing.ts';
import { loopback } from '../support/connected-systems.ts';
import { aPerson, aRecord, aSystem, behindTheCurtain, type SystemInMemory } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type Seen, type SignedInPortal } from '../support/signed-in-portal.ts';

type Answer = (response: ServerResponse) => void;

const [name] = aPerson.names;
const found = JSON.stringify({ people: [{ personNumber: 'H-1', names: [name], dateOfBirth: aPerson.dateOfBirth, addresses: aPerson.addresses }] });
const repair = { reference: 'R-9', collection: 'repairs', title: 'A dripping tap', heldOn: '2026-01-05', fields: [{ label: 'Note', value: 'Mended.' }] };
const whole: Answer = (response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ content: [repair] })); };
const mebibyte = Buffer.alloc(1024 * 1024, 'x');

const breaks: Readonly<Record<string, Answer>> = {
  'answers 500': (response) => { response.writeHead(500).end('Oops'); },
  'answers HTML instead of JSON': (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'); },
  'sends 200 MB': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let left = 200;
    const send = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(mebibyte)) return void response.once('drain', send);
      }
      response.end();
    };
    send();
  },
  'drops half way': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
    response.write('{"content": [', () => response.destroy());
  },
};

describe('what we hold, while one system', () => {
  let server: Server;
  let answer: Answer;
  let portal: SignedInPortal;
  let ann: PersonSignedIn;
  let taxes: SystemInMemory;

  before(async () => {
    server = createServer((request, response) => {
      if (request.url?.includes('part=people') === true) response.writeHead(200, { 'content-type': 'application/json' }).end(found);
      else answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    taxes = { ...aSystem({ key: 'council-tax', items: [aRecord('R-1', { title: 'Your bill', collection: 'accounts' })] }), describe: () => councilTax };
    const systems: readonly ConnectedSystem[] = [{ ...taxes, fetch: (...asked) => { taxes.fetched += 1; return taxes.fetch(...asked); } }, housingSystem()];
    portal = await startSignedInPortal({ routes: holdingsRoutes({ systems }, openHoldingsDesk({ patienceMs: 400, wholeMs: 1_200 })) });
    ann = await portal.resident();
    const id = ann.dataSubjectId ?? '';
    const sealed = sealJson(await portal.tools.keys.keyFor(`subject:${id}`), identityPlace(id), { ...aPerson, systemPersonNumbers: { housing: 'H-1' } });
    await behindTheCurtain(portal, newId(), { sql: 'update data_subjects set sealed_identity = $1 where id = $2', values: [sealed, id] });
  });

  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await portal.close();
  });

  function housingSystem(): ConnectedSystem {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return subjectAccessHttpConnector({ description: housing, baseUrl: `http://127.0.0.1:${port}`, credential: 'only-for-tests', way: loopback });
  }

  const failed = 'We could not reach Housing. This does not tell you if Housing holds anything. The fault is ours.';

  for (const [how, broken] of Object.entries(breaks)) {
    describe(how, () => {
      let seen: Seen;

      before(async () => {
        answer = broken;
        seen = await ann.get('/information');
      });

      it('names it, and shows what the other holds', () => {
        expect(seen.status).to.equal(200);
        expect(seen.text).to.include(failed).and.include('Your bill').and.include('1 service answered. 1 did not.');
      });

      it('says nothing of why, and nothing of what came', () => {
        expect(seen.text).not.to.match(/Oops|<h1>Sign in|timed-out|server-error|bad-answer|too-large|dropped/);
      });

      it('asks it again by itself, and shows what it then holds', async () => {
        answer = whole;
        const asked = taxes.fetched;
        const back = await ann.post('/information/housing/try-again', {});
        const again = await ann.get(back.to);
        expect([back.status, back.to, taxes.fetched - asked]).to.deep.equal([303, '/information/housing', 0]);
        expect(again.text).to.include('A dripping tap').and.not.include(failed).and.not.include('Your bill');
      });
    });
  }

  describe('hangs', () => {
    it('shows the other, says that it is still looking, and asks again by itself', async () => {
      answer = () => undefined;
      const seen = await ann.get('/information');
      expect(seen.text).to.include('Your bill').and.include('Housing is still looking. This page asks again by itself.').and.match(/http-equiv="refresh"/);
    });

    it('names it in the end, and can be asked again by itself', async () => {
      answer = () => undefined;
      let seen = await ann.get('/information/housing');
      while (seen.text.includes('is still looking')) seen = await ann.get('/information/housing');
      expect(seen.text).to.include(failed);
      answer = whole;
      expect((await ann.get((await ann.post('/information/housing/try-again', {})).to)).text).to.include('A dripping tap');
    });
  });
});
