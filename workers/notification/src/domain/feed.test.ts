import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/api/live';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { opened, OPENING, pushed, pushedAll, REPLAY_MAX, type Feed, type Past } from './feed.ts';

const event = (position: number): LoggedEvent => ({
  id: `event-${position}`,
  aggregate_id: 'media-1',
  aggregate_type: 'Media',
  event_type: 'MediaPurged',
  data: {},
  version: position,
  schema_version: 1,
  created_at: '',
  position,
  metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${position}`, correlation_id: 't' },
});
const message = (position: number): LiveMessage => ({ type: 'event', position, event: event(position) });
const news: LiveMessage = { type: 'notification', position: 7 };
const said = (messages: readonly LiveMessage[]) =>
  messages.map((m) => ('position' in m ? `${m.type} ${m.position}` : m.type));
const upTo = (n: number) => Array.from({ length: n }, (_, i) => event(i + 1));

describe('opening a feed', () => {
  test('replays what was missed', () => {
    const [feed, sent] = opened(OPENING, { after: 3, head: 9, events: [event(4), event(8)] });
    expect(said(sent)).toEqual(['event 4', 'event 8']);
    expect(feed).toEqual({ phase: 'live', position: 8 });
  });
  test('says nothing when nothing was missed', () =>
    expect(opened(OPENING, { after: 9, head: 9, events: [] })[1]).toEqual([]));
  test('resets a browser that comes for the first time', () =>
    expect(said(opened(OPENING, { after: undefined, head: 9, events: [] })[1])).toEqual(['reset 9']));
  test('replays two hundred events and resets instead of replaying more', () => {
    const events = upTo(REPLAY_MAX + 1);
    expect(opened(OPENING, { after: 0, head: 900, events: upTo(REPLAY_MAX) })[1]).toHaveLength(REPLAY_MAX);
    expect(said(opened(OPENING, { after: 0, head: 900, events })[1])).toEqual(['reset 900']);
  });
  test('resets a browser that knows more than the log: it comes from another life of it', () =>
    expect(said(opened(OPENING, { after: 50, head: 9, events: [] })[1])).toEqual(['reset 9']));
  test('keeps news that are no events for after the replay', () => {
    const [waiting] = pushed(OPENING, news);
    expect(said(opened(waiting, { after: 0, head: 1, events: [event(1)] })[1])).toEqual([
      'event 1',
      'notification 7',
    ]);
  });
});

/**
 * A browser connects while things happen. `logged` of the user's events are in the log when it is read; the pushes
 * of the events after `unheard` reach the socket, `early` of them before the past has been read, and some twice.
 */
const scenarios = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 }),
    twice: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    cut: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  })
  .map(({ gaps, twice, cut: [a, b, c, d] }) => {
    const positions = gaps.map((_, n) => gaps.slice(0, n + 1).reduce((sum, gap) => sum + gap, 0));
    const unheard = a % (positions.length + 1);
    const logged = unheard + (b % (positions.length - unheard + 1));
    const early = c % (positions.length - unheard + 1);
    const after = d % 4 === 0 ? undefined : d % ((positions[logged - 1] ?? 0) + 1);
    const pushes = positions
      .slice(unheard)
      .flatMap((p, n) => (twice[n] && n > 0 ? [p, positions[unheard + n - 1] ?? p, p] : [p]));
    return { positions, logged, early, after, pushes };
  });

const losesNothing = (open: (feed: Feed, past: Past) => ReturnType<typeof opened>) =>
  fc.property(scenarios, ({ positions, logged, early, after, pushes }) => {
    const head = positions[logged - 1] ?? 0;
    const past: Past = {
      after,
      head,
      events: positions
        .slice(0, logged)
        .filter((p) => after !== undefined && p > after)
        .map(event),
    };
    const [waiting, tooEarly] = pushedAll(OPENING, pushes.slice(0, early).map(message));
    const [live, replayed] = open(waiting, past);
    const [, later] = pushedAll(live, pushes.slice(early).map(message));
    const start = after ?? head;
    expect(tooEarly).toEqual([]);
    expect(said([...replayed, ...later])).toEqual([
      ...(after === undefined ? [`reset ${head}`] : []),
      ...positions.filter((p) => p > start).map((p) => `event ${p}`),
    ]);
  });

test('of the events that arrive while the past is read, none is lost, doubled or out of order', () =>
  fc.assert(losesNothing(opened), fcParameters(500)));

test('(a feed that forgets what waited, or trusts no positions, is caught)', () => {
  const forgets = (_: Feed, past: Past) => opened(OPENING, past);
  const doubles = (feed: Feed, past: Past) => {
    const [, replayed] = opened(OPENING, past);
    return pushedAll({ phase: 'live', position: -1 }, feed.phase === 'opening' ? feed.waiting : [], replayed);
  };
  expect(fc.check(losesNothing(forgets), CAUGHT).failed).toBe(true);
  expect(fc.check(losesNothing(doubles), CAUGHT).failed).toBe(true);
});
