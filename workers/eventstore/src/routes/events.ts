// The log over HTTP: everyone reads their own events, operators may ask for all; and what was, at any version or position.
import type { Hono } from 'hono';
import { Position } from '#shared/http/list-query';
import { Problem } from '#shared/http/problem';
import { query, requireOperator, type App } from '#shared/http/service';
import {
  EventPageQuery,
  EventsQuery,
  NamesQuery,
  PastLibraryQuery,
  SinceQuery,
  When,
} from '#shared/mediahub/api/event';
import { FlowQuery } from '#shared/mediahub/api/flow';
import type { Env } from '../env.ts';
import { flowOf, journeyOf } from '../reading/flow.ts';
import { namesOf } from '../reading/names-of.ts';
import { libraryAt, placeOf } from '../reading/past-library.ts';
import { readEvents } from '../reading/read-events.ts';
import { refuseLost } from '../reading/refuse-lost.ts';
import { stateThen } from '../reading/time-travel.ts';

export const addEventRoutes = (app: Hono<App<Env>>): Hono<App<Env>> =>
  app
    .get('/api/v1/events', async (c) => c.json(await readEvents(c.env, c.get('caller'), query(c, EventsQuery))))
    .get('/api/v1/events/since', async (c) => {
      const q = query(c, SinceQuery);
      return c.json(await readEvents(c.env, c.get('caller'), q));
    })
    .get('/api/v1/events/type/:type', async (c) => {
      const q = { ...query(c, EventPageQuery), type: c.req.param('type') };
      return c.json(await readEvents(c.env, c.get('caller'), q));
    })
    .get('/api/v1/events/aggregate/:id', async (c) => {
      const q = { ...query(c, EventPageQuery), aggregate_id: c.req.param('id') };
      return c.json(await readEvents(c.env, c.get('caller'), q));
    })
    .get('/api/v1/events/aggregate/:id/version', async (c) => {
      const aggregate_id = c.req.param('id');
      const q: EventsQuery = { ...query(c, EventPageQuery), aggregate_id, order: 'desc', limit: 1 };
      const [last] = await readEvents(c.env, c.get('caller'), q);
      if (!last) throw new Problem('aggregate_not_found');
      return c.json({ aggregate_id, latest_version: last.version });
    })
    .get('/api/v1/events/aggregate/:id/state', async (c) =>
      c.json(await stateThen(c.env, c.get('caller'), c.req.param('id'), query(c, When))),
    )
    .get('/api/v1/events/library', async (c) => {
      const caller = c.get('caller');
      const { scope, ...asked } = query(c, PastLibraryQuery);
      if (scope === 'all') requireOperator(caller);
      await refuseLost(c.env, asked.position, placeOf(asked.cursor));
      return c.json(await libraryAt(c.env, scope === 'all' ? null : caller.user_id, asked));
    })
    .get('/api/v1/events/names', async (c) =>
      c.json(await namesOf(c.env, c.get('caller'), query(c, NamesQuery).ids)),
    )
    .get('/api/v1/events/journey/:position', async (c) => {
      const position = Position.safeParse(c.req.param('position'));
      if (!position.success) throw new Problem('not_found');
      return c.json(await journeyOf(c.env, c.get('caller'), position.data));
    })
    .get('/api/v1/flow', async (c) => c.json(await flowOf(c.env, c.get('caller'), query(c, FlowQuery).since)));
