// A call from one part of the system to another, before it is made. Every object makes its calls through one protected
// method, `intercept`, which does nothing here: a subclass can hold a call up, repeat it, or lose it.
import type { ConsumerPort, Delivery } from '#shared/engine/ports/consumer';
import type { AppendRequest } from '../ports/eventstore.ts';

/**
 * `saga`: a step's command to its participant. `append`: a command's events to their stream. `publish`: stream → log.
 * `poke`: log → subscription. `deliver`: subscription → consumer. `commit`: a stream has written and has not answered yet.
 */
export type CallKind = 'saga' | 'append' | 'publish' | 'poke' | 'deliver' | 'commit';

export interface OutgoingCall<T> {
  kind: CallKind;
  /** The step, the subscription, or the aggregate's id. */
  name: string;
  send(): Promise<T>;
  /** Of `append`. */
  request?: AppendRequest;
  /** Of `deliver`. */
  delivery?: Delivery;
  consumer?: ConsumerPort;
}
