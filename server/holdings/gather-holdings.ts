/** Asks every system that is shown live what it holds about one person, side by side; one that is slow or fails is named and never waited for. */

import { summarise, type Summary } from '../connected-systems/ask-system.ts';
import type { AskingLimits, ConnectedSystem } from '../connected-systems/connector.ts';
import type { Identity } from '../data-subjects/identity.ts';
import type { Log } from '../platform/log.ts';

export interface DeskTimes {
  /** The page goes out when every service has answered, or after this long. */
  readonly patienceMs: number;
  /** A service still working goes on this long behind the page. */
  readonly wholeMs: number;
}

const usualTimes: DeskTimes = { patienceMs: 5_000, wholeMs: 60_000 };
/** A late answer waits this long for the page to come back for it. */
const keptMs = 30_000;

export interface Gathered {
  readonly system: ConnectedSystem;
  /** Null while the system is still looking. */
  readonly summary: Summary | null;
  readonly askedAt: Date;
}

export interface Question {
  readonly dataSubjectId: string;
  readonly identity: Identity;
  readonly now: Date;
  /** Told of a fault in our own programs, which must not look like a system that is down. */
  readonly log: Log;
}

interface Asked {
  readonly answer: Promise<Summary>;
  readonly askedAt: Date;
  settled: Summary | null;
}

export interface HoldingsDesk {
  /** @param withinMs waits no longer than this, where it is less than the page would */
  gather(systems: readonly ConnectedSystem[], question: Question, withinMs?: number): Promise<readonly Gathered[]>;
}

/** Remembers only questions that are still open, and answers that came after their page had gone. */
export function openHoldingsDesk({ patienceMs, wholeMs }: DeskTimes = usualTimes): HoldingsDesk {
  const limits = { connectMs: 5_000, idleMs: wholeMs, wholeMs, maxRecordBytes: 5_000_000 };
  const open = new Map<string, Asked>();
  const ask = (system: ConnectedSystem, question: Question): Asked => {
    const key = `${question.dataSubjectId}|${system.key}`;
    const known = open.get(key);
    if (known !== undefined) return known;
    const asked: Asked = { answer: answerOf(system, question, limits), askedAt: question.now, settled: null };
    open.set(key, asked);
    void asked.answer.then((summary) => { asked.settled = summary; });
    setTimeout(() => { if (open.get(key) === asked) open.delete(key); }, wholeMs + keptMs).unref();
    return asked;
  };
  return {
    gather: async (systems, question, withinMs = patienceMs) => {
      const asked = systems.map((system) => ({ system, asked: ask(system, question) }));
      await withPatience(asked.map((each) => each.asked.answer), Math.min(withinMs, patienceMs));
      return asked.map((each) => {
        if (each.asked.settled !== null) open.delete(`${question.dataSubjectId}|${each.system.key}`);
        return { system: each.system, summary: each.asked.settled, askedAt: each.asked.askedAt };
      });
    },
  };
}

/** Only the limits end it, and they end it as an outcome; a connector that fails in a way nobody foresaw is one that did not answer. */
function answerOf(system: ConnectedSystem, { identity, log }: Question, limits: AskingLimits): Promise<Summary> {
  return summarise(system, identity, { signal: new AbortController().signal, limits }).catch((error: unknown): Summary => {
    log.fault('connector failed', error, { system: system.key });
    return { outcome: 'errored', reason: 'unexpected' };
  });
}

async function withPatience(answers: readonly Promise<Summary>[], patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => { timer = setTimeout(resolve, patienceMs); });
  await Promise.race([Promise.allSettled(answers), enough]);
  clearTimeout(timer);
}
