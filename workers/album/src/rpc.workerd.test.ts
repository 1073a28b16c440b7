// What the sagas may rely on. Every test has a user of its own.
import { beforeEach, describe, expect, test } from 'vitest';
import { defaultAlbumId, newId } from '#shared/mediahub/ids';
import {
  albumRpc,
  call,
  deleted,
  history,
  json,
  saga,
  subscriptionCatchesUp,
  undoOf,
  uploaded,
} from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import type { Album } from '#shared/mediahub/api/album';

let user: string;

beforeEach(() => {
  user = newId('user');
  fakes.live = true;
});

describe('add to the default album', () => {
  test('creates All Media and the entry in one append, stamped with the saga', async () => {
    const media_id = await uploaded(user);
    const context = saga(user);
    expect(await albumRpc().addToDefaultAlbum(context, { media_id })).toEqual({ status: 'accepted' });
    const events = fakes.store.log.filter((e) => e.aggregate_id === defaultAlbumId(user));
    expect(events.map((e) => e.event_type)).toEqual(['AlbumCreated', 'MediaAddedToAlbum']);
    expect(events[1]?.metadata).toEqual({
      user_id: user,
      actor: 'saga:media_upload',
      command_id: context.command_id,
      correlation_id: 'trace',
      causation_id: 'cause',
      saga_id: context.saga_id,
      step: context.step,
    });
  });

  test('again adds nothing and returns the position of the effect', async () => {
    const media_id = await uploaded(user);
    const context = saga(user);
    await albumRpc().addToDefaultAlbum(context, { media_id });
    const position = fakes.store.log.length;
    expect(await albumRpc().addToDefaultAlbum(context, { media_id })).toEqual({ status: 'already', position });
    expect(fakes.store.log.length).toBe(position);
  });

  test('sixteen times at once makes one album with sixteen entries', async () => {
    const ids = await Promise.all(Array.from({ length: 16 }, () => uploaded(user)));
    const replies = await Promise.all(
      ids.map((media_id) => albumRpc().addToDefaultAlbum(saga(user), { media_id })),
    );
    expect(replies.map((reply) => reply.status)).toEqual(ids.map(() => 'accepted'));
    const events = history(defaultAlbumId(user));
    expect(events.filter((type) => type === 'AlbumCreated')).toHaveLength(1);
    expect(events.filter((type) => type === 'MediaAddedToAlbum')).toHaveLength(16);
  });

  test('says why a media may not come in', async () => {
    const media_id = await deleted(await uploaded(user), user);
    expect(await albumRpc().addToDefaultAlbum(saga(user), { media_id })).toMatchObject({
      status: 'rejected',
      code: 'media_deleted',
    });
    const foreign = await uploaded(newId('user'));
    for (const unknown of [newId('media'), foreign])
      expect(await albumRpc().addToDefaultAlbum(saga(user), { media_id: unknown })).toMatchObject({
        status: 'rejected',
        code: 'media_not_found',
      });
  });
});

test('an undo that overtakes its add leaves a tombstone, creates no album, and the late add is refused', async () => {
  const media_id = await uploaded(user);
  const context = saga(user);
  const undo = undoOf(context);
  expect(await albumRpc().undoAddToDefaultAlbum(undo, { media_id })).toEqual({ status: 'accepted' });
  expect(await albumRpc().undoAddToDefaultAlbum(undo, { media_id })).toMatchObject({ status: 'already' });
  expect(await albumRpc().addToDefaultAlbum(context, { media_id })).toMatchObject({
    status: 'rejected',
    code: 'saga_compensated',
  });
  expect(history(defaultAlbumId(user))).toEqual(['MediaRemovedFromAlbum']);
  await subscriptionCatchesUp();
  expect(await json(call(user, 'GET', ''))).toEqual([]);

  await albumRpc().addToDefaultAlbum(saga(user), { media_id: await uploaded(user) });
  await subscriptionCatchesUp();
  expect(await json(call(user, 'GET', '/default'))).toMatchObject({ is_default: true, media_count: 1 });
});

describe('remove from every album', () => {
  test('takes a deleted media out of each album of its owner, each time once', async () => {
    const media_id = await uploaded(user);
    await albumRpc().addToDefaultAlbum(saga(user), { media_id });
    const { id: trip } = await json<Album>(call(user, 'POST', '', { name: 'Trip' }));
    await call(user, 'POST', `/${trip}/media`, { media_id });
    await deleted(media_id, user);

    const context = saga(user, 'remove_from_albums', 'media_deletion');
    for (let n = 0; n < 2; n++)
      expect(await albumRpc().removeFromEveryAlbum(context, { media_id })).toMatchObject({
        status: 'already',
      });
    expect(history(trip)).toEqual(['AlbumCreated', 'MediaAddedToAlbum', 'MediaRemovedFromAlbum']);
    expect(history(defaultAlbumId(user)).slice(2)).toEqual(['MediaRemovedFromAlbum']);
  });

  test('of more albums than one request may write to, takes some and says that there are more', async () => {
    const media_id = await uploaded(user);
    const albums: string[] = [];
    // Each is read and written by itself: that would be 36 calls.
    for (let n = 0; n < 18; n++) {
      const { id } = await json<Album>(call(user, 'POST', '', { name: `Trip ${n}` }));
      await call(user, 'POST', `/${id}/media`, { media_id });
      albums.push(id);
    }
    await deleted(media_id, user);
    const context = saga(user, 'remove_from_albums', 'media_deletion');
    fakes.calls = 0;
    expect(await albumRpc().removeFromEveryAlbum(context, { media_id })).toMatchObject({ progressed: true });
    expect(fakes.calls).toBeLessThanOrEqual(6);
    expect(albums.filter((id) => history(id).at(-1) === 'MediaRemovedFromAlbum')).toHaveLength(10);
    expect(await albumRpc().removeFromEveryAlbum(context, { media_id })).toMatchObject({ status: 'already' });
    expect(albums.map((id) => history(id).at(-1))).toEqual(albums.map(() => 'MediaRemovedFromAlbum'));
  });

  test('goes on behind what is done, though the read model still names it', async () => {
    const media_id = await uploaded(user);
    const albums: string[] = [];
    for (let n = 0; n < 25; n++) {
      const { id } = await json<Album>(call(user, 'POST', '', { name: `Trip ${n}` }));
      await call(user, 'POST', `/${id}/media`, { media_id });
      albums.push(id);
    }
    await deleted(media_id, user);
    await subscriptionCatchesUp();
    // What follows is parked, or late.
    fakes.live = false;
    const context = saga(user, 'remove_from_albums', 'media_deletion');
    const replies: string[] = [];
    for (let n = 0; n < 5 && replies.at(-1) !== 'already'; n++)
      replies.push((await albumRpc().removeFromEveryAlbum(context, { media_id })).status);
    expect(replies).toEqual(['busy', 'busy', 'already']);
    expect(albums.map((id) => history(id).at(-1))).toEqual(albums.map(() => 'MediaRemovedFromAlbum'));
  });

  test('is busy, not done, while the read model that names the albums is behind', async () => {
    const media_id = await deleted(await uploaded(user), user);
    fakes.live = false;
    expect(await albumRpc().removeFromEveryAlbum(saga(user), { media_id })).toMatchObject({ status: 'busy' });
  });
});
