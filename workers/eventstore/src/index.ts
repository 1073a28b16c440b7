import { storeObjects } from '#shared/engine/eventstore/objects';
import { described } from '#shared/http/openapi';
import { STORE } from './composition.ts';
import { DESCRIPTIONS } from './openapi.ts';
import { app } from './routes.ts';

export const { EventLog, EventReaderRpc, EventStoreRpc, EventStream, Rebuild, Subscription, SubscriptionRpc } =
  storeObjects(STORE);
export default described(app, DESCRIPTIONS);
