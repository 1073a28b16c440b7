// What a command means for an album: the events that follow, or why it may not be. Pure: all that it must know of
// other aggregates (whose the media is, whether it lives) comes in with the command.
import { accept, assertNever, reject, type Decision } from '#shared/kernel/decider';
import type { ActiveAlbum, Album, AlbumFact } from './album.ts';
import { has } from './idSet.ts';
import type { MediaStanding } from './mediaStanding.ts';

interface Add {
  owner: string;
  media_id: string;
  /** What the media's own stream says about it. */
  media: MediaStanding;
  /** The saga that asks, if one does. */
  saga_id?: string;
}

export type AlbumCommand =
  | { type: 'create'; owner: string; name: string; description: string }
  | ({ type: 'add' } & Add)
  /** Into 'All Media', which the first add creates in the same append. */
  | ({ type: 'addToDefault' } & Add)
  | { type: 'remove'; owner: string; media_id: string }
  | { type: 'undoAdd'; media_id: string; saga_id: string };

export const DEFAULT_ALBUM_NAME = 'All Media';

const created = (
  user_id: string,
  name: string,
  description: string,
  is_default = false,
): AlbumFact => ({
  event_type: 'AlbumCreated',
  data: { user_id, name, description, is_default },
});
const added = (media_id: string): AlbumFact => ({ event_type: 'MediaAddedToAlbum', data: { media_id } });
const removed = (media_id: string): AlbumFact => ({
  event_type: 'MediaRemovedFromAlbum',
  data: { media_id },
});

const noAlbum = reject('album_not_found', 'There is no such album.');

/** Somebody else's album does not exist, as far as `owner` can tell. */
const ownAlbum = (state: Album, owner: string): ActiveAlbum | null =>
  state.status === 'active' && state.owner === owner ? state : null;

/** Why this media may not come in, or null. */
function refusal({ owner, media, saga_id }: Add, state: Album): Decision<never> | null {
  if (saga_id !== undefined && has(state.refused_sagas, saga_id))
    return reject('saga_compensated', 'The saga that asks has been undone here.');
  if (media.status === 'unknown' || media.owner !== owner)
    return reject('media_not_found', 'There is no such media.');
  if (media.status === 'deleted') return reject('media_deleted', 'The media has been deleted.');
  if (media.status === 'compensated')
    return reject('media_compensated', 'The upload of the media has been undone.');
  return null;
}

function add(command: Add, state: Album): Decision<AlbumFact> {
  const refused = refusal(command, state);
  if (refused) return refused;
  const album = ownAlbum(state, command.owner);
  if (!album) return noAlbum;
  return has(album.media, command.media_id) ? accept() : accept(added(command.media_id));
}

export function decideAlbum(command: AlbumCommand, state: Album): Decision<AlbumFact> {
  switch (command.type) {
    case 'create':
      return state.status === 'none'
        ? accept(created(command.owner, command.name, command.description))
        : accept();
    case 'add':
      return add(command, state);
    case 'addToDefault': {
      if (state.status !== 'none') return add(command, state);
      const both = accept(created(command.owner, DEFAULT_ALBUM_NAME, '', true), added(command.media_id));
      return refusal(command, state) ?? both;
    }
    case 'remove': {
      const album = ownAlbum(state, command.owner);
      if (!album) return noAlbum;
      return has(album.media, command.media_id) ? accept(removed(command.media_id)) : accept();
    }
    case 'undoAdd':
      // Also where there is no entry, and even no album, to take it from: the tombstone is the point.
      return has(state.refused_sagas, command.saga_id) || state.status === 'deleted'
        ? accept()
        : accept(removed(command.media_id));
    default:
      return assertNever(command);
  }
}
