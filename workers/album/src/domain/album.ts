// The Album aggregate. Its lesson is the tombstone: the undo of a saga's add is remembered in the stream, so that an add of
// that saga which arrives after its own undo is refused (messages have no order).
import type { Decider } from '#shared/engine/command/decider';
import { evolve, type Album, type AlbumFact } from './album-state.ts';
import { decideAlbum, type AlbumCommand } from './decide-album.ts';
import { NO_IDS } from './id-set.ts';
import { albumSnapshot } from './snapshot.ts';

export const albumDecider: Decider<Album, AlbumCommand, AlbumFact> = {
  initialState: { status: 'none', refused_sagas: NO_IDS },
  decide: decideAlbum,
  evolve,
  snapshot: albumSnapshot,
};
