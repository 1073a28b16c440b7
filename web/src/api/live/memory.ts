// The recent messages of the live feed. An answer that was on its way when a message came in may be older than the message.
// Both are merged here, so that an older state never overwrites a newer one.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaView } from '#shared/engine/saga/view';
import { createRebuildMemory, type RebuildMemory } from './rebuilds.ts';

const KEEP_EVENTS = 300;
const KEEP_SAGAS = 500;

export interface LiveMemory extends RebuildMemory {
  rememberEvent(event: LoggedEvent): void;
  /** True when this revision is news. */
  rememberSaga(saga: SagaView): boolean;
  /** `page` (newest first) with the remembered events that are newer than it and wanted. */
  withNewerEvents(page: LoggedEvent[], wanted: (event: LoggedEvent) => boolean): LoggedEvent[];
  /** Each saga in its newest known revision. */
  newest(sagas: SagaView[]): SagaView[];
  /** Remembered sagas that began after all of `page` and are wanted, newest first. */
  begunAfter(page: SagaView[], wanted: (saga: SagaView) => boolean): SagaView[];
  /** The saga of this aggregate that moved last, or null. */
  sagaOf(aggregateId: string): SagaView | null;
}

export function createLiveMemory(): LiveMemory {
  let events: LoggedEvent[] = [];
  let sagas = new Map<string, SagaView>();
  let latestOf = new Map<string, SagaView>();
  const rebuilds = createRebuildMemory();

  const newer = (saga: SagaView): SagaView => {
    const known = sagas.get(saga.id);
    return known && known.revision > saga.revision ? known : saga;
  };

  const drop = (id: string) => {
    const saga = sagas.get(id);
    sagas.delete(id);
    if (saga && latestOf.get(saga.aggregate_id)?.id === id) latestOf.delete(saga.aggregate_id);
  };

  return {
    withRebuild: rebuilds.withRebuild,
    rememberEvent(event) {
      events = mergeEvents([event], events).slice(0, KEEP_EVENTS);
    },
    rememberSaga(saga) {
      if (newer(saga) !== saga) return false;
      sagas.delete(saga.id);
      sagas.set(saga.id, saga);
      latestOf.set(saga.aggregate_id, saga);
      const [oldest] = sagas.keys();
      if (sagas.size > KEEP_SAGAS && oldest !== undefined) drop(oldest);
      return true;
    },
    withNewerEvents: (page, wanted) => {
      const newest = page[0]?.position ?? 0;
      return mergeEvents(
        events.filter((event) => event.position > newest && wanted(event)),
        page,
      );
    },
    newest: (list) => list.map(newer),
    begunAfter: (page, wanted) => {
      const latest = page.reduce((last, { started_at }) => (started_at > last ? started_at : last), '');
      const known = new Set(page.map(({ id }) => id));
      return [...sagas.values()]
        .filter((saga) => saga.started_at > latest && !known.has(saga.id) && wanted(saga))
        .toSorted((a, b) => b.started_at.localeCompare(a.started_at));
    },
    sagaOf: (aggregateId) => latestOf.get(aggregateId) ?? null,
    forget() {
      events = [];
      sagas = new Map();
      latestOf = new Map();
      rebuilds.forget();
    },
  };
}

/** Both lists as one, newest first, each position once. */
export function mergeEvents(some: LoggedEvent[], others: LoggedEvent[]): LoggedEvent[] {
  const byPosition = new Map([...others, ...some].map((event) => [event.position, event]));
  return [...byPosition.values()].toSorted((a, b) => b.position - a.position);
}
