// More work than the queue before the decoder holds, in virtual time: however slow the turns are, each is used, and waiting work
// comes back so seldom that its calls are no load (invariants R5 and R9).
import { expect, it } from 'vitest';
import { comeBack, waitMs } from './queue-wait.ts';

const [EACH, STEP_MS, TURN_MAX_MS, TICK_MS] = [256, 30_000, 15_000, 100];
const restOf = (workMs: number) => Math.min(workMs / 2, 1_000);

/** So many pictures of one user, each of which takes so long, until all are done or the time is over. */
function lived(count: number, workMs: number, mostMs: number) {
  let random = 1;
  const jitter = () => (random = (random * 16_807) % 2_147_483_647) / 2_147_483_647 + 1;
  const asking = Array.from({ length: count }, () => ({ at: 0 }));
  const waiting: { picture: { at: number }; joined: number; until: number }[] = [];
  let [done, lost, asks, busyUntil, turnMs, last] = [0, 0, 0, 0, 150, 0];
  let now = 0;
  for (; now < mostMs && done < count; now += TICK_MS) {
    const away = (picture: { at: number }) => {
      const { turn, at } = comeBack(now, last, turnMs);
      last = turn;
      picture.at = now + (at - now) * jitter();
    };
    for (const picture of asking) {
      if (picture.at > now) continue;
      asks++;
      picture.at = Infinity;
      if (waiting.length < EACH) waiting.push({ picture, joined: now, until: now + waitMs(turnMs) });
      else away(picture);
    }
    for (const one of waiting.filter(({ until }) => until <= now)) {
      waiting.splice(waiting.indexOf(one), 1);
      away(one.picture);
    }
    const next = now >= busyUntil ? waiting.shift() : undefined;
    if (!next) continue;
    busyUntil = now + Math.min(workMs, TURN_MAX_MS) + restOf(workMs);
    turnMs = Math.min(workMs, TURN_MAX_MS) + restOf(workMs);
    // Its saga has given the call up by then: the same is asked for again.
    if (now + workMs - next.joined <= STEP_MS) done++;
    else {
      lost++;
      next.picture.at = now + STEP_MS;
    }
  }
  return { done, lost, asks, seconds: now / 1_000 };
}

it.each([200, 2_000, 8_000, 12_000])(
  'turns of %i ms are not given to those whose saga has no time left for one',
  (workMs) => {
    const count = 400;
    const wholeMs = count * (Math.min(workMs, TURN_MAX_MS) + restOf(workMs));
    const { done, lost } = lived(count, workMs, 2 * wholeMs + 120_000);
    expect(done).toBe(count);
    expect(lost).toBeLessThan(count / 10);
  },
);

it('ten thousand that wait ask some times each, and not every half minute', () => {
  const { done, asks, seconds } = lived(10_000, 200, 10_000 * 600);
  expect(done).toBe(10_000);
  expect(seconds).toBeLessThan(10_000 * 0.6);
  expect(asks / seconds).toBeLessThan(80);
});
