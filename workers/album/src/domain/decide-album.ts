// What a command means for an album: the events that follow, or why it may not be. Pure. Here its life: created, described,
// deleted; its entries are in decide-entries.ts.
import { accept, reject, type Decision } from '#shared/engine/command/decider';
import type { ActiveAlbum, Album, AlbumFact } from './album-state.ts';
import { decideEntries, defaultAlbumCreated, noAlbum, ownAlbum, type EntryCommand } from './decide-entries.ts';

interface Details {
  name: string;
  description: string;
}

export type AlbumCommand =
  | ({ type: 'create'; owner: string } & Details)
  /** 'All Media', unless it exists. */
  | { type: 'createDefault'; owner: string }
  | ({ type: 'changeDetails'; owner: string } & Details)
  | { type: 'delete'; owner: string }
  | EntryCommand;

const fixed = reject('default_album_is_fixed', 'All Media keeps its name, and it stays.');

/** Who may change the album itself: its owner, unless it is 'All Media'. */
function changing(
  state: Album,
  owner: string,
  change: (album: ActiveAlbum) => Decision<AlbumFact>,
): Decision<AlbumFact> {
  const album = ownAlbum(state, owner);
  if (!album) return noAlbum;
  return album.is_default ? fixed : change(album);
}

export function decideAlbum(command: AlbumCommand, state: Album): Decision<AlbumFact> {
  switch (command.type) {
    case 'create': {
      const { owner: user_id, name, description } = command;
      if (state.status !== 'none') return accept();
      return accept({ event_type: 'AlbumCreated', data: { user_id, name, description, is_default: false } });
    }
    case 'createDefault':
      return state.status === 'none' ? accept(defaultAlbumCreated(command.owner)) : accept();
    case 'changeDetails': {
      const { owner: user_id, name, description } = command;
      return changing(state, user_id, (album) =>
        album.name === name && album.description === description
          ? accept()
          : accept({ event_type: 'AlbumDetailsChanged', data: { user_id, name, description } }),
      );
    }
    case 'delete': {
      const { owner: user_id } = command;
      return changing(state, user_id, () => accept({ event_type: 'AlbumDeleted', data: { user_id } }));
    }
    default:
      return decideEntries(command, state);
  }
}
