// The same Worker in development, with the fault switch: `npm start` runs this one. Production is built from index.ts.
import type { Hono } from 'hono';
import { faultyStoreObjects } from '#shared/engine/faults/objects';
import { described } from '#shared/http/openapi';
import type { App } from '#shared/http/service';
import { FAULTS } from '#shared/mediahub/api/fault';
import { STORE } from './composition.ts';
import { DESCRIPTIONS } from './openapi.ts';
import { app } from './routes.ts';
import { addFaultRoutes, type DevelopmentEnv } from './routes/faults.ts';

export const {
  ChaosRpc,
  EventLog,
  EventReaderRpc,
  EventStoreRpc,
  EventStream,
  FaultSwitch,
  Rebuild,
  Subscription,
  SubscriptionRpc,
} = faultyStoreObjects<DevelopmentEnv>(STORE);

const withFaults = addFaultRoutes(app as unknown as Hono<App<DevelopmentEnv>>);
export default described(withFaults, { ...DESCRIPTIONS, ...FAULTS });
