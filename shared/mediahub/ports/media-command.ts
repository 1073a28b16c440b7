// What the sagas ask of media-command.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';

export interface MediaCommandPort {
  /** Reads the original, makes the thumbnail, appends MediaProcessed or MediaProcessingFailed. */
  process(context: SagaContext, args: { media_id: string }): Promise<CommandReply>;
  /** Undoes an upload: deletes its files, appends MediaUploadCompensated. A later `process` is refused. */
  compensate(context: SagaContext, args: { media_id: string; reason: string }): Promise<CommandReply>;
  /** Deletes the files of a deleted media, appends MediaPurged. */
  purge(context: SagaContext, args: { media_id: string }): Promise<CommandReply>;
  /** Remakes the old renditions of the library's next page; RenewalCompleted after the last. */
  renew(context: SagaContext, args: { renewal_id: string }): Promise<CommandReply>;
}
