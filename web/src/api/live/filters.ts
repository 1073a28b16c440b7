// Reads a list's filters back from its query key, so that a live message reaches exactly the lists that would have
// contained it.
import type { QueryKey } from '@tanstack/react-query';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaStatus, SagaView } from '#shared/engine/saga/view';

export interface EventFilter {
  aggregate_id: string | null;
  /** One type, or several with commas between them. */
  type: string | null;
  /** Instants: only what happened from then on, or up to then. */
  since?: string | null;
  until?: string | null;
  /** A position: only up to it. */
  upto?: number | null;
  /** Everyone's, for an operator. The live feed brings only one's own: the others are asked for. */
  everyone?: boolean;
  /** Only what one request set in motion. */
  correlation_id?: string | null;
}

export const SAGA_FILTERS = ['all', 'active', 'completed', 'failed', 'parked'] as const;
export type SagaFilter = (typeof SAGA_FILTERS)[number];

export const eventsKey = (filter: EventFilter) => ['events', filter] as const;

/** Narrows a list of sagas down: one kind, a part of what it is about. */
export interface SagaSearch {
  type: string;
  q: string;
}

export const ANY_SAGA: SagaSearch = { type: '', q: '' };

export const sagaListKey = (filter: SagaFilter, search: SagaSearch = ANY_SAGA) =>
  ['sagas', 'list', filter, search] as const;

export const eventFilterOf = (key: QueryKey): EventFilter => {
  const filter: unknown = key[1];
  return isEventFilter(filter) ? filter : { aggregate_id: null, type: null };
};

const isEventFilter = (value: unknown): value is EventFilter =>
  typeof value === 'object' && value !== null && 'aggregate_id' in value && 'type' in value;

export const sagaFilterOf = (key: QueryKey): SagaFilter =>
  SAGA_FILTERS.find((filter) => filter === key[2]) ?? 'all';

export const sagaSearchOf = (key: QueryKey): SagaSearch => {
  const search: unknown = key[3];
  return isSagaSearch(search) ? search : ANY_SAGA;
};

const isSagaSearch = (value: unknown): value is SagaSearch =>
  typeof value === 'object' && value !== null && 'type' in value && 'q' in value;

export const matchesEvent = (
  { aggregate_id, type, since = null, until = null, upto = null, correlation_id = null }: EventFilter,
  event: LoggedEvent,
): boolean =>
  (aggregate_id === null || event.aggregate_id === aggregate_id) &&
  (type === null || type.split(',').includes(event.event_type)) &&
  (since === null || Date.parse(event.created_at) >= Date.parse(since)) &&
  (until === null || Date.parse(event.created_at) <= Date.parse(until)) &&
  (upto === null || event.position <= upto) &&
  (correlation_id === null || event.metadata.correlation_id === correlation_id);

const ACTIVE: ReadonlySet<SagaStatus> = new Set(['running', 'compensating', 'parked']);

export const isActive = (status: SagaStatus): boolean => ACTIVE.has(status);

/** The same judgement as the monitor's query. */
export const matchesSaga = (filter: SagaFilter, saga: SagaView, { type, q }: SagaSearch = ANY_SAGA): boolean =>
  (filter === 'all' || (filter === 'active' ? isActive(saga.status) : filter === saga.status)) &&
  (type === '' || saga.saga_type === type) &&
  `${saga.subject} ${saga.aggregate_id} ${saga.id}`.toLowerCase().includes(q.toLowerCase());
