// The live view of one logged-in session: passes every message of the feed to the caches that it concerns.
import type { QueryClient } from '@tanstack/react-query';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import type { SagaView } from '#shared/engine/saga/view';
import { affected, repaired, type Area } from './affected.ts';
import { boardChecked } from './board.ts';
import { putEvent, putProjection, putSagas } from './caches.ts';
import { createLiveMemory, type LiveMemory } from './memory.ts';
import { createRefresher, type Refresher } from './refresher.ts';

/** Saga messages come in bursts; they are shown together this often at most. */
const SAGA_BURST_MS = 60;

/** Areas that a reconnect must refresh, because they also change without an event, e.g. by a rebuild. */
const NOT_REPLAYED: readonly Area[] = [
  'media',
  'albums',
  'sagas',
  'timelines',
  'notifications',
  'projections',
  'parked',
  'chaos',
  'invariants',
  'health',
  'flow',
];

export interface LiveSession extends Refresher {
  memory: LiveMemory;
  receive(message: LiveMessage): void;
  /** Hands every message on as it is; call the answer to stop. */
  listen(listener: (message: LiveMessage) => void): () => void;
  /** The connection is back. Missed events are replayed by it; what is no event has to be asked again. */
  cameBack(): void;
}

export function createLiveSession(client: QueryClient): LiveSession {
  const refresher = createRefresher({ ask: (area) => client.invalidateQueries({ queryKey: [area] }) });
  const memory = createLiveMemory();
  let burst: SagaView[] = [];
  const listeners = new Set<(message: LiveMessage) => void>();

  const showSagas = () => {
    putSagas(client, memory.newest(burst));
    if (burst.some(({ status }) => status === 'parked')) refresher.want('parked');
    burst = [];
    // How often a fault has struck is only known to the server.
    refresher.want('chaos');
    refresher.want('timelines');
  };

  const showProjection = (status: SubscriptionStatus) => {
    putProjection(client, memory.withRebuild(status));
    // A message with a rebuild brings nothing new about the subscription itself.
    const areas: Area[] = status.rebuild === undefined ? ['health', 'parked', 'flow'] : [];
    // The live feed does not carry the rows that differed: an operator's page queries them.
    if (status.rebuild?.state === 'completed') areas.push('projections', ...repaired(status.name));
    // Only operators may see why it failed: their pages query it.
    if (status.last_error ?? status.rebuild?.last_error) areas.push('projections');
    for (const area of areas) refresher.want(area);
  };

  const receive = (message: LiveMessage): void => {
    for (const listener of listeners) listener(message);
    switch (message.type) {
      case 'event':
        memory.rememberEvent(message.event);
        putEvent(client, message.event);
        for (const area of affected(message.event)) refresher.want(area, message.position);
        return;
      case 'saga':
        if (!memory.rememberSaga(message.saga)) return;
        if (burst.length === 0) setTimeout(showSagas, SAGA_BURST_MS);
        burst = [...burst.filter(({ id }) => id !== message.saga.id), message.saga];
        return;
      case 'notification':
        refresher.want('notifications', message.position);
        return;
      case 'projection':
        showProjection(message.projection);
        return;
      case 'invariants':
        if (boardChecked(client, message)) refresher.want('invariants');
        // The health page shows broken invariants, too.
        refresher.want('health');
        return;
      case 'reset':
        memory.forget();
        refresher.restart(message.position);
        return;
    }
  };

  const cameBack = () => {
    for (const area of NOT_REPLAYED) refresher.want(area);
    // Queries that failed during the interruption run again, too.
    void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  };

  const listen = (listener: (message: LiveMessage) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return { ...refresher, memory, receive, listen, cameBack };
}
