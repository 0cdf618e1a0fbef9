/** Listens where the configuration says; the name of this very machine means its own addresses alone. */

import type { Server } from 'node:http';

export interface Listening {
  readonly port: number;
  /** Empty for every address of the machine. */
  readonly host: string;
}

const loopback = ['127.0.0.1', '::1'];
/** A machine may lack one kind of address. */
const lacking = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** One server an address, because a browser may take `localhost` for either. @throws Error if none could listen, or an address is taken. */
export async function listen(makeServer: () => Server, { port, host }: Listening): Promise<readonly Server[]> {
  const servers: Server[] = [];
  let fault: unknown;
  for (const address of host === 'localhost' ? loopback : [host]) {
    try {
      servers.push(await listenAt(makeServer(), { port: portOf(servers[0]) ?? port, host: address }));
    } catch (error) {
      if (!lacking.has(codeOf(error))) {
        for (const server of servers) server.close();
        throw error;
      }
      fault = error;
    }
  }
  if (servers.length === 0) throw fault;
  return servers;
}

function listenAt(server: Server, { port, host }: Listening): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host === '' ? {} : { host }) }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server | undefined): number | null {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
