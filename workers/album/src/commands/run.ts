// One command of a person against one album: run the command handler, turn a rejection into its problem.
import type { Metadata } from '#shared/engine/envelope';
import { Problem, problemCode, type ProblemCode } from '#shared/http/problem';
import { ConcurrencyError, handle, type Handled } from '#shared/engine/handle-command';
import { albumDecider, type Album } from '../domain/album.ts';
import type { AlbumCommand } from '../domain/decideAlbum.ts';
import type { Env } from '../env.ts';

/** Where the command had its effect; null when the log lags, or when there was nothing to do. */
export interface Written {
  position: number | null;
}

/** A media that is gone is one that is not there, as far as HTTP tells. */
const GONE: ReadonlySet<string> = new Set(['media_deleted', 'media_compensated']);
export const codeOf = (code: string): ProblemCode => (GONE.has(code) ? 'media_not_found' : problemCode(code));

export async function run(
  env: Env,
  metadata: Metadata,
  aggregate_id: string,
  command: AlbumCommand,
): Promise<Written> {
  const handled: Handled<Album> = await handle({
    store: env.EVENTS,
    decider: albumDecider,
    aggregate_type: 'Album',
    aggregate_id,
    command,
    metadata,
  }).catch((error: unknown) => {
    if (error instanceof ConcurrencyError) throw new Problem('busy', 'Others keep writing to this album.');
    throw error;
  });
  if (!handled.ok) throw new Problem(codeOf(handled.code));
  return { position: handled.position };
}
