// Carries the policy of deleted-media-policy.ts out: reads what the read model knew, appends the removals.
// It runs BEFORE the batch that moves the checkpoint. A crash between the two lets the same delivery come again,
// and the command ids derive from the causing events, so it is done at least once and has its effect once. The other
// way round a crash would lose a removal forever.
import { batchedStore } from '#shared/engine/command/batched';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Delivery } from '#shared/engine/ports/consumer';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { derivedUuid } from '#shared/engine/event/ids';
import { albums } from '../aggregates.ts';
import type { Env } from '../env.ts';
import { albumsHolding, goneAmong } from '../projections/albums/query.ts';
import { beforeTooMany, mediaInQuestion, removals, type Known, type Removal } from './deleted-media-policy.ts';

/** Read and written, albums side by side. */
const CALLS_A_CAUSE = 2;

/**
 * @returns the part of the delivery for which it is done, as the rest comes again; and how often the event store was called for it
 * @throws when an append fails: the subscription then delivers again, with backoff
 */
export async function takeOutGoneMedia(env: Env, delivery: Delivery): Promise<{ part: Delivery; calls: number }> {
  const all = removals(delivery.events, await known(env.DB, delivery.events));
  const part = beforeTooMany(
    delivery,
    all.map(({ cause }) => cause),
  );
  let calls = 0;
  for (const some of Map.groupBy(all, ({ cause }) => cause.position).values()) {
    if ((some[0]?.cause.position ?? 0) > part.to) break;
    // Of one event each is in another album: side by side they are one call.
    const events = some.length > 1 ? batchedStore(env.EVENTS) : env.EVENTS;
    await Promise.all(some.map((removal) => takeOut(events, removal)));
    calls += CALLS_A_CAUSE;
  }
  return { part, calls };
}

async function known(db: D1Database, events: readonly LoggedEvent[]): Promise<Known> {
  const { added, compensated } = mediaInQuestion(events);
  const undone = compensated.map(({ aggregate_id: id, metadata }) => ({ id, owner: metadata.user_id }));
  return {
    gone: added.length > 0 ? await goneAmong(db, added) : new Set(),
    holding: undone.length > 0 ? await albumsHolding(db, undone) : new Map(),
  };
}

async function takeOut(store: EventStorePort, { album_id, media_id, cause }: Removal): Promise<void> {
  const { user_id, correlation_id } = cause.metadata;
  // Rejected only if the album itself, and its entries with it, is deleted. No saga_id: this belongs to no saga.
  await albums.handle(
    store,
    album_id,
    { type: 'remove', owner: user_id, media_ids: [media_id] },
    {
      user_id,
      actor: 'policy:gone_media',
      // An event id is unique in its stream alone: two media may be undone by events with one id.
      command_id: derivedUuid('gone_media', cause.aggregate_id, cause.id, album_id),
      correlation_id,
      causation_id: cause.id,
    },
  );
}
