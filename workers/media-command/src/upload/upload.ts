// Upload: the bytes first, then the events. R2 and the event store share no transaction, so the order is chosen for
// what a crash leaves behind: unreferenced bytes (harmless), never an event without its bytes.
import type { Metadata } from '#shared/engine/event/envelope';
import { giveWay } from '#shared/engine/runtime/deadline';
import { Problem } from '#shared/http/problem';
import { derivedId, newId } from '#shared/mediahub/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { register, type Registered } from '../content/register.ts';
import { keepsFiles, type Media, type Upload } from '../domain/media-state.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { media } from '../aggregates.ts';
import type { Inspected } from './inspect-upload.ts';
import { digestsOf, passedOn, type SizedFile } from './stream-to-r2.ts';

export interface Uploading {
  metadata: Metadata;
  /** The client sent an Idempotency-Key. */
  keyed: boolean;
  positionWithinMs: number;
}

const reused = (): Problem =>
  new Problem('idempotency_key_reused', 'The Idempotency-Key was used to upload another file.');

/** Whether a command that has been handled was this one. @throws Problem idempotency_key_reused */
function refuseOther(state: Media, { sha256, filename }: Pick<Upload, 'sha256' | 'filename'>): void {
  if (state.status === 'none') return;
  if (state.upload.sha256 !== sha256 || state.upload.filename !== filename) throw reused();
}

/** Never overwrites: of two uploads that race under one key the first one's bytes stay. */
async function putIfAbsent(files: R2Bucket, id: string, file: SizedFile, contentType: string): Promise<string> {
  const { object, sha256, md5 } = await passedOn(files, originalKey(id), file, contentType);
  if (object === null) {
    const there = await files.head(originalKey(id));
    if (there && there.checksums.toJSON().md5 !== md5) throw reused();
  }
  return sha256;
}

/**
 * Stores the file and appends MediaUploaded, unless the same bytes of this user are there already. With `keyed` (the client
 * sent an Idempotency-Key) the id derives from the command, so a retried upload is the same media and gets the first answer.
 * @throws Problem idempotency_key_reused, bad_request when the file is cut off
 */
export async function storeUpload(
  env: Env,
  file: SizedFile,
  inspected: Inspected,
  { metadata, keyed, positionWithinMs }: Uploading,
): Promise<Registered> {
  const id = keyed ? derivedId('media', metadata.command_id) : newId('media');
  const { command_id } = metadata;
  if (keyed) {
    const { state, handled } = await media.load(env.EVENTS, id, { command_id });
    if (state.status !== 'none') {
      const { sha256 } = await digestsOf(file);
      refuseOther(state, handled ? { ...inspected, sha256 } : { sha256, filename: state.upload.filename });
      const written = { aggregate_id: id, version: handled?.version ?? 0, position: handled?.position ?? null };
      return { id, state, written, duplicate: false };
    }
  }

  // Armed before there is anything to sweep. A crash here leaves an alarm that finds nothing.
  await env.SWEEPER.getByName(SWEEPER).arm();
  const sha256 = await putIfAbsent(env.FILES, id, file, inspected.content_type);
  const upload = { ...inspected, size: file.size, sha256 };
  await giveWay();
  // A crash here, or an append whose outcome is not learned, leaves a key whose stream may be empty. Deleting it now
  // could take the bytes from a media item that does exist; the sweeper, which asks the stream, removes it after an hour.
  // A keyed media is read again: only its stream knows what became of it in the meantime.
  const registered = await register(env, id, upload, metadata, {
    idOrigin: keyed ? 'derived' : 'new',
    positionWithinMs,
  });
  // Under a key another request may still use these bytes, so they too are left to the sweeper.
  if (registered.id === id) await settle(env, registered, upload, command_id);
  else if (!keyed && (await mayDelete(env, id))) await deleteFiles(env.FILES, id);
  return registered;
}

/**
 * Another request with this key was faster: with another file, or its media item may have ended while our bytes came. If that is
 * uncertain now, the files are left to the sweeper.
 */
async function settle(env: Env, { id, state }: Registered, upload: Upload, command_id: string): Promise<void> {
  if (state.status !== 'none' && !keepsFiles(state) && (await mayDelete(env, id)))
    await deleteFiles(env.FILES, id);
  if (state.status === 'none' || state.upload.filename === upload.filename) return;
  // Another name: given by this very command it is a key used twice, by another upload of these bytes it is none of ours.
  const { handled } = await media.load(env.EVENTS, id, { command_id });
  if (handled) throw reused();
}
