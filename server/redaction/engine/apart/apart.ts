/** Has documents opened in a process apart, kept for many of them, and ends it when one of them takes too much. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeedName, Deeds } from './deeds.ts';
import type { ReplyMessage } from './document-process.ts';
import { usualLimits, type ApartLimits } from './limits.ts';
import type { Overrun } from '../pdf/redaction-order.ts';

const heapMegabytes = 640;
const lookEveryMilliseconds = 250;
const crashed: Overrun = 'could not be opened safely';
const pageBytes = 4096;
/** An officer who turns pages comes again; the next part of a release needs the memory. */
const idleMilliseconds: Readonly<Record<DeedName, number>> = { redact: 1_500, check: 1_500, read: 1_500, draw: 60_000, frame: 60_000 };

export type Apart<Name extends DeedName> = { readonly outcome: Deeds[Name]['outcome'] } | { readonly overrun: Overrun };

interface Waiting {
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
  readonly deed: DeedName;
  readonly startedAt: number;
}

type Answer = { readonly outcome: unknown } | { readonly overrun: Overrun };
type Told = { readonly outcome: unknown } | { readonly overrun: Overrun; readonly wasAlone: boolean };

interface Room {
  readonly process: ChildProcess;
  readonly waiting: Map<number, Waiting>;
  readonly gone: Promise<void>;
  /** Null until it has spoken: starting is no silence. */
  silentLooks: number | null;
  isRetiring: boolean;
  endedFor: Overrun | null;
  /** How many documents were in it when it ended. */
  victims: number;
}

export interface DocumentsApart {
  /** @throws Error when the deed itself fails, as it would here. */
  readonly ask: <Name extends DeedName>(deed: Name, order: Deeds[Name]['order']) => Promise<Apart<Name>>;
  /** Lets the process go; the next document starts a fresh one. */
  readonly close: () => void;
}

const file = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './document-process.ts' : './document-process.js', import.meta.url));

/** @param program what is started to open documents. */
export function documentsApart(limits: ApartLimits = usualLimits, program: string = file): DocumentsApart {
  let room: Room | null = null;
  let idle: NodeJS.Timeout | null = null;
  let lastId = 0;
  let alone: Promise<unknown> = Promise.resolve();

  // Retiring also while it ends, which takes a moment: whoever comes meanwhile waits for the next one.
  const letGo = (): void => {
    if (idle !== null) clearTimeout(idle);
    if (room === null) return;
    room.isRetiring = true;
    if (room.waiting.size === 0 && room.process.connected) room.process.disconnect();
  };

  const enter = async (): Promise<Room> => {
    while (room !== null && (room.isRetiring || room.endedFor !== null)) await room.gone;
    if (idle !== null) clearTimeout(idle);
    if (room !== null) return room;
    const opened = openRoom(limits, program);
    room = opened;
    void opened.gone.then(() => {
      if (room === opened) room = null;
    });
    return opened;
  };

  // After a deed that failed as after any other: a process nobody lets go keeps the next document waiting for ever.
  const leave = (left: Room, idleMs: number): void => {
    if (room !== left || left.waiting.size > 0) return;
    if (idle !== null) clearTimeout(idle);
    if (left.isRetiring) letGo();
    else idle = setTimeout(letGo, idleMs).unref();
  };

  const tell = async (deed: DeedName, order: unknown): Promise<Told> => {
    const entered = await enter();
    lastId += 1;
    try {
      const answer = await answerFrom(entered, { id: lastId, deed, order });
      return 'overrun' in answer ? { ...answer, wasAlone: entered.victims === 1 } : answer;
    } finally {
      leave(entered, idleMilliseconds[deed]);
    }
  };

  return {
    close: letGo,
    // The outcome is what the deed of this name gives: both ends are built from the same table.
    ask: async (deed, order) => {
      await alone;
      const first = await tell(deed, order);
      if (!('overrun' in first) || isJudged(first, 0)) return first as Apart<typeof deed>;
      // Another document in the same process may have been at fault, so each goes again with nobody beside it.
      const turn = alone.then(() => untilJudged(() => tell(deed, order), first));
      alone = turn.catch(() => undefined);
      return (await turn) as Apart<typeof deed>;
    },
  };
}

type Overran = Extract<Told, { readonly overrun: Overrun }>;

/** A limit that was passed is proof at once. A crash may be the machine's (it kills whom it likes when its memory is full), so it has to happen twice. */
function isJudged({ overrun, wasAlone }: Overran, crashesAlone: number): boolean {
  return wasAlone && (overrun !== crashed || crashesAlone > 0);
}

