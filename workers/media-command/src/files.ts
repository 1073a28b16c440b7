// The files of a media item in R2. Deleting is idempotent, so a repeated command repeats it here too.
import { derivedKeys, originalKey } from '#shared/mediahub/media/keys';
import type { Env } from './env.ts';

/** Deletes the original and all its renditions, whether they exist or not. Ask `mayDelete` first: an original cannot be restored. */
export const deleteFiles = (files: R2Bucket, mediaId: string): Promise<void> =>
  files.delete([originalKey(mediaId), ...derivedKeys(mediaId)]);

/**
 * Whether the stream of a media item and the log agree on its history, in which the caller has read that its files may go. While
 * the log is late, or a restore waits to be brought in order, they may still be wanted: try again later.
 */
export async function mayDelete({ EVENTS }: Pick<Env, 'EVENTS'>, mediaId: string): Promise<boolean> {
  const { settled, streams } = await EVENTS.compareWithLog([mediaId]);
  return settled && streams.every(({ agreed }) => agreed);
}
