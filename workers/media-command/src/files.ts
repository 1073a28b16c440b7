// The files of a media in R2. Deleting is idempotent, so who repeats a command repeats it here too.
import { derivedKeys, originalKey } from '#shared/mediahub/media/keys';
import type { Env } from './env.ts';

/** Deletes the original and all that was made from it, whether they are there or not. Ask `mayDelete` first: an original does not come back. */
export const deleteFiles = (files: R2Bucket, mediaId: string): Promise<void> =>
  files.delete([originalKey(mediaId), ...derivedKeys(mediaId)]);

/**
 * Whether the stream of a media and the log agree on its history, in which the caller has read that its files may go. While
 * the log is late, or a restore waits to be brought in order, they may still be wanted: try again later.
 */
export async function mayDelete({ EVENTS }: Pick<Env, 'EVENTS'>, mediaId: string): Promise<boolean> {
  const { settled, streams } = await EVENTS.compareWithLog([mediaId]);
  return settled && streams.every(({ agreed }) => agreed);
}
