// A kept answer is repeated while its effect is there, with the position that this has today; where a restore has taken it away,
// the request goes to its service again.
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import type { EventReaderPort, LogPage, StreamSlice } from '#shared/engine/ports/eventstore';
import { fcParameters } from '#shared/engine/testing/property';
import { newId } from '#shared/mediahub/ids';
import type { KeptAnswer } from './claim.ts';
import { stillTrue } from './effect.ts';

const asker = { user_id: 'user-1', command_id: 'command-1' };
const id = newId('album');

/** A stream of so many events, of which one may be the command's, and a log that has lost all behind a position. */
interface Stores {
  version: number;
  handled: StreamSlice['handled'];
  lostAfter: number;
}

const reader = ({ version, handled, lostAfter }: Stores): EventReaderPort => ({
  readStream: (_id, { command_id } = {}) =>
    Promise.resolve({ version, events: [], handled: command_id === asker.command_id ? handled : null }),
  readLog: ({ after }) =>
    Promise.resolve<LogPage>({ head: 9, events: [], ...(after > lostAfter ? { lost: true } : {}) }),
});

const keptAt = (version: number, position: number | null): KeptAnswer => ({
  status: 201,
  body: '{}',
  headers: {
    'content-type': 'application/json',
    'x-consistency-token': `${id}@${version}`,
    ...(position === null ? {} : { 'x-event-position': String(position) }),
  },
});

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

it('stores that were put back to any instant: it is repeated while its effect is there, and never a lost position', () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({
        at: fc.integer({ min: 1, max: 5 }),
        version: fc.nat(7),
        position: fc.option(fc.integer({ min: 1, max: 9 })),
        lostAfter: fc.nat(9),
        published: fc.boolean(),
      }),
      async ({ at, version, position, lostAfter, published }) => {
        // What has happened since keeps its versions: the stream has the command's event, or ends before it.
        const handled = version >= at ? { version: at, position: published ? 1_000_000_042 : null } : null;
        const answer = await stillTrue(reader({ version, handled, lostAfter }), asker, keptAt(at, position));
        expect(answer === null).toBe(handled === null);
        if (handled === null) return;
        const isLost = position !== null && position > lostAfter;
        const now = isLost
          ? published
            ? '1000000042'
            : undefined
          : position === null
            ? undefined
            : String(position);
        expect(answer).toMatchObject({ status: 201, body: '{}' });
        expect(answer?.headers['x-event-position']).toBe(now);
        expect(answer?.headers['x-consistency-token']).toBe(`${id}@${at}`);
      },
    ),
    fcParameters(200),
  ));

it('what changed nothing is repeated, though no event is of it', async () => {
  const kept = keptAt(2, 5);
  expect(await stillTrue(reader({ version: 3, handled: null, lostAfter: 9 }), asker, kept)).toBe(kept);
  expect(
    await stillTrue(reader({ version: 3, handled: null, lostAfter: 4 }), asker, kept),
    'a restore',
  ).toBeNull();
});

it('an event store that is silent takes no answer away', async () => {
  const away = {
    readStream: () => Promise.reject(new Error('away')),
    readLog: () => Promise.reject(new Error('away')),
  };
  const kept = keptAt(1, 5);
  expect(await stillTrue(away, asker, kept)).toBe(kept);
});

it('an answer that names no event is not asked about', async () => {
  const kept = { status: 200, body: null, headers: {} };
  expect(await stillTrue({} as EventReaderPort, asker, kept)).toBe(kept);
});
