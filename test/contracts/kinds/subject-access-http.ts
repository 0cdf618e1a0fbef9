/** The housing service of the demo council, which speaks the subject-access HTTP contract. */

import { startHousingService } from '../../../server/connected-systems/demo/housing-service.ts';
import { subjectAccessHttpKind } from '../../../server/connected-systems/subject-access-http-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { housing } from '../../support/described-systems.ts';
import { openKind, urlAt, type KindUnderTest } from './kind-under-test.ts';

const credential = 'only-for-tests';

export const subjectAccessHttp: KindUnderTest = {
  name: 'subject-access-http',
  kind: subjectAccessHttpKind,
  servers: [],
  knows: asSubject('marion-tregenza', { systemPersonNumbers: { housing: 'H-40118' } }),
  reference: 'H-40118',
  ownNumber: 'H-40118',
  unknown: asSubject('jonah-bright'),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {}, // its many are in connectors-http-broken.test.ts
  start: async () => {
    const server = await startHousingService({ port: 0, credential });
    const address = server.address();
    const listening = { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
    return {
      place: listening,
      system: ({ place = listening, isWrongCredential } = {}) =>
        openKind(subjectAccessHttpKind, { url: urlAt('http://127.0.0.1:1/', place), credential: isWrongCredential === true ? 'wrong' : credential }, { description: housing }),
      fingerprint: () => Promise.resolve('the demo service has no way to be written to'),
      stop: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};
