// Upload: the bytes first, then the event. R2 and the event store share no transaction, so the order is chosen for
// what a crash leaves behind: bytes nobody knows of (harmless), never an event without its bytes.
import type { Metadata } from '#shared/engine/envelope';
import { writtenAt, type Written } from '#shared/http/consistency';
import { problemCode, Problem } from '#shared/http/problem';
import { derivedId, newId } from '#shared/mediahub/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { keepsFiles, type Media, type Upload } from '../domain/media-state.ts';
import { media as decider } from '../domain/media.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { media } from '../aggregates.ts';
import type { Inspected } from './inspected.ts';
import { digestsOf, passedOn, type SizedFile } from './passed-on.ts';

export interface Uploading {
  metadata: Metadata;
  /** The client sent an Idempotency-Key. */
  keyed: boolean;
  positionWithinMs: number;
}

/** The decider knows whether this is the same upload again. @throws Problem idempotency_key_reused */
function refuseOtherUpload(state: Media, upload: Upload): void {
  const decision = decider.decide({ type: 'upload', upload }, state);
  if (!decision.accepted) throw new Problem(problemCode(decision.code), decision.reason);
}

/** Never overwrites: of two uploads that race under one key the first one's bytes stay. */
async function putIfAbsent(files: R2Bucket, id: string, file: SizedFile, contentType: string): Promise<string> {
  const { object, sha256, md5 } = await passedOn(files, originalKey(id), file, contentType);
  if (object === null) {
    const there = await files.head(originalKey(id));
    if (there && there.checksums.toJSON().md5 !== md5)
      throw new Problem('idempotency_key_reused', 'The Idempotency-Key was used to upload another file.');
  }
  return sha256;
}

/**
 * Stores the file and appends MediaUploaded. With `keyed` the id derives from the command, so a retried upload is the same
 * media and gets the first answer.
 * @throws Problem idempotency_key_reused, bad_request when the file is cut off
 */
export async function storeUpload(
  env: Env,
  file: SizedFile,
  inspected: Inspected,
  { metadata, keyed, positionWithinMs }: Uploading,
): Promise<Written> {
  const id = keyed ? derivedId('media', metadata.command_id) : newId('media');
  if (keyed) {
    const { state, handled } = await media.load(env.EVENTS, id, { command_id: metadata.command_id });
    if (state.status !== 'none') {
      refuseOtherUpload(state, { ...inspected, size: file.size, sha256: (await digestsOf(file)).sha256 });
      return { aggregate_id: id, version: handled?.version ?? 0, position: handled?.position ?? null };
    }
  }

  // Armed before there is anything to sweep. A crash here leaves an alarm that finds nothing.
  await env.SWEEPER.getByName(SWEEPER).arm();
  const sha256 = await putIfAbsent(env.FILES, id, file, inspected.content_type);
  const upload = { ...inspected, size: file.size, sha256 };
  // A crash here, or an append whose outcome is not learned, leaves a key whose stream may be empty. Deleting it now
  // could take the bytes from a media that does exist; the sweeper, which asks the stream, removes it after an hour.
  const handled = await media.handle(env.EVENTS, id, { type: 'upload', upload }, metadata, {
    // A keyed one is read again: only the stream knows what became of the media in the meantime.
    idOrigin: keyed ? 'derived' : 'new',
    positionWithinMs,
  });

  // Another request with this key was faster, and its media may have ended while our bytes were on their way.
  // Where that cannot be told for certain now, the sweeper will.
  if (handled.state.status !== 'none' && !keepsFiles(handled.state) && (await mayDelete(env, id)))
    await deleteFiles(env.FILES, id);
  if (!handled.ok) throw new Problem(problemCode(handled.code), handled.reason);
  refuseOtherUpload(handled.state, upload);
  return writtenAt(id, handled);
}
