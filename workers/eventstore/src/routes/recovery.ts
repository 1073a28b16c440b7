// Recovery over HTTP, for operators: what a restore has left, and the steps that bring the stores together again.
import type { Hono } from 'hono';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { Problem } from '#shared/http/problem';
import { body, query, requireOperator, type App } from '#shared/http/service';
import { Decision, Finish, NewEpoch, StreamsToReconcile } from '#shared/mediahub/api/recovery';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import type { Env } from '../env.ts';
import { decideStream, finish, overview, reconcile } from '../repair/recovery.ts';

/** Read models, and the sagas, which recognise what they have. */
const STARTS_OVER = [...READ_MODELS, 'saga'] as const;

export const addRecoveryRoutes = (app: Hono<App<Env>>): Hono<App<Env>> =>
  app
    .get('/api/v1/recovery', async (c) => {
      requireOperator(c.get('caller'));
      await c.env.LOG.getByName(THE_LOG).check();
      return c.json(await overview(c.env));
    })
    .post('/api/v1/recovery/epoch', async (c) => {
      requireOperator(c.get('caller'));
      await c.env.LOG.getByName(THE_LOG).beginEpoch((await body(c, NewEpoch)).reason);
      return c.json(await overview(c.env));
    })
    .post('/api/v1/recovery/streams', async (c) => {
      requireOperator(c.get('caller'));
      return c.json(await reconcile(c.env, await body(c, StreamsToReconcile)));
    })
    .post('/api/v1/recovery/streams/:id/decide', async (c) => {
      requireOperator(c.get('caller'));
      const { keep } = await body(c, Decision);
      const { version } = await decideStream(c.env, c.req.param('id'), keep);
      return c.json({ message: `The stream goes on after version ${version}.` });
    })
    .post('/api/v1/recovery/projections/:name', async (c) => {
      requireOperator(c.get('caller'));
      const name = STARTS_OVER.find((one) => one === c.req.param('name'));
      if (!name) throw new Problem('projection_not_found');
      await c.env.SUBSCRIPTION.getByName(name).startOver(name);
      return c.json({ message: 'It starts over; what is shown stays until it has caught up.' }, 202);
    })
    .post('/api/v1/recovery/finish', async (c) => {
      requireOperator(c.get('caller'));
      await finish(c.env, query(c, Finish).through);
      return c.json({ message: 'The stores are together again.' });
    });
