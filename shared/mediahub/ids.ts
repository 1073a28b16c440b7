// The ids of MediaHub: which kinds of aggregates there are, and what the derived ones derive from.
import * as engine from '#shared/engine/event/ids';

export type Kind =
  | 'media'
  | 'album'
  | 'user'
  | 'notification'
  | 'saga'
  | 'subscription'
  | 'export'
  | 'content'
  | 'renewal';

/** A fresh, time-ordered aggregate id such as `media-0192…`. Never call it inside a decider. */
export const newId: (kind: Kind) => string = engine.newId;

/** An aggregate id that `names` determine. */
export const derivedId: (kind: Kind, ...names: string[]) => string = engine.derivedId;

/** A user is (provider, the provider's id), never the e-mail. */
export const userId = (provider: string, providerId: string): string => derivedId('user', provider, providerId);

/** 'All Media' of a user: exactly one, because there is only one id for it. */
export const defaultAlbumId = (ownerId: string): string => derivedId('album', 'default', ownerId);

/** One notification per saga step, however often the step is tried. */
export const notificationId = (saga: string, step: string): string => derivedId('notification', saga, step);

const AGGREGATE_ID =
  /^(media|album|user|notification|saga|export|content|renewal)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a string from outside has the shape of an id of this kind. It says nothing about existence. */
export const isIdOf = (kind: Kind, value: string): boolean =>
  value.startsWith(`${kind}-`) && AGGREGATE_ID.test(value);
