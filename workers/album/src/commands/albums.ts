// A user's commands on an album itself. The rules are in domain/; this file only picks the stream of each command.
import type { HandleOptions } from '#shared/engine/command/handling';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { Metadata, StreamEvent } from '#shared/engine/event/envelope';
import { Problem } from '#shared/http/problem';
import { defaultAlbumId } from '#shared/mediahub/ids';
import type { Env } from '../env.ts';
import type { Album } from '#shared/mediahub/api/album';
import { writtenAt, type Written } from '#shared/http/consistency';
import { pagesOf } from '#shared/engine/command/read-stream';
import { albums, write } from '../aggregates.ts';

export interface Details {
  name: string;
  description: string;
}

export interface Created {
  written: Written;
  /** As it was created just now; undefined when this is a second try, and something may have happened to it since. */
  view: Album | undefined;
}

/** What the read model says of an album that holds nothing yet. */
const UNTOUCHED = { media_count: 0, cover_url: null };

/** Creates an album of the caller under an id that was made for this command. */
export async function createAlbum(
  env: Pick<Env, 'EVENTS'>,
  metadata: Metadata,
  id: string,
  details: Details,
  options: HandleOptions,
): Promise<Created> {
  const { user_id } = metadata;
  const create = { type: 'create', owner: user_id, ...details } as const;
  const { created_at, ...done } = await albums.respond(env.EVENTS, id, create, metadata, options);
  const written = writtenAt(id, done);
  if (created_at === undefined) return { written, view: undefined };
  return {
    written,
    view: { id, user_id, ...details, ...UNTOUCHED, is_default: false, created_at, updated_at: created_at },
  };
}

/** The decider checks this too, for an existing album; 'All Media' is fixed even before its first entry creates it. */
const refuseDefault = ({ user_id }: Metadata, albumId: string): void => {
  if (albumId === defaultAlbumId(user_id)) throw new Problem('default_album_is_fixed');
};

/** Renames and describes. @throws Problem default_album_is_fixed, album_not_found */
export function changeDetails(
  env: Env,
  metadata: Metadata,
  id: string,
  details: Details,
  options: HandleOptions,
): Promise<Written> {
  refuseDefault(metadata, id);
  return write(env, id, { type: 'changeDetails', owner: metadata.user_id, ...details }, metadata, options);
}

/** Deletes the album; its media stay. @throws Problem default_album_is_fixed, album_not_found */
export function deleteAlbum(env: Env, metadata: Metadata, id: string, options: HandleOptions): Promise<Written> {
  refuseDefault(metadata, id);
  return write(env, id, { type: 'delete', owner: metadata.user_id }, metadata, options);
}

const viewOf = (id: string, { event_type, data, created_at }: StreamEvent): Album | undefined => {
  const event = asDomainEvent({ event_type, data });
  if (event.event_type !== 'AlbumCreated') return undefined;
  return { id, ...event.data, ...UNTOUCHED, created_at, updated_at: created_at };
};

/** A just created album from its own stream, for when the read model is late. */
export async function newAlbumView(env: Pick<Env, 'EVENTS'>, id: string): Promise<Album> {
  for await (const { events } of pagesOf(env.EVENTS, id))
    for (const event of events) {
      const view = viewOf(id, event);
      if (view) return view;
    }
  throw new Error(`${id} was created and has no AlbumCreated`);
}
