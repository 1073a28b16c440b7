// What a person may do to an album itself. The tested rules stand in domain/; here is only which stream a command goes to.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { Metadata, StreamEvent } from '#shared/engine/event/envelope';
import { Problem } from '#shared/http/problem';
import { defaultAlbumId } from '#shared/mediahub/ids';
import type { Env } from '../env.ts';
import type { Album } from '#shared/mediahub/api/album';
import type { Written } from '#shared/http/consistency';
import { pagesOf } from '#shared/engine/command/read-stream';
import { write } from '../aggregates.ts';

export interface Details {
  name: string;
  description: string;
}

/** Creates an album of the caller under an id that was made for this command. `isNew`: it cannot be a second try. */
export const createAlbum = (
  env: Env,
  metadata: Metadata,
  id: string,
  details: Details,
  isNew: boolean,
): Promise<Written> =>
  write(env, id, { type: 'create', owner: metadata.user_id, ...details }, metadata, {
    idOrigin: isNew ? 'new' : 'derived',
  });

/** The decider says so too, of an album that is there; 'All Media' is fixed before its first entry has made it. */
const refuseDefault = ({ user_id }: Metadata, albumId: string): void => {
  if (albumId === defaultAlbumId(user_id)) throw new Problem('default_album_is_fixed');
};

/** Renames and describes. @throws Problem default_album_is_fixed, album_not_found */
export function changeDetails(env: Env, metadata: Metadata, id: string, details: Details): Promise<Written> {
  refuseDefault(metadata, id);
  return write(env, id, { type: 'changeDetails', owner: metadata.user_id, ...details }, metadata);
}

/** Deletes the album; its media stay. @throws Problem default_album_is_fixed, album_not_found */
export function deleteAlbum(env: Env, metadata: Metadata, id: string): Promise<Written> {
  refuseDefault(metadata, id);
  return write(env, id, { type: 'delete', owner: metadata.user_id }, metadata);
}

const viewOf = (id: string, { event_type, data, created_at }: StreamEvent): Album | undefined => {
  const event = asDomainEvent({ event_type, data });
  if (event.event_type !== 'AlbumCreated') return undefined;
  return { id, ...event.data, media_count: 0, cover_url: null, created_at, updated_at: created_at };
};

/** An album to which nothing has happened since it was created; else undefined. */
export async function untouchedAlbum(env: Pick<Env, 'EVENTS'>, id: string): Promise<Album | undefined> {
  const { version, events } = await env.EVENTS.readStream(id, { page: { events: 1, bytes: 100_000 } });
  return version === 1 && events[0] ? viewOf(id, events[0]) : undefined;
}

/** A just created album as its own stream tells it, for when the read model is late. */
export async function newAlbumView(env: Pick<Env, 'EVENTS'>, id: string): Promise<Album> {
  for await (const { events } of pagesOf(env.EVENTS, id))
    for (const event of events) {
      const view = viewOf(id, event);
      if (view) return view;
    }
  throw new Error(`${id} was created and has no AlbumCreated`);
}
