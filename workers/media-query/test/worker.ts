// The Worker under test: media-query itself, plus an entrypoint that replaces the subscriptions of the event store.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { checkpointOf } from '#shared/engine/projection/deliver';
import type { Env } from '../src/env.ts';

export { MediaConsumer } from '../src/rpc.ts';
export { app as default } from '../src/routes.ts';

export class TestSubscriptions extends WorkerEntrypoint<Env> {
  /** Does not wait: a test delivers first, or wants to see what happens when no one does. */
  async waitFor(name: SubscriptionName, position: number) {
    const checkpoint = await checkpointOf(this.env.DB, name);
    return { reached: checkpoint >= position, checkpoint };
  }
}
