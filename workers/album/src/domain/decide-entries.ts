// What may enter an album, and what leaves it. All that must be known of the media (whose it is, whether it lives) comes
// in with the command.
import { accept, assertNever, reject, type Decision } from '#shared/engine/command/decider';
import type { ActiveAlbum, Album, AlbumFact } from './album-state.ts';
import { has } from './id-set.ts';
import type { MediaEligibility } from './media-eligibility.ts';

/** A media item to be added. */
export interface Candidate {
  media_id: string;
  /** What the media's own stream says about it. */
  media: MediaEligibility;
}

export type EntryCommand =
  /** All of them or none. */
  | { type: 'add'; owner: string; candidates: readonly Candidate[] }
  /** A saga's, into 'All Media', which the first add creates in the same append. */
  | ({ type: 'addToDefault'; owner: string; saga_id?: string } & Candidate)
  | { type: 'remove'; owner: string; media_ids: readonly string[] }
  | { type: 'undoAdd'; media_id: string; saga_id: string };

export const DEFAULT_ALBUM_NAME = 'All Media';

/** 'All Media' of this owner comes into being. */
export const defaultAlbumCreated = (user_id: string): AlbumFact => ({
  event_type: 'AlbumCreated',
  data: { user_id, name: DEFAULT_ALBUM_NAME, description: '', is_default: true },
});
const added = ({ media_id }: { media_id: string }): AlbumFact => ({
  event_type: 'MediaAddedToAlbum',
  data: { media_id },
});
const removed = (media_id: string): AlbumFact => ({
  event_type: 'MediaRemovedFromAlbum',
  data: { media_id },
});

export const noAlbum = reject('album_not_found', 'There is no such album.');

/** To `owner`, another user's album does not exist. */
export const ownAlbum = (state: Album, owner: string): ActiveAlbum | null =>
  state.status === 'active' && state.owner === owner ? state : null;

/** Why a media item may be in no album of `owner`, or null. */
export function unfit(owner: string, media: MediaEligibility): { code: string; reason: string } | null {
  if (media.status === 'unknown' || media.owner !== owner)
    return { code: 'media_not_found', reason: 'There is no such media.' };
  if (media.status === 'deleted') return { code: 'media_deleted', reason: 'The media has been deleted.' };
  if (media.status === 'compensated')
    return { code: 'media_compensated', reason: 'The upload of the media has been undone.' };
  return null;
}

function add(owner: string, candidates: readonly Candidate[], state: Album): Decision<AlbumFact> {
  for (const { media } of candidates) {
    const why = unfit(owner, media);
    if (why) return reject(why.code, why.reason);
  }
  const album = ownAlbum(state, owner);
  if (!album) return noAlbum;
  return accept(...candidates.filter(({ media_id }) => !has(album.media, media_id)).map(added));
}

export function decideEntries(command: EntryCommand, state: Album): Decision<AlbumFact> {
  switch (command.type) {
    case 'add':
      return add(command.owner, command.candidates, state);
    case 'addToDefault': {
      const { owner, saga_id } = command;
      if (saga_id !== undefined && has(state.refused_sagas, saga_id))
        return reject('saga_compensated', 'The saga that asks has been undone here.');
      if (state.status !== 'none') return add(owner, [command], state);
      const why = unfit(owner, command.media);
      return why ? reject(why.code, why.reason) : accept(defaultAlbumCreated(owner), added(command));
    }
    case 'remove': {
      const album = ownAlbum(state, command.owner);
      if (!album) return noAlbum;
      return accept(...command.media_ids.filter((id) => has(album.media, id)).map(removed));
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
