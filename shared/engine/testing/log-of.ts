// Short logs, written by hand: of each event its aggregate, its type and its data. The n-th has position n.
import { currentVersion, type DomainEvent } from '#shared/mediahub/events/catalogue';
import type { AggregateType, LoggedEvent } from '#shared/engine/envelope';

type Told<Event> = Event extends DomainEvent
  ? [id: string, event_type: Event['event_type'], data: Event['data']]
  : never;
/** An event of `user-a`; ids begin with the kind of their aggregate. */
export type Happened = Told<DomainEvent>;

/** When the event at this position happened. */
export const timeOf = (position: number): string => new Date(position * 1000).toISOString();

const TYPES: readonly AggregateType[] = ['Media', 'Album', 'Notification', 'User', 'Export', 'Subscription'];
const typeOf = (id: string): AggregateType => TYPES.find((type) => id.startsWith(type.toLowerCase())) ?? 'Media';

export const logOf = (...events: Happened[]): LoggedEvent[] =>
  events.map(([aggregate_id, event_type, data], n) => ({
    id: `e${n + 1}`,
    aggregate_id,
    aggregate_type: typeOf(aggregate_id),
    event_type,
    data,
    schema_version: currentVersion(event_type),
    version: events.slice(0, n + 1).filter(([id]) => id === aggregate_id).length,
    position: n + 1,
    created_at: timeOf(n + 1),
    metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${n}`, correlation_id: 't' },
  }));

/** One event of media-1, where no more is asked of it than its place. */
export const eventAt = (position: number): LoggedEvent => ({
  id: `event-${position}`,
  event_type: 'MediaRenamed',
  aggregate_id: 'media-1',
  aggregate_type: 'Media',
  schema_version: 1,
  data: { filename: 'a.jpg' },
  version: position,
  position,
  created_at: timeOf(position),
  metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${position}`, correlation_id: 't' },
});
