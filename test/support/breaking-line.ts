/** A line to one system that counts what it carries, and is cut or goes silent when so much has come through. */

import { connect, createServer, type Socket } from 'node:net';

export interface Break {
  /** Bytes from the system that still come through. */
  readonly afterBytes: number;
  readonly how: 'cut' | 'silence';
}

export interface BreakingLine {
  readonly place: { readonly host: string; readonly port: number };
  /** Sets the next break, or mends the line for connections to come, and begins to count anew. */
  breakOff(next: Break | null): void;
  /** Bytes from the system since then. */
  carried(): number;
  /** Hands over everything that comes from the system, as it comes through. */
  listen(hear: (bytes: Buffer) => void): void;
  /** Resolves when the break has happened. */
  untilBroken(): Promise<void>;
  /** Resolves when nobody holds a connection any more. */
  untilLeft(): Promise<void>;
  close(): Promise<void>;
}

interface State {
  carried: number;
  next: Break | null;
  isBroken: boolean;
}

export async function openBreakingLine(to: { readonly host: string; readonly port: number }): Promise<BreakingLine> {
  const open = new Set<Socket>();
  const state: State = { carried: 0, next: null, isBroken: false };
  let hear: (bytes: Buffer) => void = () => undefined;
  const waiting: { readonly isOver: () => boolean; readonly resolve: () => void }[] = [];
  const tell = (): void => {
    for (const { isOver, resolve } of waiting) if (isOver()) resolve();
  };
  const until = (isOver: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ isOver, resolve });
      tell();
    });
  const server = createServer((near) => {
    const far = connect(to.port, to.host);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => {
        open.delete(one);
        // Silence is not an end: what the system closes stays open on this side.
        if (one === near || state.next?.how !== 'silence') other.destroy();
        tell();
      });
    }
    near.on('data', (bytes) => void far.write(bytes));
    far.on('data', (bytes) => {
      hear(bytes);
      carry(bytes, near, state);
      tell();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    place: { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 },
    breakOff: (next) => void Object.assign(state, { next, carried: 0, isBroken: false }),
    carried: () => state.carried,
    listen: (listener) => { hear = listener; },
    untilBroken: () => until(() => state.isBroken),
    untilLeft: () => until(() => open.size === 0),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function carry(bytes: Buffer, near: Socket, state: State): void {
  const room = state.next === null ? Infinity : Math.max(0, state.next.afterBytes - state.carried);
  state.carried += bytes.byteLength;
  near.write(bytes.subarray(0, room));
  if (bytes.byteLength <= room) return;
  state.isBroken = true;
  if (state.next?.how === 'cut') near.end(() => near.destroy());
}
