// Which subscriptions the log notifies at once, and which a moment later of all that has gathered.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Notifier } from './Notifier.ts';

const event = (position: number, event_type = 'ThingRenamed', saga_id?: string) =>
  ({ position, event_type, metadata: saga_id === undefined ? {} : { saga_id } }) as LoggedEvent;

/** Promises go on before the next turn of the event loop: answers are such promises. */
const answered = async () => {
  for (let n = 0; n < 100; n++) await Promise.resolve();
};

interface Sent {
  name: string;
  before: number;
  head: number;
}

function notifier(send: (sent: Sent) => Promise<void> = () => Promise.resolve()) {
  const sent: Sent[] = [];
  const awaited: string[] = [];
  const failed = vi.fn(() => Promise.resolve());
  const log = new Notifier({
    names: ['all', 'some'],
    rulesOf: (name) =>
      name === 'some'
        ? {
            interestedIn: (one) => /Made|Begun/.test(one.event_type),
            urgent: (one) => one.event_type === 'ThingBegun',
          }
        : {},
    after: () => [],
    send: (name, before, head, _, isAwaited) => {
      sent.push({ name, before, head });
      if (isAwaited) awaited.push(name);
      return send({ name, before, head });
    },
    failed,
  });
  return { log, sent, awaited, failed };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gathers what is committed within a moment into one call, and skips subscriptions that it does not concern', async () => {
  const { log, sent } = notifier();
  void log.committed(0, [event(1)]);
  void log.committed(1, [event(2)]);
  await vi.advanceTimersByTimeAsync(5);
  expect(sent).toEqual([]);
  await vi.runAllTimersAsync();
  expect(sent).toEqual([{ name: 'all', before: 0, head: 2 }]);
});

it('notifies at once the subscription that a caller waits for, even while it gathers, and not the others', async () => {
  const { log, sent } = notifier();
  void log.committed(0, [event(1, 'ThingMade')]);
  log.await(['some']);
  void log.committed(1, [event(2, 'ThingMade')]);
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([{ name: 'some', before: 0, head: 2 }]);
  await vi.runAllTimersAsync();
  expect(sent.at(-1)).toEqual({ name: 'all', before: 0, head: 2 });
});

it('notifies of urgent events without gathering, after the answers that are on their way', async () => {
  const { log, sent } = notifier();
  void log.committed(0, [event(1, 'ThingMade')]);
  void log.committed(1, [event(2, 'ThingBegun')]);
  await answered();
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{ name: 'some', before: 0, head: 2 }]);
});

it('notifies at once of urgent events of a saga, unless other events were committed with them', async () => {
  const { log, sent } = notifier();
  void log.committed(0, [event(1, 'ThingBegun', 'saga-1'), event(2, 'ThingRenamed')]);
  await answered();
  expect(sent).toEqual([]);
  void log.committed(2, [event(3, 'ThingBegun', 'saga-1')]);
  await answered();
  expect(sent).toEqual([{ name: 'some', before: 0, head: 3 }]);
});

it('marks the calls that bring what a caller waits for', async () => {
  const { log, awaited } = notifier();
  log.await(['some']);
  void log.committed(0, [event(1, 'ThingMade')]);
  await vi.runAllTimersAsync();
  void log.committed(1, [event(2, 'ThingMade')]);
  await vi.runAllTimersAsync();
  expect(awaited).toEqual(['some']);
});

it('gathers for longer where events keep coming', async () => {
  const { log, sent } = notifier();
  const headsAfter = async (position: number, ms: number) => {
    void log.committed(position - 1, [event(position)]);
    await vi.advanceTimersByTimeAsync(ms);
    return sent.map(({ head }) => head);
  };
  expect(await headsAfter(1, 30)).toEqual([1]);
  expect(await headsAfter(2, 30)).toEqual([1]);
  expect(await headsAfter(3, 80)).toEqual([1, 3]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await headsAfter(4, 30)).toEqual([1, 3, 4]);
});

it('sends events that came during a call with the next call', async () => {
  let acknowledge = () => {};
  const { log, sent } = notifier(() => new Promise((resolve) => (acknowledge = resolve)));
  log.await(['all']);
  void log.committed(0, [event(1)]);
  await vi.advanceTimersByTimeAsync(0);
  log.await(['all']);
  void log.committed(1, [event(2)]);
  expect(sent).toHaveLength(1);
  acknowledge();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual([
    { name: 'all', before: 0, head: 1 },
    { name: 'all', before: 1, head: 2 },
  ]);
});

it('leaves a failed call to the alarm, which notifies all subscriptions at once', async () => {
  let fails = true;
  const { log, sent, failed } = notifier(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve()));
  void log.committed(0, [event(1)]);
  await vi.runAllTimersAsync();
  expect([failed.mock.calls.length, log.allAcknowledged(1)]).toEqual([1, false]);
  fails = false;
  await log.repeat(1);
  expect(sent.slice(1).map(({ name }) => name)).toEqual(['all', 'some']);
  expect(log.allAcknowledged(1)).toBe(true);
});
