// The sequencer over any interleaving of streams, duplicates and gaps (invariants S5, S6, X3).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import { fcParameters } from '#shared/engine/testing/property';
import { sequence } from './sequence.ts';

const event = (aggregate_id: string, version: number): StreamEvent => ({
  id: `${aggregate_id}/${version}`,
  aggregate_id,
  aggregate_type: 'Thing',
  event_type: 'ThingRenamed',
  schema_version: 1,
  data: {},
  version,
  created_at: '2026-01-01T00:00:00.000Z',
  position: null,
  metadata: { user_id: 'u', actor: 'u', command_id: 'c', correlation_id: 'c' },
});

const submission = fc
  .record({
    stream: fc.constantFrom('a', 'b', 'c'),
    from: fc.integer({ min: 1, max: 8 }),
    size: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ stream, from, size }) => ({
    aggregate_id: stream,
    events: Array.from({ length: size }, (_, n) => event(stream, from + n)),
  }));

describe('sequence', () => {
  it('gives dense positions and keeps every stream in order without a hole, for any submissions', () => {
    fc.assert(
      fc.property(fc.array(fc.array(submission, { maxLength: 5 }), { maxLength: 10 }), (groups) => {
        const log: LoggedEvent[] = [];
        let last: ReadonlyMap<string, number> = new Map();
        for (const group of groups) {
          const result = sequence(log.length, last, group);
          log.push(...result.rows);
          last = result.lastVersions;
        }
        expect(log.map((e) => e.position)).toEqual(log.map((_, n) => n + 1));
        for (const stream of ['a', 'b', 'c']) {
          const versions = log.filter((e) => e.aggregate_id === stream).map((e) => e.version);
          expect(versions).toEqual(versions.map((_, n) => n + 1));
        }
      }),
      fcParameters(300),
    );
  });

  it('refuses a gap without holding up the other streams', () => {
    const result = sequence(10, new Map([['a', 2]]), [
      { aggregate_id: 'a', events: [event('a', 4)] },
      { aggregate_id: 'b', events: [event('b', 1)] },
    ]);
    expect(result.outcomes[0]).toEqual({ gap: 2 });
    expect(result.rows).toEqual([{ ...event('b', 1), position: 11 }]);
  });

  it('recognises what it has and places only the rest', () => {
    const known = new Map([['a', 2]]);
    const result = sequence(7, known, [{ aggregate_id: 'a', events: [event('a', 2), event('a', 3)] }]);
    expect(result.outcomes).toEqual([{ known: 2, fresh: [{ ...event('a', 3), position: 8 }] }]);
  });
});
