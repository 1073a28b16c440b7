export { default } from './openapi.ts';
export { ChaosRpc, EventReaderRpc, EventStoreRpc, SubscriptionRpc } from '#shared/engine/eventstore/rpc';
export { EventLog } from '#shared/engine/eventstore/EventLog';
export { EventStream } from '#shared/engine/eventstore/EventStream';
export { FaultSwitch } from '#shared/engine/faults/FaultSwitch';
export { Rebuild } from '#shared/engine/eventstore/Rebuild';
export { Subscription } from '#shared/engine/eventstore/Subscription';
