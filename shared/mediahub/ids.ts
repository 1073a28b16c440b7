// Derived ids: what must be unique gets a name-based id (UUID v5), so creating it twice hits the same
// stream and `no_stream` turns the second try into "it exists". Everything else is a time-ordered v7.
import { v5, v7 } from 'uuid';

const NAMESPACE = '6f1f0a52-5d0b-4a53-9d62-3c5a3f7f9a11';

export type Kind = 'media' | 'album' | 'user' | 'notification' | 'saga' | 'subscription' | 'export';

/** A UUID that depends on nothing but `names`: the same names give the same UUID everywhere, for ever. */
export const derivedUuid = (...names: string[]): string => v5(JSON.stringify(names), NAMESPACE);

/** A fresh, time-ordered aggregate id such as `media-0192…`. Never call it inside a decider. */
export const newId = (kind: Kind): string => `${kind}-${v7()}`;

/** An aggregate id that `names` determine. */
export const derivedId = (kind: Kind, ...names: string[]): string => `${kind}-${derivedUuid(kind, ...names)}`;

/** A fresh command id, for callers that sent no `Idempotency-Key`. */
export const newCommandId = (): string => v7();

/** The id of the n-th event (from 0) of a command: a retried command appends the same ids. */
export const eventId = (commandId: string, n: number): string => derivedUuid('event', commandId, String(n));

/** A user is (provider, the provider's id), never the e-mail. */
export const userId = (provider: string, providerId: string): string => derivedId('user', provider, providerId);

/** 'All Media' of a user: exactly one, because there is only one id for it. */
export const defaultAlbumId = (ownerId: string): string => derivedId('album', 'default', ownerId);

/** One saga instance per (saga name, starting event), however often that event is delivered. */
export const sagaId = (sagaName: string, startingEventId: string): string =>
  derivedId('saga', sagaName, startingEventId);

/** The saga of an event whose id another stream's event has as well, and with it the id above. */
export const sagaIdInStream = (sagaName: string, aggregateId: string, startingEventId: string): string =>
  derivedId('saga', sagaName, aggregateId, startingEventId);

/** One notification per saga step, however often the step is tried. */
export const notificationId = (saga: string, step: string): string => derivedId('notification', saga, step);

const AGGREGATE_ID = /^(media|album|user|notification|saga|export)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a string from outside has the shape of an id of this kind. It says nothing about existence. */
export const isIdOf = (kind: Kind, value: string): boolean =>
  value.startsWith(`${kind}-`) && AGGREGATE_ID.test(value);
