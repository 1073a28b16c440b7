// What a person may do to the entries of an album. Whose a media item is and whether it lives is asked of the media's own
// streams, all in one call; the entries themselves are one append.
import type { HandleOptions } from '#shared/engine/command/handling';
import { batchedReader } from '#shared/engine/command/batched';
import { derivedUuid } from '#shared/engine/event/ids';
import type { Metadata } from '#shared/engine/event/envelope';
import { Problem } from '#shared/http/problem';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { unfit, type Candidate } from '../domain/decide-entries.ts';
import type { Env } from '../env.ts';
import { mediaEligibility } from '../media.ts';
import type { Written } from '#shared/http/consistency';
import { albums, codeOf, write } from '../aggregates.ts';

/** A media item that a request names, and its place in the body. */
export interface Named {
  media_id: string;
  path: string;
}

/** Says which of the media may not come in. @throws Problem media_not_found, with `errors` */
function refuseUnfit(owner: string, named: readonly Named[], candidates: readonly Candidate[]): void {
  const unusable = candidates.flatMap(({ media_id, media }, n) => {
    const why = unfit(owner, media);
    return why ? [{ ...why, path: named[n]?.path ?? '', message: `${media_id}: ${why.reason}` }] : [];
  });
  const [first] = unusable;
  if (!first) return;
  const detail =
    candidates.length === 1
      ? first.reason
      : `${unusable.length} of ${candidates.length} media cannot be put into an album, so none was.`;
  throw new Problem(codeOf(first.code), detail, {
    errors: unusable.map(({ path, message }) => ({ path, message })),
  });
}

/**
 * Puts media into an album, all or none.
 * A crash after the default album was created leaves it empty; the next add fills it.
 */
export async function putIn(
  env: Env,
  metadata: Metadata,
  albumId: string,
  named: readonly Named[],
  options: HandleOptions,
): Promise<Written> {
  const { user_id: owner, command_id } = metadata;
  const reader = batchedReader(env.READER);
  const candidates = await Promise.all(
    named.map(async ({ media_id }): Promise<Candidate> => ({
      media_id,
      media: await mediaEligibility(reader, media_id),
    })),
  );
  refuseUnfit(owner, named, candidates);
  const isDefault = albumId === defaultAlbumId(owner);
  // Only now: without entries to come, the default album's stream would be a file on disk for nothing.
  if (isDefault) {
    const creating = { ...metadata, command_id: derivedUuid('default_album', command_id) };
    await albums.respond(env.EVENTS, albumId, { type: 'createDefault', owner }, creating);
  }
  return write(env, albumId, { type: 'add', owner, candidates }, metadata, options);
}

/** Removes media from an album; ids that are not in it are ignored. */
export const takeOut = (
  env: Env,
  metadata: Metadata,
  albumId: string,
  media_ids: readonly string[],
  options: HandleOptions,
): Promise<Written> =>
  write(env, albumId, { type: 'remove', owner: metadata.user_id, media_ids }, metadata, options);
