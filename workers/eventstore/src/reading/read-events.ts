// Pages of the log for users: their own events, or all for an operator, narrowed by filters.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import { readTypes } from '#shared/engine/eventstore/log/read-types';
import * as log from '#shared/engine/eventstore/log/store';
import { requireOperator } from '#shared/http/service';
import { refuseLost } from './refuse-lost.ts';
import type { EventsQuery } from '#shared/mediahub/api/event';
import type { Caller } from '#shared/http/token';

const utc = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString());

/** One page, of one type, of several, or of all. */
export async function readEvents(env: Env, caller: Caller, q: EventsQuery): Promise<LoggedEvent[]> {
  if (q.scope === 'all') requireOperator(caller);
  await refuseLost(env, q.after, q.before);
  const { scope, type, since, until, ...rest } = q;
  const user_id = scope === 'all' ? undefined : caller.user_id;
  const filter = { ...rest, since: utc(since), until: utc(until), user_id };
  const types = [...new Set(type?.split(',') ?? [])];
  if (types.length < 2) return log.read(STORE.catalogue, env.DB, { ...filter, event_type: types[0] });
  // Those that there are, however many: no event is of another type.
  const known = types.filter((event_type) => STORE.catalogue.types.has(event_type));
  return readTypes(STORE.catalogue, env.DB, known, filter);
}
