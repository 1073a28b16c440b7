// What streams report of their outboxes: the newest report counts, and one that is never renewed expires.
import { expect, it } from 'vitest';
import { HeldOutboxes } from './HeldOutboxes.ts';

const MINUTE = 60_000;

it('counts what each stream reported last, until it has published', () => {
  const outboxes = new HeldOutboxes();
  outboxes.hold('a', 1);
  outboxes.hold('b', 2);
  outboxes.hold('a', 3);
  expect(outboxes.total()).toEqual({ streams: 2, events: 5 });
  outboxes.hold('b', 0);
  expect(outboxes.total()).toEqual({ streams: 1, events: 3 });
});

it('a stream that tries once a minute stays in, one that is silent does not, also with a clock that was set back', () => {
  let now = 100 * MINUTE;
  const outboxes = new HeldOutboxes(() => now);
  outboxes.hold('silent', 1);
  for (let tries = 0; tries < 10; tries++) {
    outboxes.hold('trying', 2);
    now += MINUTE;
  }
  expect(outboxes.total()).toEqual({ streams: 1, events: 2 });
  now -= 50 * MINUTE;
  expect(outboxes.total()).toEqual({ streams: 0, events: 0 });
});
