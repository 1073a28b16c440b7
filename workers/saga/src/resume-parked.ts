// Resumes all parked sagas of a cause: some of them a request, and the answer says how many, and where to go on.
import { encodeCursor } from '#shared/http/cursor';
import { someAtATime } from '#shared/engine/runtime/stand-aside';
import type { ParkedCause } from '#shared/engine/saga/parked';
import { parkedBy, type ParkedPlace } from '#shared/engine/saga/monitor/parked-causes';
import type { Resumed } from '#shared/mediahub/api/saga';
import type { Env } from './env.ts';

/** Per request: each is a call of its object, of which a request may make a thousand, and begins to work at once. */
const SAGAS = 100;
const AT_ONCE = 10;
const MOST_REASONS = 10;

/**
 * Resumes each saga once, even one that is parked again in between: the list goes by when they began. A saga that another operator
 * has resumed, or that only the monitor shows as parked, counts as refused.
 * @param cause of any when it is undefined
 * @param from where the last answer said to go on
 */
export async function resumeParked(
  env: Pick<Env, 'DB' | 'COORDINATOR'>,
  cause: ParkedCause | undefined,
  from: ParkedPlace = ['', ''],
): Promise<Resumed> {
  const rows = await parkedBy(env.DB, cause, from, SAGAS + 1);
  const some = rows.slice(0, SAGAS);
  const refusals: string[] = [];
  await someAtATime(some, AT_ONCE, async ({ id }) => {
    const refusal = await resume(env, id);
    if (refusal !== null) refusals.push(refusal);
  });
  const last = some.at(-1);
  return {
    resumed: some.length - refusals.length,
    refused: refusals.length,
    reasons: [...new Set(refusals)].slice(0, MOST_REASONS),
    next: rows.length > SAGAS && last ? encodeCursor([last.started_at, last.id]) : null,
  };
}

/** Why the saga refuses, or null. One that does not answer has refused: it is still parked. */
const resume = async ({ COORDINATOR }: Pick<Env, 'COORDINATOR'>, id: string): Promise<string | null> => {
  try {
    return await COORDINATOR.getByName(id).resume();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
