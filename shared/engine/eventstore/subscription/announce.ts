// Sends a subscription's status to the pages that watch it.
import { eventsBetween } from '../../event/epoch.ts';
import type { StoreDefinition } from '../definition.ts';
import type { StoreEnv } from '../env.ts';
import { head as headOf } from '../log/store.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { statusOf } from './port.ts';
import type { SubscriptionState } from './SubscriptionProcessor.ts';

/** Best effort: a page that missed one sees the state when it asks next. */
export async function announce<Env extends StoreEnv>(
  store: Pick<StoreDefinition<Env>, 'announce'>,
  env: Env,
  state: SubscriptionState | undefined,
  parked: ParkingLot,
): Promise<void> {
  if (!state) return;
  try {
    const head = await headOf(env.DB);
    const status = statusOf(state, parked);
    await store.announce?.(env, { ...status, head, lag: eventsBetween(status.checkpoint, head) });
  } catch {
    // Best effort: the delivery itself must not fail by it.
  }
}
