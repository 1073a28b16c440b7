// The composition: what the engine runs here. Everything is in one Worker, so consumers and participants are plain objects;
// in MediaHub they are bindings to other Workers.
import type { StoreDefinition } from '#shared/engine/eventstore/definition';
import type { StoreEnv } from '#shared/engine/eventstore/env';
import { localEventStore } from '#shared/engine/eventstore/local';
import type { EventStorePort } from '#shared/engine/ports/eventstore';
import { readModelConsumer } from '#shared/engine/projection/consumer';
import { sagaDependencies, type SagaEnv } from '#shared/engine/saga/dependencies';
import { sagaConsumer } from '#shared/engine/saga/SagaConsumer';
import { checkout, checkout1 } from './checkout.ts';
import { CATALOGUE } from './events.ts';
import { ordersView } from './orders-view.ts';
import { participantsOf } from './participants.ts';

export interface Env extends StoreEnv, SagaEnv {}

export const eventStore = (): EventStorePort => localEventStore('Order', 'Stock', 'Payment');

export const SAGAS = sagaDependencies<Env>({
  sagas: [checkout, checkout1],
  catalogue: CATALOGUE,
  participants: () => participantsOf(eventStore()),
});

export const STORE: StoreDefinition<Env> = {
  catalogue: CATALOGUE,
  ownerOf: ({ metadata }) => metadata.user_id,
  subscriptions: {
    orders: { consumer: ({ DB }) => readModelConsumer(DB, ordersView(DB)), rebuilds: true },
    saga: {
      consumer: (env) => sagaConsumer(SAGAS, env),
      partition: ({ metadata, aggregate_id }) => metadata.saga_id ?? aggregate_id,
      // Every event here belongs to a saga or starts one.
      urgent: () => true,
    },
  },
};
