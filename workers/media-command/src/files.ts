// The two files of a media in R2. Deleting is idempotent, so whoever repeats a command repeats it here too.
import { originalKey, thumbnailKey } from '#shared/mediahub/media/keys';

/** Deletes original and thumbnail, whether they are there or not. */
export const deleteFiles = (files: R2Bucket, mediaId: string): Promise<void> =>
  files.delete([originalKey(mediaId), thumbnailKey(mediaId)]);
