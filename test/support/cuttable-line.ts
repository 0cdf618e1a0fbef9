/** A line to a server that a test can cut, silence and mend, as a network does. */

import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface CuttableLine {
  /** The same address, but through this line. */
  through(url: string): string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Keeps every connection, takes new ones, and lets nothing through in either direction. */
  silence(): void;
  mend(): void;
  close(): Promise<void>;
}

/** `through` says where the line leads; until then it leads nowhere. */
export async function openCuttableLine(): Promise<CuttableLine> {
  const open = new Set<Socket>();
  const line = { isCut: false, isSilent: false, host: '127.0.0.1', port: 0 };
  const server = createServer((near) => {
    if (line.isCut) {
      near.destroy();
      return;
    }
    const far = connect(line.port, line.host);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => { open.delete(one); other.destroy(); });
      if (line.isSilent) one.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    through: (url) => {
      const address = new URL(url);
      line.host = address.hostname;
      line.port = Number(address.port);
      address.hostname = '127.0.0.1';
      address.port = String(portOf(server));
      return address.href;
    },
    cut: () => {
      line.isCut = true;
      line.isSilent = false;
      for (const socket of open) socket.destroy();
    },
    silence: () => {
      line.isSilent = true;
      for (const socket of open) socket.pause();
    },
    mend: () => {
      line.isCut = false;
      line.isSilent = false;
      for (const socket of open) socket.resume();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
