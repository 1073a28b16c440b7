// Pages of the log for users: their own events, or all for an operator, narrowed by filters.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import * as log from '#shared/engine/eventstore/log/store';
import { requireOperator } from '#shared/http/service';
import { refuseLost } from './refuse-lost.ts';
import type { EventsQuery } from '#shared/mediahub/api/event';
import type { Caller } from '#shared/http/token';

const MOST_TYPES = 23;

const utc = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant).toISOString());

/**
 * One page. Several types are one page of each, merged: every part is read by its own index, so a rare type beside a
 * common one costs no scan.
 */
export async function readEvents(env: Env, caller: Caller, q: EventsQuery): Promise<LoggedEvent[]> {
  if (q.scope === 'all') requireOperator(caller);
  await refuseLost(env, q.after, q.before);
  const { scope, type, since, until, ...rest } = q;
  const user_id = scope === 'all' ? undefined : caller.user_id;
  const filter = { ...rest, since: utc(since), until: utc(until), user_id };
  const types = [...new Set(type?.split(',') ?? [])].slice(0, MOST_TYPES);
  if (types.length < 2) return log.read(STORE.catalogue, env.DB, { ...filter, event_type: types[0] });
  const pages = await Promise.all(
    types.map((event_type) => log.read(STORE.catalogue, env.DB, { ...filter, event_type })),
  );
  const turn = q.order === 'desc' ? -1 : 1;
  return pages
    .flat()
    .toSorted((a, b) => turn * (a.position - b.position))
    .slice(0, q.limit);
}