/** One that was on its way in already may come beside it even so; then neither is judged by that. */
async function untilJudged(tell: () => Promise<Told>, first: Overran): Promise<Told> {
  let crashesAlone = first.wasAlone ? 1 : 0;
  for (;;) {
    const told = await tell();
    if (!('overrun' in told) || isJudged(told, crashesAlone)) return told;
    if (told.wasAlone) crashesAlone += 1;
  }
}

function openRoom(limits: ApartLimits, program: string): Room {
  // What the parent was started with (a loader in development) and nothing of its environment but where programs are.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--inspect'));
  const child = fork(program, {
    serialization: 'advanced', execArgv: [...flags, `--max-old-space-size=${String(heapMegabytes)}`, '--max-semi-space-size=8'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    // A group of its own, which ends as one: the program that reads pictures would go on without the process that started it.
    detached: true,
  });
  child.on('error', () => { endGroup(child); });
  // Of one that never began no end is ever told.
  if (child.pid === undefined) throw new Error('No process could be started to open documents in');
  const room: Room = { process: child, waiting: new Map(), gone: new Promise((resolve) => child.once('exit', () => { resolve(); })), silentLooks: null, isRetiring: false, endedFor: null, victims: 0 };
  const looking = setInterval(() => { look(room, limits); }, lookEveryMilliseconds).unref();
  child.on('message', (message: ReplyMessage) => { hear(room, message, limits); });
  child.once('exit', (code, signal) => {
    clearInterval(looking);
    room.victims = room.waiting.size;
    if (room.victims > 0) endGroup(child);
    const overrun = room.endedFor ?? causeOf({ code, signal, hasSpoken: room.silentLooks !== null });
    for (const { settle, fail } of room.waiting.values()) {
      if (overrun === null) fail(new Error('The process that opens documents ended before it answered'));
      else settle({ overrun });
    }
    room.waiting.clear();
  });
  rest(room);
  return room;
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly hasSpoken: boolean;
}

const stopSignals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP']);

/** Of an end that nobody here asked for. Null when no document is to blame: the process never came up, or somebody stops the whole product. */
function causeOf({ code, signal, hasSpoken }: Exit): Overrun | null {
  if (signal === 'SIGABRT' || code === 134) return 'took too much memory';
  return !hasSpoken || (signal !== null && stopSignals.has(signal)) ? null : crashed;
}

/** A process with nothing to do must not keep this one alive. */
function rest({ process: child, waiting }: Room): void {
  if (waiting.size > 0) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

function hear(room: Room, message: ReplyMessage, limits: ApartLimits): void {
  room.silentLooks = 0;
  if (message === null) return;
  const waiting = room.waiting.get(message.id);
  room.waiting.delete(message.id);
  if (message.residentBytes > limits.retireAboveBytes) room.isRetiring = true;
  rest(room);
  if ('failed' in message) waiting?.fail(new Error(`The document could not be opened: ${message.failed}`));
  else waiting?.settle({ outcome: message.outcome });
}

/** Counts looks, not time: a busy moment of this process is no silence of the other. */
function look(room: Room, limits: ApartLimits): void {
  if (room.waiting.size === 0 || room.endedFor !== null) return;
  if (room.silentLooks !== null) room.silentLooks += 1;
  const isLate = [...room.waiting.values()].some(({ deed, startedAt }) => performance.now() - startedAt > limits.wholeMilliseconds[deed]);
  const isSilent = (room.silentLooks ?? 0) * lookEveryMilliseconds > limits.silenceMilliseconds;
  if (residentBytesOf(room.process.pid) > limits.mostResidentBytes) end(room, 'took too much memory');
  else if (isSilent || isLate) end(room, 'took too long');
}

function end(room: Room, overrun: Overrun): void {
  room.endedFor = overrun;
  endGroup(room.process);
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Told by Linux alone; elsewhere the limit of the heap has to do. */
function residentBytesOf(processId: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${String(processId)}/statm`, 'latin1').split(' ')[1]) * pageBytes;
  } catch {
    return 0;
  }
}

function answerFrom(room: Room, message: { readonly id: number; readonly deed: DeedName; readonly order: unknown }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (room.silentLooks !== null) room.silentLooks = 0;
    room.waiting.set(message.id, { settle: resolve, fail: reject, deed: message.deed, startedAt: performance.now() });
    rest(room);
    room.process.send(message, (error) => {
      if (error !== null) endGroup(room.process);
    });
  });
}
