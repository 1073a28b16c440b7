// What MediaHub's sagas run on: the engine's coordinator, these definitions, and the Workers that take part.
import { sagaDependencies } from '#shared/engine/saga/dependencies';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { participantsOf, type Env } from './env.ts';
import { SAGAS } from './sagas/registry.ts';

export const DEPENDENCIES = sagaDependencies<Env>({
  sagas: SAGAS,
  catalogue: CATALOGUE,
  participants: participantsOf,
  announce: (env, view) => env.BROWSERS.push(view.user_id, { type: 'saga', saga: view }),
});
