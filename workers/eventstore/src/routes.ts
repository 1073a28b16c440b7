// The event log and the subscriptions over HTTP. Everyone reads their own events; operators
// may ask for all.
import * as z from 'zod';
import { READ_MODELS, SUBSCRIPTIONS, type SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { decodeCursor } from '#shared/http/cursor';
import { Position } from '#shared/http/list-query';
import { page } from '#shared/http/page';
import { eventsBetween, isLost, type Epoch } from '#shared/engine/epoch';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { capacityOf, needsALook } from '#shared/engine/eventstore/log/capacity';
import { placeAt } from '#shared/engine/eventstore/log/epochs';
import { Problem } from '#shared/http/problem';
import { body, metadataOf, query, requireOperator, service, setPosition } from '#shared/http/service';
import type { Caller } from '#shared/http/token';
import {
  EventPageQuery,
  EventsQuery,
  NamesQuery,
  PastLibraryQuery,
  SinceQuery,
  When,
} from '#shared/mediahub/api/event';
import { FlowQuery } from '#shared/mediahub/api/flow';
import { Discard, ParkedQuery, RetryQuery } from '#shared/mediahub/api/projection';
import type { Env } from './env.ts';
import { flowOf, journeyOf } from './flow.ts';
import { namesOf } from './namesOf.ts';
import { libraryAt, placeOf as placeInLibrary } from './pastLibrary.ts';
import { readEvents } from './readEvents.ts';
import { MAX_ATTEMPTS } from '#shared/engine/eventstore/subscription/schedule';
import { rebuildWithoutWords, withoutWords } from './withoutWords.ts';
import { restores } from './recovery.ts';
import { refuseLost } from './refuseLost.ts';
import { addRecoveryRoutes } from './routes/recovery.ts';
import { stateThen } from './timeTravel.ts';
import { discard, listParked, placeOf, retryAll, retryOne } from './parked.ts';

const ParkedPlace = z.tuple([z.int().min(0), z.int().min(0)]);
const RetryPlace = z.tuple([z.int().min(0), z.string()]);

const subscriptions = async (env: Env): Promise<{ head: number; projections: SubscriptionStatus[] }> => {
  const at = await Promise.all(
    SUBSCRIPTIONS.map(async (name) => ({ ...(await env.SUBSCRIPTION.getByName(name).status(name)), name })),
  );
  // Read after them, so that none is ever ahead but for a restore.
  const { head, epochs } = await placeAt(env.DB, 0);
  return { head, projections: at.map((s) => inLog(s, head, epochs)) };
};

const inLog = (s: Omit<SubscriptionStatus, 'head' | 'lag'>, head: number, epochs: readonly Epoch[]) => {
  const status = { ...s, head, lag: eventsBetween(s.checkpoint, head) };
  // The live feed has no past that it could be wrong about.
  if (s.name === 'live' || !(isLost(s.checkpoint, epochs, head) || s.checkpoint > head)) return status;
  const last_error = `it is at position ${s.checkpoint}, which the log does not have: npm run recover`;
  return { ...status, state: 'retrying' as const, attempts: Math.max(s.attempts, MAX_ATTEMPTS), last_error };
};

const health = async (env: Env) => {
  // A log that was put back while nobody looked is found here.
  await env.LOG.getByName(THE_LOG).check();
  const now = Date.now();
  const [{ head, projections }, { settled, diverged }, storage] = await Promise.all([
    subscriptions(env),
    restores(env.DB),
    env.LOG.getByName(THE_LOG)
      .isFull()
      .then((full) => capacityOf(env.DB, full, now)),
  ]);
  const retryAfterFailure =
    projections.some((s) => s.parked > 0 || s.attempts >= MAX_ATTEMPTS) ||
    !settled ||
    diverged > 0 ||
    needsALook(storage, now);
  return {
    ...(retryAfterFailure ? { status: 'degraded' } : {}),
    head,
    storage,
    ...(settled && diverged === 0 ? {} : { restore: { settled, diverged_streams: diverged } }),
    subscriptions: projections,
  };
};

export const app = service<Env>(health);

app.get('/api/v1/events', async (c) => c.json(await readEvents(c.env, c.get('caller'), query(c, EventsQuery))));

app.get('/api/v1/events/since', async (c) => {
  const q = query(c, SinceQuery);
  return c.json(await readEvents(c.env, c.get('caller'), q));
});

app.get('/api/v1/events/type/:type', async (c) => {
  const q = { ...query(c, EventPageQuery), type: c.req.param('type') };
  return c.json(await readEvents(c.env, c.get('caller'), q));
});

app.get('/api/v1/events/aggregate/:id', async (c) => {
  const q = { ...query(c, EventPageQuery), aggregate_id: c.req.param('id') };
  return c.json(await readEvents(c.env, c.get('caller'), q));
});

app.get('/api/v1/events/aggregate/:id/version', async (c) => {
  const aggregate_id = c.req.param('id');
  const q: EventsQuery = { ...query(c, EventPageQuery), aggregate_id, order: 'desc', limit: 1 };
  const [last] = await readEvents(c.env, c.get('caller'), q);
  if (!last) throw new Problem('aggregate_not_found');
  return c.json({ aggregate_id, latest_version: last.version });
});

app.get('/api/v1/events/aggregate/:id/state', async (c) =>
  c.json(await stateThen(c.env, c.get('caller'), c.req.param('id'), query(c, When))),
);

app.get('/api/v1/events/library', async (c) => {
  const caller = c.get('caller');
  const { scope, ...asked } = query(c, PastLibraryQuery);
  if (scope === 'all') requireOperator(caller);
  await refuseLost(c.env, asked.position, placeInLibrary(asked.cursor));
  return c.json(await libraryAt(c.env, scope === 'all' ? null : caller.user_id, asked));
});

app.get('/api/v1/events/names', async (c) =>
  c.json(await namesOf(c.env, c.get('caller'), query(c, NamesQuery).ids)),
);

app.get('/api/v1/events/journey/:position', async (c) => {
  const position = Position.safeParse(c.req.param('position'));
  if (!position.success) throw new Problem('not_found');
  return c.json(await journeyOf(c.env, c.get('caller'), position.data));
});

app.get('/api/v1/flow', async (c) => c.json(await flowOf(c.env, c.get('caller'), query(c, FlowQuery).since)));

app.get('/api/v1/projections', async (c) => {
  const { head, projections } = await subscriptions(c.env);
  const rebuilds = await Promise.all(READ_MODELS.map((name) => c.env.REBUILD.getByName(name).status()));
  const { operator } = c.get('caller');
  const rebuildOf = (name: string) => {
    const rebuild = rebuilds[READ_MODELS.findIndex((model) => model === name)] ?? null;
    return rebuild && !operator ? rebuildWithoutWords(rebuild) : rebuild;
  };
  const shown = operator ? projections : projections.map(withoutWords);
  return c.json({ head, projections: shown.map((p) => ({ ...p, rebuild: rebuildOf(p.name) })) });
});

/** The read model that an operator names. */
const rebuildable = (caller: Caller, name: string) => {
  requireOperator(caller);
  const known = READ_MODELS.find((model) => model === name);
  if (!known) throw new Problem('projection_not_found');
  return known;
};

app.post('/api/v1/projections/:name/rebuild', async (c) => {
  const name = rebuildable(c.get('caller'), c.req.param('name'));
  const rebuild = c.env.REBUILD.getByName(name);
  if (!(await rebuild.start(name))) throw new Problem('rebuild_running');
  return c.json({ name, rebuild: await rebuild.status() }, 202);
});

app.post('/api/v1/projections/:name/rebuild/abort', async (c) => {
  const name = rebuildable(c.get('caller'), c.req.param('name'));
  const rebuild = c.env.REBUILD.getByName(name);
  if (!(await rebuild.abort())) throw new Problem('rebuild_not_running');
  return c.json({ name, rebuild: await rebuild.status() }, 202);
});

app.get('/api/v1/parked', async (c) => {
  requireOperator(c.get('caller'));
  const { limit, cursor } = query(c, ParkedQuery);
  const from = cursor === undefined ? undefined : decodeCursor(cursor, ParkedPlace);
  return c.json(page(c, await listParked(c.env, limit, from), limit, placeOf));
});

app.post('/api/v1/parked/retry', async (c) => {
  requireOperator(c.get('caller'));
  const { cursor } = query(c, RetryQuery);
  return c.json(await retryAll(c.env, cursor === undefined ? undefined : decodeCursor(cursor, RetryPlace)));
});

app.post('/api/v1/parked/:id/retry', async (c) => {
  requireOperator(c.get('caller'));
  return c.json(await retryOne(c.env, c.req.param('id')));
});

app.post('/api/v1/parked/:id/discard', async (c) => {
  const caller = c.get('caller');
  requireOperator(caller);
  const { reason } = await body(c, Discard);
  const position = await discard(c.env, c.req.param('id'), reason, metadataOf(c, caller));
  setPosition(c, position);
  return c.json({ message: 'The event is discarded; the log says why.' });
});

addRecoveryRoutes(app);
