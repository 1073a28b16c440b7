// What a person may do to albums: run the command handler, turn a rejection into its problem. The tested rules stand in
// domain/; here is only which stream a command goes to.
import { asDomainEvent } from '#shared/events/catalogue';
import type { Metadata } from '#shared/events/envelope';
import { Problem, problemCode, type ProblemCode } from '#shared/http/problem';
import { ConcurrencyError, handle, type Handled } from '#shared/kernel/handle';
import { defaultAlbumId } from '#shared/kernel/ids';
import { albumDecider, type Album } from './domain/album.ts';
import type { AlbumCommand } from './domain/decideAlbum.ts';
import type { Env } from './env.ts';
import { mediaStanding } from './media.ts';
import type { AlbumView } from './projections/albums/query.ts';

/** Where the command had its effect; null when the log lags, or when there was nothing to do. */
export interface Written {
  position: number | null;
}

/** A media that is gone is one that is not there, as far as HTTP tells. */
const GONE: ReadonlySet<string> = new Set(['media_deleted', 'media_compensated']);
const codeOf = (code: string): ProblemCode => (GONE.has(code) ? 'media_not_found' : problemCode(code));

async function run(
  env: Env,
  metadata: Metadata,
  aggregate_id: string,
  command: AlbumCommand,
  id_is: 'derived' | 'foreign',
): Promise<Written> {
  const handled: Handled<Album> = await handle({
    store: env.EVENTS,
    decider: albumDecider,
    aggregate_type: 'Album',
    aggregate_id,
    command,
    metadata,
    id_is,
  }).catch((error: unknown) => {
    if (error instanceof ConcurrencyError) throw new Problem('busy', 'Others keep writing to this album.');
    throw error;
  });
  if (!handled.ok) throw new Problem(codeOf(handled.code));
  return { position: handled.position };
}

/** Creates an album of the caller under an id that was made for this command. */
export const createAlbum = (
  env: Env,
  metadata: Metadata,
  albumId: string,
  details: { name: string; description: string },
): Promise<Written> =>
  run(env, metadata, albumId, { type: 'create', owner: metadata.user_id, ...details }, 'derived');

/** Puts a media into an album. 'All Media' is created if this is the first entry of all. */
export async function putIn(
  env: Env,
  metadata: Metadata,
  albumId: string,
  media_id: string,
): Promise<Written> {
  const media = await mediaStanding(env.READER, media_id, { ask_log_first: true });
  const entry = { owner: metadata.user_id, media_id, media };
  // Only an entry to come may open the stream of a default album: an unused stream is a file on disk.
  const allowed = media.status === 'alive' && media.owner === metadata.user_id;
  return allowed && albumId === defaultAlbumId(metadata.user_id)
    ? run(env, metadata, albumId, { type: 'addToDefault', ...entry }, 'derived')
    : run(env, metadata, albumId, { type: 'add', ...entry }, 'foreign');
}

/** Takes a media out of an album; nothing happens when it is not in. */
export const takeOut = (
  env: Env,
  metadata: Metadata,
  albumId: string,
  media_id: string,
): Promise<Written> =>
  run(env, metadata, albumId, { type: 'remove', owner: metadata.user_id, media_id }, 'foreign');

/** A just created album as its own stream tells it, for when the read model is late. */
export async function newAlbumView(env: Env, id: string): Promise<AlbumView> {
  const { events } = await env.EVENTS.readStream(id);
  for (const { event_type, data, created_at } of events.map(asDomainEvent))
    if (event_type === 'AlbumCreated')
      return { id, ...data, media_count: 0, cover_url: null, is_default: false, created_at, updated_at: created_at };
  throw new Error(`${id} was created and has no AlbumCreated`);
}
