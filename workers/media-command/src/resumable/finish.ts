// Parts become a file, and the file a media item. Every step may be done again: the object that asks for it does so after a crash.
import type { Metadata } from '#shared/engine/event/envelope';
import { derivedUuid } from '#shared/engine/event/ids';
import { originalKey } from '#shared/mediahub/media/keys';
import { WHOLE_HASH_MAX_BYTES } from '#shared/mediahub/media/limits';
import { register } from '../content/register.ts';
import type { Env } from '../env.ts';
import { deleteFiles, mayDelete } from '../files.ts';
import { SWEEPER } from '../sweeping/name.ts';
import { toHex } from '#shared/engine/runtime/bytes';
import type { Done, NotedPart, Plan } from './plan.ts';

const bytesOf = (digest: string): Uint8Array =>
  Uint8Array.from({ length: digest.length / 2 }, (_, i) => Number.parseInt(digest.slice(2 * i, 2 * i + 2), 16));

/** SHA-256 of the hashes of the parts, one after the other. */
export async function hashOfHashes(parts: readonly string[]): Promise<string> {
  const joined = new Uint8Array(parts.length * 32);
  for (const [i, part] of parts.entries()) joined.set(bytesOf(part), i * 32);
  return toHex(await crypto.subtle.digest('SHA-256', joined));
}

/** Joined to one object already, by a try that did not live to say so: then its parts are gone, and it is there. */
async function joined(files: R2Bucket, key: string, plan: Plan, parts: readonly NotedPart[]): Promise<void> {
  if (await files.head(key)) return;
  await files
    .resumeMultipartUpload(key, plan.r2_upload_id)
    .complete(parts.map(({ n, etag }) => ({ partNumber: n, etag })))
    .catch(async (error: unknown) => {
      // Another try was faster.
      if (!(await files.head(key))) throw error;
    });
}

async function identity(
  files: R2Bucket,
  key: string,
  { size }: Plan,
  parts: readonly NotedPart[],
): Promise<string> {
  if (size > WHOLE_HASH_MAX_BYTES) return hashOfHashes(parts.map(({ sha256 }) => sha256));
  const object = await files.get(key);
  if (!object) throw new Error('the joined file is not there');
  const digest = new crypto.DigestStream('SHA-256');
  await object.body.pipeTo(digest);
  return toHex(await digest.digest);
}

/**
 * A crash behind `joined` leaves a file without media. The upload's alarm comes back and goes on; only where that is
 * given up the sweeper removes it.
 */
export async function finish(
  env: Env,
  plan: Plan,
  parts: readonly NotedPart[],
  metadata: Metadata,
): Promise<Done> {
  const { user_id, filename, size, media_id, content_type } = plan;
  if (content_type === null) throw new Error('the first part has not said what the file is');
  const key = originalKey(media_id);
  await env.SWEEPER.getByName(SWEEPER).arm(media_id);
  await joined(env.FILES, key, plan, parts);
  const sha256 = await identity(env.FILES, key, plan, parts);
  const upload = { user_id, filename, content_type, size, sha256 };
  const command_id = derivedUuid('complete', media_id);
  const { id, state, written, duplicate } = await register(
    env,
    media_id,
    upload,
    { ...metadata, command_id },
    { idOrigin: 'derived', positionWithinMs: 100 },
  );
  // The id belongs to this upload alone: no other request can use these bytes.
  if (id !== media_id && (await mayDelete(env, media_id))) await deleteFiles(env.FILES, media_id);
  return {
    media_id: id,
    filename: 'filename' in state ? state.filename : filename,
    content_type,
    size,
    status: state.status,
    written,
    duplicate,
  };
}

/** Whether the media that this became has a stream. Silence is no word that it has none. */
export const isThere = (env: Pick<Env, 'EVENTS'>, { media_id }: Pick<Done, 'media_id'>): Promise<boolean> =>
  env.EVENTS.readStream(media_id, { page: { events: 1, bytes: 1 } }).then(
    ({ version }) => version > 0,
    () => true,
  );
