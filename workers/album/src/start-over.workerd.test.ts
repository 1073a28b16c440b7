// The albums start over after a restore (R3): everything is delivered again, while what is shown is of another history. What follows
// from these deliveries, and from the commands of that other history's sagas, is judged by the history that there is now.
import { createExecutionContext } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fcParameters, timeoutFor } from '#shared/engine/testing/property';
import { eventId } from '#shared/engine/event/ids';
import { newId } from '#shared/mediahub/ids';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { env } from '../test/env.ts';
import { albumRpc, call, deleted, history, json, saga, subscriptionCatchesUp, uploaded } from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import type { Album } from '#shared/mediahub/api/album';
import { AlbumConsumer } from './rpc.ts';

const consumer = () => new AlbumConsumer(createExecutionContext(), env);

/** The next event of a history that a restore has taken away: the read model has it, log and streams do not. */
function lostDeletion(media_id: string, owner: string, position: number): LoggedEvent {
  const command_id = crypto.randomUUID();
  return {
    id: eventId(command_id, 0),
    aggregate_id: media_id,
    aggregate_type: 'Media',
    event_type: 'MediaDeleted',
    schema_version: 1,
    version: 2,
    data: { user_id: owner },
    metadata: { user_id: owner, actor: owner, command_id, correlation_id: 'trace' },
    created_at: new Date().toISOString(),
    position,
  };
}

async function startsOver(): Promise<() => Promise<void>> {
  const { generation } = await consumer().rebuild('startOver');
  if (generation === null) throw new Error('nothing was begun');
  return () => consumer().rebuild('cutOver', generation);
}

/** Delivers what the rows have not had, in pages. */
async function deliverAll(page: number): Promise<void> {
  let { checkpoint: from } = await consumer().deliver({ from: -1, to: -1, events: [] });
  while (from < fakes.store.log.length) {
    const events = fakes.store.log.slice(from, from + page);
    ({ checkpoint: from } = await consumer().deliver({ from, to: from + events.length, events }));
  }
}

const entriesOf = async (user: string, album: string): Promise<string[]> =>
  (await json<{ media_id: string }[]>(call(user, 'GET', `/${album}/media`))).map(({ media_id }) => media_id);

test(
  'no media that lives leaves an album because another history had deleted it',
  { timeout: timeoutFor(60_000) },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ lost: fc.boolean(), gone: fc.boolean() }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 5 }),
        async (fates, page) => {
          const user = newId('user');
          const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Kyoto' }));
          const media = await Promise.all(fates.map(async (fate) => ({ ...fate, id: await uploaded(user) })));
          for (const { id } of media) await call(user, 'POST', `/${album}/media`, { media_id: id });
          await deliverAll(100);
          const ahead = media.filter(({ lost }) => lost);
          const from = fakes.store.log.length;
          const events = ahead.map(({ id }, n) => lostDeletion(id, user, from + 1 + n));
          if (events.length > 0) await consumer().deliver({ from, to: from + events.length, events });
          const cutOver = await startsOver();
          for (const { id } of media.filter(({ gone }) => gone)) await deleted(id, user);
          await deliverAll(page);
          await cutOver();
          const live = media.filter(({ gone }) => !gone).map(({ id }) => id);
          expect((await entriesOf(user, album)).toSorted(), 'R3: a living media stays').toEqual(live.toSorted());
          expect(history(album).filter((type) => type === 'MediaRemovedFromAlbum')).toEqual([]);
        },
      ),
      fcParameters(12),
    ),
);

test('an entry that slipped in behind a deletion leaves, also while the albums start over', async () => {
  const user = newId('user');
  const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Nara' }));
  const media_id = await uploaded(user);
  await subscriptionCatchesUp();
  const cutOver = await startsOver();
  fakes.live = false;
  await call(user, 'POST', `/${album}/media`, { media_id });
  const added = fakes.store.log.pop();
  await deleted(media_id, user);
  await deliverAll(100);
  if (!added) throw new Error('nothing was added');
  // The log has it behind the deletion.
  fakes.store.log.push({ ...added, position: added.position + 1 });
  await deliverAll(100);
  fakes.live = true;
  await cutOver();
  expect(history(album).at(-1)).toBe('MediaRemovedFromAlbum');
});

test('a saga of another history takes no media out that lives', async () => {
  const user = newId('user');
  const { id: album } = await json<Album>(call(user, 'POST', '', { name: 'Uji' }));
  const media_id = await uploaded(user);
  await call(user, 'POST', `/${album}/media`, { media_id });
  await subscriptionCatchesUp();
  const remove = () => albumRpc().removeFromEveryAlbum(saga(user, 'remove_from_albums'), { media_id });
  const { compare } = fakes;
  try {
    // While a restore is not finished, or the log is late, whether it was deleted is unknown.
    for (const unsure of [{ settled: false }, { agreed: false }]) {
      fakes.compare = async (ids) => {
        const { settled, lost, streams } = await compare(ids);
        return { settled, lost, ...unsure, streams: streams.map((stream) => ({ ...stream, ...unsure })) };
      };
      expect(await remove()).toMatchObject({ status: 'busy' });
    }
  } finally {
    fakes.compare = compare;
  }
  expect(await remove()).toMatchObject({ status: 'rejected', code: 'media_not_deleted' });
  expect(await entriesOf(user, album)).toEqual([media_id]);
});
