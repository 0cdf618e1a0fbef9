/** The development provider as one server with two issuers, one for residents and one for staff. */

import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import { providerNames, type ProviderName } from '../providers.ts';
import { interactionRoutes } from './interaction.ts';
import { createIssuer } from './issuer.ts';
import { faultPage } from './pages.ts';

export interface DevelopmentProviderOptions {
  /** Loopback only, such as http://127.0.0.1:8090; port 0 takes a free one. */
  readonly url: string;
  /** The portal's origin. */
  readonly portal: string;
  readonly clients: Readonly<Record<ProviderName, { readonly clientId: string; readonly clientSecret: string }>>;
  readonly isProduction: boolean;
}

export interface DevelopmentProvider {
  readonly issuers: Readonly<Record<ProviderName, string>>;
  close(): Promise<void>;
}

/** It signs in anybody as anybody, so it must never stand where real people are. */
export class NotInProduction extends Error {
  override readonly name = 'NotInProduction';
}

const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** @throws NotInProduction in production, or on any address that others could reach. */
export async function startDevelopmentProvider(options: DevelopmentProviderOptions): Promise<DevelopmentProvider> {
  const url = new URL(options.url);
  if (options.isProduction) throw new NotInProduction('The development provider never runs in production.');
  if (!loopbackHosts.includes(url.hostname)) throw new NotInProduction('The development provider runs on this machine alone.');
  const server = createServer();
  await listen(server, url);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the development provider has no port');
  const origin = `http://${url.hostname}:${address.port}`;
  const issuers = { resident: `${origin}/resident`, staff: `${origin}/staff` };
  const app = express();
  app.disable('x-powered-by');
  for (const name of providerNames) {
    const provider = createIssuer({ name, issuer: issuers[name], portal: options.portal, ...options.clients[name] });
    app.use(`/${name}`, interactionRoutes(name, provider), provider.callback());
  }
  app.use(showFault);
  server.on('request', app);
  return { issuers, close: () => closeNow(server) };
}

function listen(server: Server, url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(url.port === '' ? 80 : Number(url.port), url.hostname.replace(/^\[|\]$/g, ''), () => resolve());
  });
}

function closeNow(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Most often a page that was left open too long. */
// eslint-disable-next-line max-params -- Express knows an error handler by its four parameters.
const showFault: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  res.status(400).type('html').send(faultPage('expired', 'Go back to the portal and sign in again.').toString());
};
