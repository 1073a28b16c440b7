// The Worker under test: the event store itself, whose objects may be broken ones, and a real read model. The tests share
// this isolate, so they steer both, and the clock.
import './clock.ts';
import './interests.ts';
import './reminded-streams.ts';
import {
  EventLog as RealLog,
  EventStream as RealStream,
  Subscription as RealSubscription,
} from '../src/development.ts';
import { breakable } from './faulty-objects.ts';

export {
  ChaosRpc,
  default,
  EventReaderRpc,
  EventStoreRpc,
  FaultSwitch,
  Rebuild,
  SubscriptionRpc,
} from '../src/development.ts';
export { ReadModel } from './read-model.ts';

export const EventLog = breakable('log', RealLog);
export const EventStream = breakable('stream', RealStream);
export const Subscription = breakable('subscription', RealSubscription);
