/** How a connector that speaks no HTTP reaches its system: at an address that was checked, encrypted or only within the council. */
import { Socket } from 'node:net';
import type { OutgoingRules } from './connections/connector-kind.ts';
import { trusting } from './certificates.ts';
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';
import { checkedAddress } from './outgoing.ts';

/** Where a system listens and how it may be spoken to. */
export interface Reaching {
  readonly host: string;
  readonly port: number;
  /** What is not encrypted goes to an address in one of the council's listed networks, and nowhere else. */
  readonly isEncrypted: boolean;
  /** PEM of the one authority that may vouch for the system; the usual ones without it. */
  readonly authority?: string;
  readonly outgoing: OutgoingRules;
}

/** An address to connect to, and what TLS on that connection has to be told. */
export interface Reached {
  readonly address: string;
  readonly port: number;
  readonly tls: { readonly host: string; readonly servername?: string; readonly rejectUnauthorized: true; readonly ca?: string };
}

/** @throws SystemFault address-not-allowed, cannot-connect */
export async function reach({ host, port, isEncrypted, authority, outgoing }: Reaching): Promise<Reached> {
  const { address, serverName } = await checkedAddress({ host, port, rules: outgoing, reach: isEncrypted ? 'anywhere listed' : 'within the council' });
  // A certificate has to bear the name, or the address where the system is known by that.
  return { address, port, tls: { host: address, ...trusting(authority), ...(serverName === null ? {} : { servername: serverName }) } };
}

/** A connected socket, cut when the asking ends. @throws SystemFault cannot-connect */
export async function socketTo({ address, port }: Reached, { signal, limits }: Asking): Promise<Socket> {
  const socket = new Socket();
  const cut = (): void => void socket.destroy();
  const connecting = setTimeout(cut, limits.connectMs);
  signal.addEventListener('abort', cut, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', cut));
  try {
    if (signal.aborted) cut();
    return await new Promise<Socket>((resolve, reject) => {
      const fail = (cause?: Error): void => reject(new SystemFault('cannot-connect', 'the system could not be connected to', { cause }));
      socket.once('error', fail).once('close', () => fail());
      socket.connect(port, address, () => {
        socket.off('error', fail);
        // Whoever uses it hears of its end; without a listener an early one would end the process.
        socket.on('error', () => undefined);
        resolve(socket);
      });
    });
  } finally {
    clearTimeout(connecting);
  }
}
