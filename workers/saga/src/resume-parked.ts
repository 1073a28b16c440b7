// One act for all sagas of a cause: some of them a request, and the answer says what came of each and where to go on.
import { encodeCursor } from '#shared/http/cursor';
import type { ParkedCause } from '#shared/engine/saga/parked';
import { parkedBy, type ParkedPlace } from '#shared/engine/saga/monitor/parked-causes';
import type { Resumed } from '#shared/mediahub/api/saga';
import type { Env } from './env.ts';

/** Each is a call of its object, of which a request may make a thousand; and each begins to work at once. */
const SAGAS = 100;
const AT_ONCE = 10;
const MOST_REASONS = 10;

/**
 * Each once, however often it is parked again meanwhile: the place goes by when they began. What another operator has resumed, or
 * what the monitor shows parked and is not, is counted as refused.
 */
export async function resumeParked(
  env: Pick<Env, 'DB' | 'COORDINATOR'>,
  cause: ParkedCause | undefined,
  from: ParkedPlace = ['', ''],
): Promise<Resumed> {
  const rows = await parkedBy(env.DB, cause, from, SAGAS + 1);
  const some = rows.slice(0, SAGAS);
  const refusals: string[] = [];
  for (let n = 0; n < some.length; n += AT_ONCE)
    for (const refusal of await Promise.all(some.slice(n, n + AT_ONCE).map(({ id }) => resumed(env, id))))
      if (refusal !== null) refusals.push(refusal);
  const last = some.at(-1);
  return {
    resumed: some.length - refusals.length,
    refused: refusals.length,
    reasons: [...new Set(refusals)].slice(0, MOST_REASONS),
    next: rows.length > SAGAS && last ? encodeCursor([last.started_at, last.id]) : null,
  };
}

/** One that does not answer holds up no other: it is still parked, and says so. */
const resumed = async ({ COORDINATOR }: Pick<Env, 'COORDINATOR'>, id: string): Promise<string | null> => {
  try {
    return await COORDINATOR.getByName(id).resume();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
