// Requests of one isolate, in virtual time. Some lose their client midway, and the platform drops them at that point: what such a
// request waits for never comes, its `finally` never runs, and what it left in the isolate's memory stays there.
import fc from 'fast-check';

export interface Visit {
  /** How long after the one before it comes, and how long its call to another Worker takes. */
  after_ms: number;
  takes_ms: number;
  fate: 'answered' | 'fails' | 'vanishes';
}

const ms = fc.integer({ min: 1, max: 90_000 });
export const visits: fc.Arbitrary<Visit[]> = fc.array(
  fc.record({
    after_ms: ms,
    takes_ms: ms,
    fate: fc.constantFrom('answered' as const, 'answered' as const, 'fails' as const, 'vanishes' as const),
  }),
  { maxLength: 8 },
);

/** What a request does: `call` is to another Worker, and `now` the clock. Null: another one does it already. */
export type Serve = (call: () => Promise<void>, now: () => number) => Promise<unknown>;

interface Begun {
  visit: Visit;
  /** It is between the beginning of its call and the answer. */
  at_work: boolean;
}

/**
 * Serves the visits of the plan, and one more after all of them.
 * @param apart whether only one may be at work at a time
 * @throws R5 when that last one is not served within `bound_ms` of the others' end
 */
export async function visited(
  serve: Serve,
  plan: readonly Visit[],
  apart: boolean,
  bound_ms: number,
): Promise<void> {
  let now = 0;
  const due: { at: number; what: () => void }[] = [];
  const begun: Begun[] = [];
  const flush = () => new Promise((resolve) => setImmediate(resolve));
  const passUntil = async (end: number): Promise<void> => {
    for (;;) {
      const next = due.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.what();
      await flush();
    }
    now = end;
  };
  const begin = (visit: Visit): Promise<unknown> => {
    const one: Begun = { visit, at_work: false };
    begun.push(one);
    const call = () => {
      if (apart && begun.some((other) => other.at_work && other.visit.fate !== 'vanishes'))
        throw new Error('X6: what is under way is not begun once more');
      one.at_work = true;
      return new Promise<void>((resolve, reject) => {
        const end = visit.fate === 'fails' ? () => reject(new Error('the other Worker fails')) : resolve;
        if (visit.fate === 'vanishes') return;
        due.push({ at: now + visit.takes_ms, what: () => ((one.at_work = false), end()) });
      });
    };
    return serve(call, () => now);
  };
  let broken: unknown = null;
  for (const visit of plan) {
    await passUntil(now + visit.after_ms);
    void begin(visit).catch((error: unknown) => {
      if (String(error).includes('X6')) broken = error;
    });
    await flush();
  }
  await passUntil(now + Math.max(0, ...plan.map(({ takes_ms }) => takes_ms)) + bound_ms);
  let served = false;
  void begin({ after_ms: 0, takes_ms: 1, fate: 'answered' }).then((answer) => (served = answer !== null));
  await flush();
  await passUntil(now + 1);
  // What the platform's own threads do for it, cryptography, is done when enough of the same is done behind it.
  for (let n = 0; n < 300 && !served; n++) await crypto.subtle.digest('SHA-256', new Uint8Array(1));
  if (broken) throw broken;
  if (!served) throw new Error('R5: a request that vanishes keeps no other one waiting for ever');
}
