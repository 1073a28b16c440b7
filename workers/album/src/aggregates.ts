import { Problem, problemCode, type ProblemCode } from '#shared/http/problem';
import { aggregate } from '#shared/mediahub/aggregate';
import { albumDecider } from './domain/album.ts';

/** A media item that is gone is one that is not there, as far as HTTP tells. */
const GONE: ReadonlySet<string> = new Set(['media_deleted', 'media_compensated']);
export const codeOf = (code: string): ProblemCode => (GONE.has(code) ? 'media_not_found' : problemCode(code));

export const albums = aggregate({
  type: 'Album',
  decider: albumDecider,
  // A reason names what the decider knows, which another user must not learn.
  refusal: (code, reason) => new Problem(codeOf(code), code === 'busy' ? reason : undefined),
});

/** Where a command had its effect; null when the log lags, or when there was nothing to do. */
export interface Written {
  position: number | null;
}
