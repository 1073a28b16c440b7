// An album folded from the log. Its entries are changed in place: an album of ten thousand is folded in one pass.
import type { StateFold } from './state-fold.ts';

export interface AlbumState {
  status: 'none' | 'active' | 'deleted';
  user_id: string | null;
  name: string;
  description: string;
  is_default: boolean;
  /** Media id → since when. */
  media: Record<string, string>;
  /** Sagas whose add was undone here: an add of theirs is refused, however late. */
  refused_sagas: Record<string, true>;
}

/** The tombstone of a saga's undo is the only thing that can come before the album itself. */
const none = (): AlbumState => ({
  status: 'none',
  user_id: null,
  name: '',
  description: '',
  is_default: false,
  media: {},
  refused_sagas: {},
});

export const ALBUM_STATE: StateFold<AlbumState> = {
  evolve(before, event) {
    const state = before ?? none();
    switch (event.event_type) {
      case 'AlbumCreated':
        return { ...state, status: 'active', ...event.data, media: {} };
      case 'AlbumDetailsChanged':
        if (state.status === 'active')
          Object.assign(state, { name: event.data.name, description: event.data.description });
        return state;
      case 'AlbumDeleted':
        return { ...state, status: 'deleted', media: {} };
      case 'MediaAddedToAlbum':
        if (state.status === 'active') state.media[event.data.media_id] ??= event.created_at;
        return state;
      case 'MediaRemovedFromAlbum': {
        const saga = event.metadata.saga_id;
        if (saga !== undefined) state.refused_sagas[saga] = true;
        delete state.media[event.data.media_id];
        return state;
      }
      default:
        return before;
    }
  },
};
