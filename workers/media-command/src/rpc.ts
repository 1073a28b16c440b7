// What the sagas ask of media. Every command may come again with the same command_id and has its effect once.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { MediaCommandPort } from '#shared/mediahub/ports/media-command';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { busyWhenContended } from '#shared/engine/saga/participant';
import type { Env } from './env.ts';
import { compensateUpload } from './processing/compensate.ts';
import { processMedia } from './processing/process.ts';
import { purgeMedia } from './processing/purge.ts';
import { renewLibrary } from './renewal/renewal.ts';

export class MediaCommandRpc extends WorkerEntrypoint<Env> implements MediaCommandPort {
  /** Makes the thumbnail and appends MediaProcessed, or MediaProcessingFailed when the image cannot be decoded. */
  process(context: SagaContext, args: { media_id: string }): Promise<CommandReply> {
    return busyWhenContended(processMedia(this.env, context, args.media_id));
  }

  /** Deletes the files and appends MediaUploadCompensated: a tombstone that refuses every later `process`. */
  compensate(context: SagaContext, args: { media_id: string; reason: string }): Promise<CommandReply> {
    return busyWhenContended(compensateUpload(this.env, context, args));
  }

  /** Deletes the files of a deleted media and appends MediaPurged. */
  purge(context: SagaContext, args: { media_id: string }): Promise<CommandReply> {
    return busyWhenContended(purgeMedia(this.env, context, args.media_id));
  }

  /** Makes the renditions of the next page of the library again, where they are old or missing. */
  renew(context: SagaContext, _args: { renewal_id: string }): Promise<CommandReply> {
    return busyWhenContended(renewLibrary(this.env, context));
  }
}
