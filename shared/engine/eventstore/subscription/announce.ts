// Tells those who watch how a subscription is.
import { eventsBetween } from '../../event/epoch.ts';
import type { StoreDefinition } from '../definition.ts';
import type { StoreEnv } from '../env.ts';
import { head as headOf } from '../log/store.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { statusOf } from './port.ts';
import type { SubscriptionState } from './SubscriptionProcessor.ts';

/** Best effort: who missed it sees the state with the next look. */
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
    // Nobody waits for it.
  }
}
