// Model-based: any sequence of appends, checked against a list that is kept beside it (invariants S1-S4).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent } from '#shared/engine/event/envelope';
import type { ExpectedVersion } from '#shared/engine/ports/eventstore';
import { fcParameters } from '#shared/engine/testing/property';
import { decideAppend, type Known } from './decide-append.ts';

const event = (id: number, payload = 0): NewEvent => ({
  id: `event-${id}`,
  event_type: 'ThingRenamed',
  schema_version: 1,
  data: { filename: `${payload}` },
  metadata: { user_id: 'u', actor: 'u', command_id: 'c', correlation_id: 'c' },
});

const append = (stream: Known[], expected_version: ExpectedVersion, events: NewEvent[]) => {
  const known = stream.filter((k) => events.some((e) => e.id === k.id));
  const request = { aggregate_id: 'thing-1', aggregate_type: 'Thing' as const, expected_version, events };
  const decision = decideAppend(request, stream.length, known);
  if ('write' in decision)
    decision.write.forEach((e, n) =>
      stream.push({ ...e, version: decision.firstVersion + n, data: JSON.stringify(e.data) }),
    );
  return decision;
};

const expectedVersion = fc.oneof(
  fc.constantFrom<ExpectedVersion>('any', 'no_stream', 'stream_exists'),
  fc.integer({ min: -2, max: 12 }),
);
const batch = fc.array(
  fc.record({ id: fc.integer({ min: 0, max: 15 }), payload: fc.integer({ min: 0, max: 1 }) }),
  { maxLength: 4 },
);

describe('decideAppend', () => {
  it('keeps versions dense, rewrites nothing, and writes all of a batch or none of it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(expectedVersion, batch), { maxLength: 12 }), (appends) => {
        const stream: Known[] = [];
        for (const [expected, rows] of appends) {
          const before = structuredClone(stream);
          const events = rows.map(({ id, payload }) => event(id, payload));
          const decision = append(stream, expected, events);
          expect(stream.slice(0, before.length)).toEqual(before);
          expect(stream.length - before.length).toBe('write' in decision ? events.length : 0);
          if ('refuse' in decision && decision.refuse.code === 'version_conflict')
            expect(decision.refuse.actual).toBe(before.length);
        }
        expect(stream.map((k) => k.version)).toEqual(stream.map((_, n) => n + 1));
        expect(new Set(stream.map((k) => k.id)).size).toBe(stream.length);
      }),
      fcParameters(500),
    );
  });

  it('writes only when the stream is what the writer expected', () => {
    fc.assert(
      fc.property(fc.nat(5), expectedVersion, (length, expected) => {
        const stream: Known[] = [];
        for (let n = 0; n < length; n++) append(stream, 'any', [event(n)]);
        const fits =
          expected === 'any' ||
          (expected === 'no_stream' && length === 0) ||
          (expected === 'stream_exists' && length > 0) ||
          expected === length;
        expect('write' in append(stream, expected, [event(99)])).toBe(fits);
      }),
      fcParameters(500),
    );
  });

  it('answers a repeated batch with its first answer, regardless of later appends', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(5), expectedVersion, (size, later, expected) => {
        const stream: Known[] = [];
        const events = Array.from({ length: size }, (_, n) => event(n));
        append(stream, 'no_stream', events);
        for (let n = 0; n < later; n++) append(stream, 'any', [event(100 + n)]);
        const again = append(stream, expected, events);
        if (typeof expected === 'number' && expected < 0) expect(again).toHaveProperty('refuse');
        else expect(again).toEqual({ duplicateUpTo: size });
      }),
      fcParameters(500),
    );
  });
});
