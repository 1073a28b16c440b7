// The state of an album, and how events make it.
import type { AlbumEvent } from '#shared/mediahub/events/album';
import type { Metadata } from '#shared/engine/event/envelope';
import { assertNever } from '#shared/engine/command/decider';
import { minus, NO_IDS, plus, type IdSet } from './id-set.ts';

/**
 * An event as the fold sees it. Stored ones carry their metadata, and with it the saga of a tombstone; just
 * decided ones do not yet, so only a state folded from the stream knows every tombstone.
 */
export type AlbumFact = AlbumEvent & { readonly metadata?: Pick<Metadata, 'saga_id'> };

interface Remembered {
  /** Sagas whose add was undone: an add of theirs is refused, however late. */
  readonly refused_sagas: IdSet;
}

export interface ActiveAlbum extends Remembered {
  readonly status: 'active';
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  /** 'All Media': it can be neither renamed nor deleted. */
  readonly is_default: boolean;
  readonly media: IdSet;
}

export type Album =
  | ({ readonly status: 'none' } & Remembered)
  | ActiveAlbum
  | ({ readonly status: 'deleted' } & Remembered);

export function evolve(state: Album, event: AlbumFact): Album {
  const { refused_sagas } = state;
  switch (event.event_type) {
    case 'AlbumCreated': {
      const { user_id: owner, ...details } = event.data;
      return { status: 'active', owner, ...details, media: NO_IDS, refused_sagas };
    }
    case 'AlbumDetailsChanged':
      return state.status === 'active'
        ? { ...state, name: event.data.name, description: event.data.description }
        : state;
    case 'AlbumDeleted':
      return { status: 'deleted', refused_sagas };
    case 'MediaAddedToAlbum':
      return state.status === 'active' ? { ...state, media: plus(state.media, event.data.media_id) } : state;
    case 'MediaRemovedFromAlbum': {
      const saga = event.metadata?.saga_id;
      const remembered = saga === undefined ? refused_sagas : plus(refused_sagas, saga);
      return state.status === 'active'
        ? { ...state, refused_sagas: remembered, media: minus(state.media, event.data.media_id) }
        : { ...state, refused_sagas: remembered };
    }
    default:
      return assertNever(event);
  }
}
