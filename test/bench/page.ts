/** How many tracker pages a second, session and row-level security on, beside bare Express answering JSON. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import express from 'express';
import { emptyAnswers } from '../../server/requests/draft.ts';
import { beginDraft, readDraft } from '../../server/requests/drafts.ts';
import { fileRequest } from '../../server/requests/file-request.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';
import { interleaved, type Figure } from './figure.ts';

const connections = 8;
const secondsARound = 3;
/** It is faster still after 20,000 pages than after 5,000. */
const warmUpRounds = 6;

export async function measure(): Promise<readonly Figure[]> {
  const portal = await startSignedInPortal({ routes: residentRequestRoutes({ systems: [] }) });
  const bare = await startBareExpress();
  try {
    const ann = await portal.resident();
    const tracker = `${portal.origin}/requests/${await file(portal, ann)}`;
    const { ours, limit } = await interleaved({
      ours: () => requestsASecond(tracker, { cookie: ann.cookie }),
      limit: () => requestsASecond(bare.origin, {}),
      warmUpRounds,
    });
    return [{ name: 'page', value: ours, unit: 'requests/s', limit, ratio: ours / limit }];
  } finally {
    await bare.close();
    await portal.close();
  }
}

async function file({ tools }: SignedInPortal, { actor }: PersonSignedIn): Promise<string> {
  const draft = await readDraft(tools, actor, await beginDraft(tools, actor, { ...emptyAnswers, scope: 'everything', dates: 'all' }));
  if (draft === null) throw new Error('the draft was not kept');
  return fileRequest(tools, actor, draft);
}

interface Bare {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** The limit: Express 5 as it comes, one route, a small object. */
async function startBareExpress(): Promise<Bare> {
  const app = express();
  app.get('/', (_req, res) => {
    res.json({ hello: 'world' });
  });
  const server = createServer(app);
  const origin = await listen(server);
  return {
    origin,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** @throws Error if any answer was not a success: a refusal is fast, and measures nothing. */
async function requestsASecond(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const result = await autocannon({ url, connections, duration: secondsARound, workers: 1, headers: { accept: 'text/html', ...headers } });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}
