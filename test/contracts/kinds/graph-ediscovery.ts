/** Microsoft Graph's eDiscovery, played after the shapes of Microsoft's public reference; the real one cannot be had for tests. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { graphEDiscoveryKind } from '../../../server/connected-systems/graph-ediscovery-connector.ts';
import { asSubject } from '../../support/connected-systems.ts';
import { housing } from '../../support/described-systems.ts';
import { listenOnLoopback } from '../../support/loopback-server.ts';
import { openKind, type KindUnderTest } from './kind-under-test.ts';

const secret = 'only-for-tests';
const mailbox = { ...housing, key: 'microsoft-365', plainName: 'E-mail and files' };
const searches = '/v1.0/security/cases/ediscoveryCases/case-1/searches';
const files = [['Exchange.zip', 'zipped mail'], ['Reports.csv', 'report']] as const;

/** What the service holds is not changed; searches are its own working. */
export function eDiscoveryService(known: string) {
  const made = new Map<string, { readonly id: string; readonly displayName: string; readonly contentQuery: string }>();
  const estimated = new Map<string, number>();
  const exports: { readonly id: string; readonly displayName: string; readonly status: string }[] = [];
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await text(request);
    const origin = `http://${request.headers.host ?? ''}`;
    const json = (value: object, status = 200): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (address.pathname === '/tenant/oauth2/v2.0/token') {
      const form = new URLSearchParams(body);
      return form.get('client_secret') === secret ? json({ token_type: 'Bearer', expires_in: 3_599, access_token: `for:${form.get('scope') ?? ''}` }) : json({ error: 'invalid_client' }, 401);
    }
    const download = files.find(([name]) => address.pathname === `/download/${name}`);
    if (download !== undefined) {
      if (request.headers['x-allowwithaadtoken'] !== 'true' || request.headers.authorization?.startsWith('Bearer for:b26e684c') !== true) return void response.writeHead(403).end();
      return void response.writeHead(200, { 'content-length': Buffer.byteLength(download[1]) }).end(download[1]);
    }
    if (request.headers.authorization !== 'Bearer for:https://graph.microsoft.com/.default') return json({ error: { code: 'InvalidAuthenticationToken' } }, 401);
    if (address.pathname === searches && request.method === 'GET') {
      const name = /displayName eq '(.*)'/.exec(address.searchParams.get('$filter') ?? '')?.[1];
      return json({ value: [...made.values()].filter(({ displayName }) => name === undefined || displayName === name) });
    }
    if (address.pathname === searches) {
      const asked = JSON.parse(body) as { readonly displayName: string; readonly contentQuery: string };
      const search = { id: `search-${made.size + 1}`, ...asked };
      made.set(search.id, search);
      return json(search, 201);
    }
    const [, id = '', act] = /\/searches\/([\w-]+)\/(\w+)$/.exec(address.pathname) ?? [];
    if (act === 'estimateStatistics') estimated.set(id, 0);
    if (act === 'estimateStatistics') return void response.writeHead(202, { location: `${origin}${searches}/${id}/lastEstimateStatisticsOperation` }).end();
    if (act === 'lastEstimateStatisticsOperation') {
      const polls = estimated.get(id);
      if (polls === undefined) return void response.writeHead(404).end();
      estimated.set(id, polls + 1);
      return polls === 0 ? json({ status: 'running' }) : json({ status: 'succeeded', indexedItemCount: made.get(id)?.contentQuery.includes(known) === true ? 2 : 0, unindexedItemCount: 0 });
    }
    if (act === 'exportResult') {
      exports.push({ id: 'export-1', displayName: (JSON.parse(body) as { readonly displayName: string }).displayName, status: 'running' });
      return void response.writeHead(202, { location: `${origin}/v1.0/security/cases/ediscoveryCases/case-1/operations/export-1` }).end();
    }
    if (address.pathname.endsWith('/operations')) return json({ value: exports });
    if (address.pathname.endsWith('/operations/export-1')) {
      return json({ status: 'succeeded', action: 'exportResult', exportFileMetadata: files.map(([fileName, content]) => ({ fileName, size: Buffer.byteLength(content), downloadUrl: `${origin}/download/${fileName}` })) });
    }
    response.writeHead(404).end();
  };
}

export const graphEDiscovery: KindUnderTest = {
  name: 'microsoft-365-ediscovery, on shapes written down',
  kind: graphEDiscoveryKind,
  servers: [],
  knows: asSubject('marion-tregenza', { emails: ['marion.tregenza@example.org'] }),
  reference: null,
  ownNumber: null,
  unknown: asSubject('helen-trask', { emails: ['helen.trask@example.org'] }),
  isOverNetwork: true,
  needsCredential: true,
  breaks: {},
  start: async () => {
    const answer = eDiscoveryService('marion.tregenza@example.org');
    const server = await listenOnLoopback(createServer((request, response) => void answer(request, response).catch(() => response.destroy())));
    return {
      place: server.place,
      system: ({ place = server.place, isWrongCredential } = {}) => {
        const origin = `http://${place.host}:${place.port}`;
        const settings = { tenant_id: 'tenant', client_id: 'portal', client_secret: isWrongCredential === true ? 'wrong' : secret, case_id: 'case-1', graph_url: `${origin}/v1.0`, login_url: origin, poll_seconds: 0.005 };
        return openKind(graphEDiscoveryKind, settings, { description: mailbox });
      },
      fingerprint: () => Promise.resolve(JSON.stringify(files)),
      stop: server.close,
    };
  },
};
