// The parked events over HTTP, for operators: list, try again, discard with a reason.
import type { Hono } from 'hono';
import * as z from 'zod';
import { decodeCursor } from '#shared/http/cursor';
import { page } from '#shared/http/page';
import { body, metadataOf, query, requireOperator, setPosition, type App } from '#shared/http/service';
import { Discard, ParkedQuery, RetryQuery } from '#shared/mediahub/api/projection';
import type { Env } from '../env.ts';
import { discard, listParked, placeOf, retryAll, retryOne } from '../repair/parked.ts';

const ParkedPlace = z.tuple([z.int().min(0), z.int().min(0)]);
const RetryPlace = z.tuple([z.int().min(0), z.string()]);

export const addParkedRoutes = (app: Hono<App<Env>>): Hono<App<Env>> =>
  app
    .get('/api/v1/parked', async (c) => {
      requireOperator(c.get('caller'));
      const { limit, cursor } = query(c, ParkedQuery);
      const from = cursor === undefined ? undefined : decodeCursor(cursor, ParkedPlace);
      return c.json(page(c, await listParked(c.env, limit, from), limit, placeOf));
    })
    .post('/api/v1/parked/retry', async (c) => {
      requireOperator(c.get('caller'));
      const { cursor } = query(c, RetryQuery);
      return c.json(await retryAll(c.env, cursor === undefined ? undefined : decodeCursor(cursor, RetryPlace)));
    })
    .post('/api/v1/parked/:id/retry', async (c) => {
      requireOperator(c.get('caller'));
      return c.json(await retryOne(c.env, c.req.param('id')));
    })
    .post('/api/v1/parked/:id/discard', async (c) => {
      const caller = c.get('caller');
      requireOperator(caller);
      const { reason } = await body(c, Discard);
      const position = await discard(c.env, c.req.param('id'), reason, metadataOf(c, caller));
      setPosition(c, position);
      return c.json({ message: 'The event is discarded; the log says why.' });
    });
