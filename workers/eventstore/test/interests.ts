// In the tests every consumer is interested in everything, since they count what arrives; a test may say otherwise.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { STORE } from '../src/composition.ts';

/** What is worth a call of its own to this consumer. */
export function interest(
  name: SubscriptionName,
  interestedIn: (event: LoggedEvent) => boolean = () => true,
): void {
  Object.assign(STORE.subscriptions[name] ?? {}, { interestedIn });
}

for (const name of Object.keys(STORE.subscriptions)) interest(name as SubscriptionName);
