// What the sagas ask of album.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';

export interface AlbumPort {
  /** Adds to 'All Media' of the context's user, creating it when it is the first. Ownership is checked on the media's own stream. */
  addToDefaultAlbum(context: SagaContext, args: { media_id: string }): Promise<CommandReply>;
  /** Takes the entry out and leaves a tombstone: a late add of the same saga is refused. */
  undoAddToDefaultAlbum(context: SagaContext, args: { media_id: string }): Promise<CommandReply>;
  /** Removes a deleted media item from every album that holds it. Answers `already` when all are done. */
  removeFromEveryAlbum(context: SagaContext, args: { media_id: string }): Promise<CommandReply>;
}
