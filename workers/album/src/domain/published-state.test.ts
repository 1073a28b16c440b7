// The album that time travel shows is the album that the rules see.
import type { AlbumFact } from './album-state.ts';
import fc from 'fast-check';
import { it } from 'vitest';
import type { AlbumState } from '#shared/mediahub/state/album';
import { tellTheSameStory } from '#shared/mediahub/testing/same-story';
import { albumDecider } from './album.ts';
import { has } from './id-set.ts';

const MEDIA = ['media-01', 'media-02', 'media-11'];
const SAGAS = ['saga-1', 'saga-2'];
const media_id = fc.constantFrom(...MEDIA);
const name = fc.constantFrom('Holiday', 'Kyoto 京都');

const events: fc.Arbitrary<AlbumFact> = fc.oneof(
  name.map((n): AlbumFact => ({
    event_type: 'AlbumCreated',
    data: { user_id: 'user-a', name: n, description: '', is_default: false },
  })),
  name.map((n): AlbumFact => ({
    event_type: 'AlbumDetailsChanged',
    data: { user_id: 'user-a', name: n, description: 'd' },
  })),
  fc.constant<AlbumFact>({ event_type: 'AlbumDeleted', data: { user_id: 'user-a' } }),
  media_id.map((id): AlbumFact => ({ event_type: 'MediaAddedToAlbum', data: { media_id: id } })),
  fc.tuple(media_id, fc.option(fc.constantFrom(...SAGAS), { nil: undefined })).map(([id, saga_id]): AlbumFact => ({
    event_type: 'MediaRemovedFromAlbum',
    data: { media_id: id },
    metadata: saga_id === undefined ? {} : { saga_id },
  })),
);

it('both folds tell the same story of any history', () =>
  tellTheSameStory(
    'Album',
    albumDecider,
    events,
    (state) => [
      state.status,
      state.status === 'active'
        ? [state.name, state.description, MEDIA.filter((id) => has(state.media, id))]
        : null,
      SAGAS.filter((id) => has(state.refused_sagas, id)),
    ],
    (state) => {
      const shown = state as AlbumState | null;
      const { status = 'none', media = {}, refused_sagas = {} } = shown ?? {};
      return [
        status,
        shown?.status === 'active' ? [shown.name, shown.description, MEDIA.filter((id) => id in media)] : null,
        SAGAS.filter((id) => id in refused_sagas),
      ];
    },
  ));
