// The Worker under test: the event store itself, whose objects may be broken ones, and a real read model. The tests share
// this isolate, so they steer both, and the clock.
import './clock.ts';
import { EventLog as RealLog } from '../src/EventLog.ts';
import { EventStream as RealStream } from '../src/EventStream.ts';
import { Subscription as RealSubscription } from '../src/Subscription.ts';
import { breakable } from './broken.ts';

export {
  ChaosRpc,
  default,
  EventReaderRpc,
  EventStoreRpc,
  FaultSwitch,
  Rebuild,
  SubscriptionRpc,
} from '../src/index.ts';
export { ReadModel } from './readModel.ts';

export const EventLog = breakable('log', RealLog);
export const EventStream = breakable('stream', RealStream);
export const Subscription = breakable('subscription', RealSubscription);
