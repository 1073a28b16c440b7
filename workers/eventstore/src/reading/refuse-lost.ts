// A position of a history that a restore took away leads nowhere, instead of to what came after it.
import { isLost } from '#shared/engine/event/epoch';
import { placeAt } from '#shared/engine/eventstore/log/epochs';
import { Problem } from '#shared/http/problem';
import type { Env } from '../env.ts';

/** @throws Problem position_lost */
export async function refuseLost(env: Env, ...positions: (number | undefined)[]): Promise<void> {
  const asked = positions.flatMap((position) => (position ? [position] : []));
  if (asked.length === 0) return;
  const { epochs, head } = await placeAt(env.DB, 0);
  if (asked.some((position) => isLost(position, epochs, head))) throw new Problem('position_lost');
}
