import type { HandleOptions } from '#shared/engine/command/handling';
import type { Metadata } from '#shared/engine/event/envelope';
import { ownWrite, writtenAt, type Written } from '#shared/http/consistency';
import { Problem, problemCode, type ProblemCode } from '#shared/http/problem';
import { aggregate } from '#shared/mediahub/aggregate';
import { albumDecider } from './domain/album.ts';
import type { AlbumCommand } from './domain/decide-album.ts';
import type { Env } from './env.ts';

/** A media item that is gone is one that is not there, as far as HTTP tells. */
const GONE: ReadonlySet<string> = new Set(['media_deleted', 'media_compensated']);
export const codeOf = (code: string): ProblemCode => (GONE.has(code) ? 'media_not_found' : problemCode(code));

export const albums = aggregate({
  type: 'Album',
  decider: albumDecider,
  // A reason names what the decider knows, which another user must not learn.
  refusal: (code, reason) => new Problem(codeOf(code), code === 'busy' ? reason : undefined),
});

/** A command of a person: its answer waits until the read model shows it, so its position is worth waiting for. */
export const command = (
  env: Pick<Env, 'EVENTS'>,
  id: string,
  asked: AlbumCommand,
  metadata: Metadata,
  options: HandleOptions = {},
) => albums.respond(env.EVENTS, id, asked, metadata, { ...ownWrite('album'), ...options });

/** The same for those who only wait for it. */
export const write = async (
  env: Pick<Env, 'EVENTS'>,
  id: string,
  asked: AlbumCommand,
  metadata: Metadata,
): Promise<Written> => writtenAt(id, await command(env, id, asked, metadata));
