// How a drawn fault changes one passage: a wrapper around the call, the same for every edge. What an edge cannot do
// by itself (die, overtake, say no) it hands in.
import { pause } from '#shared/engine/runtime/deadline';
import type { Fault } from '#shared/engine/faults/plan';

export class InjectedFault extends Error {
  override name = 'InjectedFault';
}

export interface CallEffects<T> {
  /** Ends the object that runs this: uncommitted work is lost. */
  die(): void;
  /** The participant's no, where there is one. */
  reject?(): T;
  /** The participant's report of a failure, where there is one. */
  fail?(): T;
  /** Lets a later message pass, and waits at most this long for it; its outcome does not count. */
  overtake(atMostMs: number): Promise<unknown>;
  /** Applies what was applied before, past the guard. */
  applyAgain?(): Promise<unknown>;
}

/** How long a held message waits to be overtaken, unless the fault sets `delay_ms`. */
const OVERTAKEN_MS = 1_000;

/** @throws InjectedFault where the fault is that the caller gets no answer */
export async function injectFault<T>(
  fault: Fault | null,
  passage: string,
  work: () => Promise<T>,
  ways: CallEffects<T>,
): Promise<T> {
  if (!fault) return work();
  const fail = (what: string) => new InjectedFault(`fault switch: ${what} ${passage}`);
  if (fault.delay_ms && fault.kind !== 'reorder') await pause(fault.delay_ms);

  switch (fault.kind) {
    case 'delay':
      return work();
    case 'error':
      if (ways.fail) return ways.fail();
      throw fail('an error at');
    case 'drop_request':
      throw fail('the request is lost at');
    case 'reject':
      if (ways.reject) return ways.reject();
      throw fail('a refusal at');
    case 'crash_before':
      ways.die();
      throw fail('a crash before');
    case 'reorder':
      await ways.overtake(fault.delay_ms ?? OVERTAKEN_MS).catch(() => undefined);
      return work();
    case 'duplicate':
      await work();
      return work();
    case 'drop_reply':
      await work();
      throw fail('the answer is lost at');
    case 'crash_after':
      await work();
      ways.die();
      throw fail('a crash after');
    case 'evict': {
      const answer = await work();
      // The answer goes out first: an eviction loses memory, not messages.
      setTimeout(() => ways.die(), 0);
      return answer;
    }
    case 'duplicate_effect': {
      const answer = await work();
      await ways.applyAgain?.();
      return answer;
    }
  }
}
