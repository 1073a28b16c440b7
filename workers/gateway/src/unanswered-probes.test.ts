// Busy is not dead: what counts as gone, and what does not.
import { expect, test } from 'vitest';
import { UnansweredProbes } from './unanswered-probes.ts';

const END = UnansweredProbes.MOST_MS;

test('a Worker that does not answer is gone only after the whole time, counted from the first question', () => {
  const probes = new UnansweredProbes();
  probes.ask('album', 1_000);
  probes.ask('album', 2_000);
  expect(probes.isOver('album', 999 + END)).toBe(false);
  expect(probes.isOver('album', 1_000 + END)).toBe(true);
  expect(probes.isOver('saga', 1_000 + END)).toBe(false);
});

test('a Worker that answers late, again and again, is never gone', () => {
  const probes = new UnansweredProbes();
  for (let at = 0; at < 10 * END; at += END / 2) {
    const heard = probes.ask('album', at);
    expect(probes.isOver('album', at + END / 2)).toBe(false);
    heard?.();
  }
});

test('many questions at once are few to the Worker, and those that were left behind do not count for ever', () => {
  const probes = new UnansweredProbes();
  const asked = Array.from({ length: 100 }, () => probes.ask('album', 0));
  expect(asked.filter((heard) => heard !== null)).toHaveLength(4);
  expect(probes.ask('album', END - 1)).toBeNull();
  expect(probes.ask('album', END)).not.toBeNull();
});

test('a clock that goes back makes no Worker gone, and excuses none for ever', () => {
  const probes = new UnansweredProbes();
  probes.ask('album', 10 * END);
  probes.ask('album', 0);
  expect(probes.isOver('album', END - 1)).toBe(false);
  expect(probes.isOver('album', END)).toBe(true);
});
