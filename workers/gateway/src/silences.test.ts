// Busy is not dead: what counts as gone, and what does not.
import { expect, test } from 'vitest';
import { Silences } from './silences.ts';

const END = Silences.MOST_MS;

test('who has been asked and is silent is gone only after the whole time, from the first question on', () => {
  const silences = new Silences();
  silences.ask('album', 1_000);
  silences.ask('album', 2_000);
  expect(silences.isOver('album', 999 + END)).toBe(false);
  expect(silences.isOver('album', 1_000 + END)).toBe(true);
  expect(silences.isOver('saga', 1_000 + END)).toBe(false);
});

test('whoever answers late, again and again, is never gone', () => {
  const silences = new Silences();
  for (let at = 0; at < 10 * END; at += END / 2) {
    const heard = silences.ask('album', at);
    expect(silences.isOver('album', at + END / 2)).toBe(false);
    heard?.();
  }
});

test('many questions at once are few to the Worker, and those that were left behind do not count for ever', () => {
  const silences = new Silences();
  const asked = Array.from({ length: 100 }, () => silences.ask('album', 0));
  expect(asked.filter((heard) => heard !== null)).toHaveLength(4);
  expect(silences.ask('album', END - 1)).toBeNull();
  expect(silences.ask('album', END)).not.toBeNull();
});

test('a clock that goes back ends nobody, and is no excuse for ever', () => {
  const silences = new Silences();
  silences.ask('album', 10 * END);
  silences.ask('album', 0);
  expect(silences.isOver('album', END - 1)).toBe(false);
  expect(silences.isOver('album', END)).toBe(true);
});
