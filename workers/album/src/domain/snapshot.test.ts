// An album read back from its snapshot is the album that was written down.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '#shared/kernel/decider';
import { albumDecider, type Album, type AlbumFact } from './album.ts';
import { has } from './idSet.ts';
import { albumSnapshot } from './snapshot.ts';

const IDS = ['media-01', 'media-02', 'media-11', 'saga-01'];
const id = fc.constantFrom(...IDS);
const events: fc.Arbitrary<AlbumFact> = fc.oneof(
  fc.constantFrom<AlbumFact>(
    { event_type: 'AlbumCreated', data: { user_id: 'user-a', name: 'n', description: '', is_default: false } },
    { event_type: 'AlbumDeleted', data: { user_id: 'user-a' } },
  ),
  id.map((media_id): AlbumFact => ({ event_type: 'MediaAddedToAlbum', data: { media_id } })),
  fc.tuple(id, id).map(([media_id, saga_id]): AlbumFact => ({
    event_type: 'MediaRemovedFromAlbum',
    data: { media_id },
    metadata: { saga_id },
  })),
);

/** What the rules can tell about an album. */
const seen = (album: Album) => ({
  ...album,
  refused_sagas: IDS.filter((one) => has(album.refused_sagas, one)),
  ...(album.status === 'active' ? { media: IDS.filter((one) => has(album.media, one)) } : {}),
});

test('saved and loaded, then gone on with, it is what the whole stream says', () =>
  fc.assert(
    fc.property(fc.array(events, { maxLength: 20 }), fc.array(events, { maxLength: 10 }), (before, after) => {
      const json: unknown = JSON.parse(JSON.stringify(albumSnapshot.save(fold(albumDecider, before))));
      const loaded = albumSnapshot.load(json);
      if (!loaded) throw new Error('it does not read what it wrote');
      expect(seen(fold(albumDecider, after, loaded))).toEqual(seen(fold(albumDecider, [...before, ...after])));
    }),
  ));

test.each([null, 7, {}, { status: 'active' }, { status: 'none', refused_sagas: { a1: 1 } }, { status: 'gone', refused_sagas: {} }])(
  'what it cannot have written is not read: %j',
  (json) => expect(albumSnapshot.load(json)).toBeNull(),
);
