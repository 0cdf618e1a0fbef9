/** The street-reports service of the demo council, which speaks Open311. */

import { startStreetReportsService } from '../../../server/connected-systems/demo/street-reports-service.ts';
import { streetReports } from '../../../server/connected-systems/demo/street-reports.ts';
import { readDescribedSystem } from '../../../server/connected-systems/datasets/read-description.ts';
import { open311Kind } from '../../../server/connected-systems/open311-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { descriptionsFolder } from '../../support/described-systems.ts';
import { openKind, type KindUnderTest } from './kind-under-test.ts';

const apiKey = 'only-for-tests';

export const open311: KindUnderTest = {
  name: 'open311',
  kind: open311Kind,
  servers: [],
  knows: asSubject('marion-tregenza', { emails: ['Marion.Tregenza@example.org'], phones: ['+44 7700 900412'] }),
  reference: null,
  ownNumber: null,
  unknown: asSubject('helen-trask', { emails: ['helen.trask@example.org'] }),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {}, // its many are in connectors-open311-broken.test.ts
  start: async () => {
    const server = await startStreetReportsService({ port: 0, apiKey });
    const address = server.address();
    const listening = { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 };
    const { description } = readDescribedSystem(descriptionsFolder, 'street-reports');
    return {
      place: listening,
      system: ({ place = listening, isWrongCredential } = {}) =>
        openKind(open311Kind, {
          url: `http://${place.host}:${place.port}/open311/v2`, api_key: isWrongCredential === true ? 'wrong' : apiKey, since: '2023-06-01',
          filters: { account: 'account_id', email: 'email' },
        }, { description }),
      fingerprint: () => Promise.resolve(JSON.stringify(streetReports)),
      stop: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  },
};
