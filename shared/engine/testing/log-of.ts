// Short logs, written by hand: of each event its aggregate, its type and its data. The n-th has position n.
import type { Catalogue } from '../event/catalogue.ts';
import type { LoggedEvent } from '../event/envelope.ts';

/** An event of `user-a`. `Event` is the union of what a system's events are. */
export type Happened<Event extends { event_type: string; data: object }> = Event extends unknown
  ? [aggregate_id: string, event_type: Event['event_type'], data: Event['data']]
  : never;

/** When the event at this position happened. */
export const timeOf = (position: number): string => new Date(position * 1000).toISOString();

/** The words for the events of one system. */
export const logBuilder =
  <Event extends { event_type: string; data: object }>({ types, currentVersion }: Catalogue) =>
  (...events: Happened<Event>[]): LoggedEvent[] =>
    events.map(([aggregate_id, event_type, data], n) => ({
      id: `e${n + 1}`,
      aggregate_id,
      aggregate_type: types.get(event_type)?.aggregate_type ?? '',
      event_type,
      data,
      schema_version: currentVersion(event_type),
      version: events.slice(0, n + 1).filter(([id]) => id === aggregate_id).length,
      position: n + 1,
      created_at: timeOf(n + 1),
      metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${n}`, correlation_id: 't' },
    }));

/** One event of thing-1, where no more is asked of it than its place. */
export const eventAt = (position: number): LoggedEvent => ({
  id: `event-${position}`,
  event_type: 'ThingRenamed',
  aggregate_id: 'thing-1',
  aggregate_type: 'Thing',
  schema_version: 1,
  data: { name: 'a' },
  version: position,
  position,
  created_at: timeOf(position),
  metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${position}`, correlation_id: 't' },
});
