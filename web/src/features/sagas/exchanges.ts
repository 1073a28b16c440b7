// How the page draws the exchanges of a saga: where an instant is placed, and which steps were undone to be sure. Pure.
import type { SagaTimelineEntry } from '#shared/engine/saga/view';

/** Steps whose outcome was not known when they were undone: undone to be sure. */
export const undoneUnknown = (timeline: readonly SagaTimelineEntry[]): ReadonlySet<string> => {
  const last = timeline.at(-1)?.steps ?? [];
  const undone = new Set(
    last
      .filter(({ status }) => status === 'compensated' || status === 'compensating')
      .map(({ step_name }) => step_name),
  );
  return new Set(
    timeline.flatMap(({ steps }) =>
      steps
        .filter(({ status, step_name }) => status === 'unknown' && undone.has(step_name))
        .map((one) => one.step_name),
    ),
  );
};

export interface Scale {
  width: number;
  x(at: number): number;
}

const STEP_PX = 26;
const DECADE_PX = 42;

/**
 * Places instants from left to right. Between two of them the room grows with the logarithm of the time, so that a reply
 * after 5 ms and a pause of 5 s are both seen; the numbers beside the bars are exact.
 */
export function scaleOf(instants: readonly number[]): Scale {
  const sorted = [...new Set(instants)].toSorted((a, b) => a - b);
  const places = new Map<number, number>();
  let x = 0;
  for (const [n, at] of sorted.entries()) {
    const before = sorted[n - 1];
    if (before !== undefined) x += STEP_PX + DECADE_PX * Math.log10(1 + (at - before) / 10);
    places.set(at, x);
  }
  return { width: x, x: (at) => places.get(at) ?? 0 };
}
