/** Holds one asking of one system to its time limits, even if its connector never answers an abort. */
import { SystemFault } from './connector.ts';
import type { Asking, AskingLimits } from './connector.ts';

/** Time limits around everything one system is waited for. */
export interface Watch {
  readonly asking: Asking;
  /** Waits for the system; the idle limit runs only while this waits, never while the caller works. */
  waitFor<Answer>(ask: () => Promise<Answer>): Promise<Answer>;
  /** Streams from the system under the same limits. */
  stream<Part>(source: AsyncIterable<Part>): AsyncGenerator<Part, void, undefined>;
  /** Ends the asking: whatever the connector still does is aborted. */
  end(): void;
}

/** Begins a watch. When the caller's own signal aborts, the waiting rejects with that signal's reason. */
export function startWatch(callerSignal: AbortSignal, limits: AskingLimits): Watch {
  const controller = new AbortController();
  const giveUp = (reason: unknown): void => controller.abort(reason);
  const stopForCaller = (): void => giveUp(callerSignal.reason);
  callerSignal.addEventListener('abort', stopForCaller, { once: true });
  if (callerSignal.aborted) stopForCaller();
  const wholeTimer = setTimeout(() => giveUp(new SystemFault('timed-out', 'the whole time limit passed')), limits.wholeMs);

  async function waitFor<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    controller.signal.throwIfAborted();
    const idleTimer = setTimeout(() => giveUp(new SystemFault('timed-out', 'the idle time limit passed')), limits.idleMs);
    const aborted = whenAborted(controller.signal);
    try {
      return await Promise.race([ask(), aborted.promise]);
    } catch (cause) {
      // A connector that heard the abort fails in its own words; the reason for the abort is the truer one.
      controller.signal.throwIfAborted();
      throw cause;
    } finally {
      clearTimeout(idleTimer);
      aborted.forget();
    }
  }

  async function* stream<Part>(source: AsyncIterable<Part>): AsyncGenerator<Part, void, undefined> {
    const iterator = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const step = await waitFor(() => iterator.next());
        if (step.done === true) return;
        yield step.value;
      }
    } finally {
      // Not awaited: a generator that hangs would answer its own closing no sooner than its work.
      iterator.return?.().catch(() => undefined);
    }
  }

  return {
    asking: { signal: controller.signal, limits },
    waitFor,
    stream,
    end() {
      clearTimeout(wholeTimer);
      callerSignal.removeEventListener('abort', stopForCaller);
      giveUp(new SystemFault('dropped', 'the asking is over'));
    },
  };
}

function whenAborted(signal: AbortSignal): { readonly promise: Promise<never>; forget(): void } {
  let hear = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    hear = () => {
      const reason: unknown = signal.reason;
      reject(reason);
    };
    signal.addEventListener('abort', hear, { once: true });
  });
  return { promise, forget: () => signal.removeEventListener('abort', hear) };
}
