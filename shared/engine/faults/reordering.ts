// Real overtaking, for the fault kind `reorder`: a passage is held until a later one of the same edge has gone through, or
// until its time is up. Only its own sender waits for it, so that sender cannot overtake it: a stream
// publishes one page at a time, a subscription is notified once at a time; there only another object's message overtakes.
import { pause } from '#shared/engine/runtime/deadline';
import type { InjectionPoint } from '#shared/engine/faults/plan';

/** How often a held message checks. It polls, because in Workers one request cannot wake another. */
export const LOOK_MS = 10;

export interface Passage {
  /** Waits until it is overtaken, at most this long. */
  overtaken(atMostMs: number): Promise<void>;
  /** Goes through. Once it has taken effect, it has overtaken what came before it and is held. */
  through<T>(work: () => Promise<T>): Promise<T>;
}

export class Reordering {
  #entered = 0;
  /** The latest passage of each edge that has gone through. */
  readonly #through = new Map<InjectionPoint, number>();

  enter(at: InjectionPoint): Passage {
    const number = ++this.#entered;
    const latest = () => this.#through.get(at) ?? 0;
    return {
      overtaken: async (atMostMs) => {
        for (let left = atMostMs; left > 0 && latest() < number; left -= LOOK_MS)
          await pause(Math.min(LOOK_MS, left));
      },
      through: async (work) => {
        const answer = await work();
        this.#through.set(at, Math.max(latest(), number));
        return answer;
      },
    };
  }
}
