// What a stream may be and may have answered, said a second time and simply: a stream is a list of batches, every answer is
// the one that some state of the list gives which was current while the question was under way.
import { expect } from 'vitest';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { AppendRequest, AppendResult } from '#shared/engine/ports/eventstore';

export interface Call {
  request: AppendRequest;
  /** It holds an event that no storage takes. */
  bad: boolean;
  /** The version that the stream had for certain when it was asked. */
  least: number;
  /** null: no one knows what became of it. */
  answer: AppendResult | null;
}

type Event = { id: string; data: object };
const same = (a: Event, b: Event | undefined): boolean =>
  a.id === b?.id && JSON.stringify(a.data) === JSON.stringify(b.data);

/** The answer of a stream that holds these events, without the position and the words. */
export function predicted(
  stored: readonly Event[],
  { events, expected_version: expected }: AppendRequest,
): object {
  const refused = (code: string) => ({ ok: false, code });
  const version = stored.length;
  if (events.length === 0 || (typeof expected === 'number' && expected < 0)) return refused('invalid_append');
  const there = events.filter(({ id }) => stored.some((old) => old.id === id));
  if (there.some((event) => !stored.some((old) => same(old, event)))) return refused('event_id_reused');
  if (there.length === events.length)
    return { ok: true, version: Math.max(...there.map((e) => stored.findIndex((old) => old.id === e.id))) + 1 };
  if (there.length > 0) return refused('partly_duplicate');
  const fits = { any: true, no_stream: version === 0, stream_exists: version > 0 };
  const agreed = typeof expected === 'number' ? expected === version : fits[expected];
  return agreed
    ? { ok: true, version: version + events.length }
    : { ...refused('version_conflict'), actual: version };
}

const said = (answer: AppendResult): object => {
  if (answer.ok) return { ok: true, version: answer.version };
  return answer.code === 'version_conflict' ? answer : { ok: false, code: answer.code };
};

const labelOf = (answer: AppendResult): string => {
  if (answer.ok) return 'S3, S4: an accepted batch stays, and has one answer';
  return answer.code === 'version_conflict'
    ? 'S2: the loser learns the true version'
    : 'S2, S4: a refusal has its reason';
};

/** One of these has to hold; when none does, the first says why. */
function anyOf(ways: readonly (() => void)[]): void {
  const failures: unknown[] = [];
  for (const way of ways) {
    try {
      return way();
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

/**
 * The states that the stream went through, as versions, each batch explained by someone who asked for it. A request that repeats a
 * part of another one, and overtook it, has the same beginning: where batches of several lengths may have been written, one of them
 * has to explain all that follows, and every answer.
 */
function explain(
  stored: readonly StreamEvent[],
  calls: readonly Call[],
  at: readonly number[],
  answers: (at: readonly number[]) => void,
): void {
  const version = at.at(-1) ?? 0;
  if (version >= stored.length) return answers(at);
  const first = stored[version];
  // A call that began when this version was there already has not written it.
  const asked = calls.filter(
    ({ least, request }) => least <= version && request.events.some((event) => first && same(event, first)),
  );
  expect(asked.length, 'S1: every stored event comes from a call').toBeGreaterThan(0);
  const writers = asked.filter(
    ({ bad, request: { events } }) => !bad && events.every((event, n) => same(event, stored[version + n])),
  );
  expect(writers.length, 'S3: all of a batch, together, or nothing').toBeGreaterThan(0);
  const before = stored.slice(0, version);
  const byLength = Map.groupBy(writers, ({ request }) => request.events.length);
  anyOf(
    [...byLength].map(([length, writersOfIt]) => () => {
      expect(
        writersOfIt.map(({ request }) => predicted(before, request)),
        'S2: it was written on what it expected',
      ).toContainEqual({ ok: true, version: version + length });
      expect(
        writersOfIt.some(({ answer }) => answer?.ok ?? true),
        'S2: a refused call wrote nothing',
      ).toBe(true);
      explain(stored, calls, [...at, version + length], answers);
    }),
  );
}

/** The stream, and every answer that it gave (S1-S4). */
export function streamHolds(stored: readonly StreamEvent[], calls: readonly Call[]): void {
  expect(
    stored.map((e) => e.version),
    'S1: versions 1..n',
  ).toEqual(stored.map((_, n) => n + 1));
  explain(stored, calls, [0], (at) => {
    for (const { request, answer, bad, least } of calls) {
      if (!answer) continue;
      const possible = at
        .filter((version) => version >= least)
        .map((version) => predicted(stored.slice(0, version), request));
      expect(possible, labelOf(answer)).toContainEqual(said(answer));
      expect([bad, answer.ok], 'S3: a batch that cannot be written is not accepted').not.toEqual([true, true]);
    }
  });
}

/** The answered positions are those of the log (S4-S6). `positions`: of the stream's versions, from the first on. */
export function positionsHold(positions: readonly number[], calls: readonly Call[]): void {
  for (const { answer } of calls)
    if (answer?.ok && answer.position !== null)
      expect(answer.position, 'S5: an answered position is where the log has the event').toBe(
        positions[answer.version - 1],
      );
}
