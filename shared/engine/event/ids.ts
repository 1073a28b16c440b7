// Derived ids: what must be unique gets a name-based id (UUID v5), so creating it twice hits the same
// stream and `no_stream` turns the second try into "it exists". Everything else is a time-ordered v7.
import { v5, v7 } from 'uuid';

const NAMESPACE = '6f1f0a52-5d0b-4a53-9d62-3c5a3f7f9a11';

/** A UUID that depends on nothing but `names`: the same names always give the same UUID. */
export const derivedUuid = (...names: string[]): string => v5(JSON.stringify(names), NAMESPACE);

/** A fresh, time-ordered aggregate id such as `order-0192…`. Never call it inside a decider. */
export const newId = (kind: string): string => `${kind}-${v7()}`;

/** An aggregate id that `names` determine. */
export const derivedId = (kind: string, ...names: string[]): string => `${kind}-${derivedUuid(kind, ...names)}`;

/** A fresh command id, for callers that sent no `Idempotency-Key`. */
export const newCommandId = (): string => v7();

/** The id of the n-th event (from 0) of a command: a retried command appends the same ids. */
export const eventId = (commandId: string, n: number): string => derivedUuid('event', commandId, String(n));

/** One saga instance per (saga name, starting event), however often that event is delivered. */
export const sagaId = (sagaName: string, startingEventId: string): string =>
  derivedId('saga', sagaName, startingEventId);

/** The saga of an event whose id another stream's event has as well, and with it the id above. */
export const sagaIdInStream = (sagaName: string, aggregateId: string, startingEventId: string): string =>
  derivedId('saga', sagaName, aggregateId, startingEventId);
