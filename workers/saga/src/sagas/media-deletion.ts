// The media deletion. The decision is made when it starts, so there is only forward:
//   MediaDeleted → remove_from_albums → purge_files → MediaPurged
import type { Subject } from '#shared/engine/saga/definition';
import type { MediaHubSaga } from '#shared/mediahub/ports/participants';
import { stubborn } from './retries.ts';

const media = ({ aggregate_id }: Subject) => ({ media_id: aggregate_id });

export const mediaDeletion: MediaHubSaga = {
  name: 'media_deletion',
  version: 1,
  startedBy: 'MediaDeleted',
  begin: ({ aggregate_id, metadata }) => ({
    user_id: metadata.user_id,
    aggregate_id,
    title: aggregate_id,
  }),
  steps: [
    {
      name: 'remove_from_albums',
      kind: 'retriable',
      ask: { command: 'album.removeFromEveryAlbum', args: media, completedBy: null },
      retry: stubborn,
      timeout_ms: 30_000,
      calls: 26,
    },
    {
      name: 'purge_files',
      kind: 'retriable',
      ask: { command: 'media.purge', args: media, completedBy: 'MediaPurged' },
      retry: stubborn,
      timeout_ms: 15_000,
    },
  ],
  whenFailed: [],
};
