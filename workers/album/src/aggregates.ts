import type { HandleOptions } from '#shared/engine/command/handling';
import type { Metadata } from '#shared/engine/event/envelope';
import { writtenAt, type Written } from '#shared/http/consistency';
import { Problem, problemCode, type ProblemCode } from '#shared/http/problem';
import { aggregate } from '#shared/mediahub/aggregate';
import { albumDecider } from './domain/album.ts';
import type { AlbumCommand } from './domain/decide-album.ts';
import type { Env } from './env.ts';

/** Over HTTP, a deleted media item does not exist. */
const GONE: ReadonlySet<string> = new Set(['media_deleted', 'media_compensated']);
export const codeOf = (code: string): ProblemCode => (GONE.has(code) ? 'media_not_found' : problemCode(code));

export const albums = aggregate({
  type: 'Album',
  decider: albumDecider,
  // A reason names what the decider knows, which another user must not learn.
  refusal: (code, reason) => new Problem(codeOf(code), code === 'busy' ? reason : undefined),
});

/** A command of a person. `options` say how long its answer is worth waiting for. */
export const write = async (
  env: Pick<Env, 'EVENTS'>,
  id: string,
  command: AlbumCommand,
  metadata: Metadata,
  options: HandleOptions,
): Promise<Written> => writtenAt(id, await albums.respond(env.EVENTS, id, command, metadata, options));
