// A policy ("whenever … then …"): an album keeps no entry of a deleted media item. Ownership is checked before an
// add, so a media item can still go between that check and the append; the log then says which came first. Pure: which
// entries have to go. A deletion's earlier entries are not among them: the deletion saga takes those out.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Delivery } from '#shared/engine/ports/consumer';

/** An entry to remove, and the event that is the reason. */
export interface Removal {
  album_id: string;
  media_id: string;
  cause: LoggedEvent;
}

/** What the read model knew before these events. */
export interface Known {
  /** Media that were already deleted. */
  gone: ReadonlySet<string>;
  /** Albums that held a media item that these events compensate. */
  holding: ReadonlyMap<string, readonly string[]>;
}

/** The media on which these events depend. */
export const mediaInQuestion = (events: readonly LoggedEvent[]) => ({
  added: events.map(asDomainEvent).flatMap((e) => (e.event_type === 'MediaAddedToAlbum' ? [e.data.media_id] : [])),
  compensated: events.filter((e) => e.event_type === 'MediaUploadCompensated'),
});

/** The entries whose media item these events, in log order, delete. */
export function removals(events: readonly LoggedEvent[], known: Known): Removal[] {
  const gone = new Set(known.gone);
  const holding = new Map<string, Set<string>>();
  const holders = (media: string): Set<string> => {
    const albums = holding.get(media) ?? new Set(known.holding.get(media));
    holding.set(media, albums);
    return albums;
  };
  return events.map(asDomainEvent).flatMap((event): Removal[] => {
    const id = event.aggregate_id;
    switch (event.event_type) {
      case 'MediaDeleted':
        gone.add(id);
        return [];
      case 'MediaUploadCompensated':
        gone.add(id);
        return [...holders(id)].map((album_id) => ({ album_id, media_id: id, cause: event }));
      case 'MediaAddedToAlbum': {
        const { media_id } = event.data;
        if (gone.has(media_id)) return [{ album_id: id, media_id, cause: event }];
        holders(media_id).add(id);
        return [];
      }
      case 'MediaRemovedFromAlbum':
        holders(event.data.media_id).delete(id);
        return [];
      default:
        return [];
    }
  });
}

/** What happens for one event is a call or two of the event store, and a request may call other Workers 32 times. */
const MOST_CAUSES = 10;

/** A delivery up to the first event that is one cause too many: the subscription goes on from there. */
export function beforeTooMany(delivery: Delivery, causes: readonly LoggedEvent[]): Delivery {
  const [first] = [...new Set(causes.map(({ position }) => position))].slice(MOST_CAUSES);
  if (first === undefined) return delivery;
  const events = delivery.events.filter(({ position }) => position < first);
  const last = events.at(-1);
  return last ? { from: delivery.from, to: last.position, to_id: last.id, events } : delivery;
}
