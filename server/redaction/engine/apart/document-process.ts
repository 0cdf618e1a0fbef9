/** A process of its own for opening documents: whatever one of them does to it ends with it. */
import { Worker } from 'node:worker_threads';
import { doers, type DeedName, type Deeds } from './deeds.ts';

export interface OrderMessage<Name extends DeedName = DeedName> {
  readonly id: number;
  readonly deed: Name;
  readonly order: Deeds[Name]['order'];
}

/** `null` says only that the process still turns. */
export type ReplyMessage = { readonly id: number; readonly residentBytes: number } & ({ readonly outcome: unknown } | { readonly failed: string }) | null;

const heartbeatMilliseconds = 1_000;

async function outcomeOf<Name extends DeedName>({ deed, order }: OrderMessage<Name>): Promise<{ readonly outcome: unknown } | { readonly failed: string }> {
  try {
    return { outcome: await doers[deed](order) };
  } catch (fault) {
    // The kind of fault only: its message could quote the document.
    return { failed: fault instanceof Error ? fault.name : 'unknown fault' };
  }
}

const reply = (message: ReplyMessage): void => {
  process.send?.(message);
};

// The other end is our own code, which sends nothing else.
process.on('message', (message: OrderMessage) => {
  void outcomeOf(message).then((outcome) => { reply({ id: message.id, residentBytes: process.memoryUsage().rss, ...outcome }); });
});
// With its group: a program that reads a picture would go on for nobody.
process.on('disconnect', () => { process.kill(-process.pid, 'SIGKILL'); });
reply(null);
setInterval(() => { reply(null); }, heartbeatMilliseconds).unref();

/** Drawing without end never hears that the parent is gone, so a thread beside it watches. */
const watch = `
  const parent = process.ppid;
  setInterval(() => { if (process.ppid !== parent) process.kill(-process.pid, 'SIGKILL'); }, 2000);
`;
new Worker(watch, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 } }).unref();
