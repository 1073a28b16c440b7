// Admission: no more than so many at once, users take turns, and a turn that is never given back does not block the others.
import { expect, test, vi } from 'vitest';
import { pause } from './deadline.ts';
import { TooManyWait, Turns } from './turns.ts';

const WAITING = { all: 100, each: 50 };
const LONG = 60_000;

/** Work that goes on until it is ended. */
function endless() {
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { work: () => over, end: () => end() };
}

test('no more than `at_once` pieces of work run at a time, and all have their turn', async () => {
  const turns = new Turns({ at_once: 2, lease_ms: LONG, waiting: WAITING });
  let [now, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, ++now);
    await pause(1);
    now--;
    done++;
  };
  await Promise.all(Array.from({ length: 20 }, () => turns.run('one', work)));
  expect({ most, done }).toEqual({ most: 2, done: 20 });
});

test("one user's many pieces of work do not starve another's one", async () => {
  const turns = new Turns({ at_once: 1, lease_ms: LONG, waiting: WAITING });
  const order: string[] = [];
  const piece = (user: string) =>
    turns.run(user, async () => {
      order.push(user);
      await pause(1);
    });
  await Promise.all([...Array.from({ length: 10 }, () => piece('many')), piece('one')]);
  expect(order.indexOf('one')).toBe(2);
});

test('work that fails gives its turn back', async () => {
  const turns = new Turns({ at_once: 1, lease_ms: LONG, waiting: WAITING });
  const failing = turns.run('one', () => Promise.reject(new Error('cut off')));
  await expect(failing).rejects.toThrow('cut off');
  expect(await turns.run('one', () => Promise.resolve('done'))).toBe('done');
});

test('a turn that is never given back lets the next one in when its lease is over', async () => {
  const turns = new Turns({ at_once: 1, lease_ms: 20, waiting: WAITING });
  const { work, end } = endless();
  const stuck = turns.run('gone', work);
  expect(await turns.run('one', () => Promise.resolve('done'))).toBe('done');
  end();
  await stuck;
  // What ends after its lease takes no turn from another.
  expect(await turns.run('one', () => Promise.resolve('again'))).toBe('again');
});

test('a clock that was set back keeps no turn for ever', async () => {
  let now = 1_000_000;
  const turns = new Turns({ at_once: 1, lease_ms: 20, waiting: WAITING }, () => now);
  const { work, end } = endless();
  const stuck = turns.run('gone', work);
  now = 0;
  expect(await turns.run('one', () => Promise.resolve('done'))).toBe('done');
  end();
  await stuck;
});

test('a caller that falls silent while it waits costs no other one a turn, and keeps its own if it is still there', async () => {
  let now = 1_000_000;
  const turns = new Turns({ at_once: 1, lease_ms: 20, waiting: WAITING }, () => now);
  const { work, end } = endless();
  const order: string[] = [];
  const first = turns.run('one', work);
  const silent = turns.run('gone', () => Promise.resolve(order.push('silent')));
  now += 1_000;
  const present = turns.run('one', () => Promise.resolve(order.push('present')));
  end();
  await Promise.all([first, present, silent]);
  expect(order).toEqual(['present', 'silent']);
});

test('a caller that finds the queue full is refused before its work begins', async () => {
  const turns = new Turns({ at_once: 1, lease_ms: LONG, waiting: { all: 2, each: 1 } });
  const { work, end } = endless();
  const first = turns.run('one', work);
  const second = turns.run('one', () => Promise.resolve('done'));
  let begun = false;
  const third = turns.run('one', () => Promise.resolve((begun = true)));
  await expect(third).rejects.toBeInstanceOf(TooManyWait);
  expect(begun).toBe(false);
  end();
  await first;
  expect(await second).toBe('done');
});

test('other requests run between two pieces of work', async () => {
  const turns = new Turns({ at_once: 1, lease_ms: LONG, waiting: WAITING });
  const order: string[] = [];
  const { work, end } = endless();
  const first = turns.run('one', work);
  const second = turns.run('one', () => Promise.resolve(order.push('the next piece')));
  // In Node, as in workerd, a socket is looked at when a timer is.
  setTimeout(() => order.push('another request'), 0);
  end();
  await Promise.all([first, second]);
  expect(order).toEqual(['another request', 'the next piece']);
});

test('after a piece of work the thread is left to others for a multiple of its time, up to a bound', async () => {
  vi.useFakeTimers({ now: 0 });
  try {
    const turns = new Turns({ at_once: 1, lease_ms: LONG, rest: 2, waiting: WAITING });
    const began: number[] = [];
    const lasting = (ms: number) =>
      turns.run('one', async () => {
        began.push(Date.now());
        await pause(ms);
      });
    const all = Promise.all([10, 500, 0, 1].map(lasting));
    await vi.runAllTimersAsync();
    await all;
    // After 10 ms a rest of 20, after 500 one of no more than 60, after none a gap.
    expect(began).toEqual([0, 30, 590, 590]);
    // Work that does not have to wait is not preceded by a rest.
    const alone = lasting(5);
    expect(began).toHaveLength(4);
    await Promise.resolve();
    expect(began.at(-1)).toBe(Date.now());
    await vi.runAllTimersAsync();
    await alone;
  } finally {
    vi.useRealTimers();
  }
});

test('a caller that has waited too long is refused before its work begins', async () => {
  let now = 1_000_000;
  const turns = new Turns({ at_once: 1, lease_ms: 20, wait_ms: 10, waiting: WAITING }, () => now);
  const { work, end } = endless();
  const first = turns.run('one', work);
  let begun = false;
  const second = turns.run('one', () => Promise.resolve((begun = true)));
  now += 15;
  await expect(second).rejects.toBeInstanceOf(TooManyWait);
  end();
  await first;
  expect(begun).toBe(false);
  expect(await turns.run('one', () => Promise.resolve('done'))).toBe('done');
});
