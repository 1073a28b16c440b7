export { default } from './openapi.ts';
export { ChaosRpc, EventReaderRpc, EventStoreRpc, SubscriptionRpc } from './rpc.ts';
export { EventLog } from './EventLog.ts';
export { EventStream } from './EventStream.ts';
export { FaultSwitch } from './FaultSwitch.ts';
export { Rebuild } from './Rebuild.ts';
export { Subscription } from './Subscription.ts';
