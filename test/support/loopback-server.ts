/** A server of a test's own on loopback, at a free port, that lets go of every connection when it is closed. */

import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';

export interface LoopbackServer {
  readonly place: { readonly host: string; readonly port: number };
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function listenOnLoopback(server: Server | SecureServer): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    place: { host: '127.0.0.1', port },
    url: `${'setSecureContext' in server ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
