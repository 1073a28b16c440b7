// Recovery over HTTP, for operators: what a restore has left, and the steps that bring the stores together again.
import type { Hono } from 'hono';
import * as z from 'zod';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { message, type Descriptions } from '#shared/http/openapi';
import { Problem } from '#shared/http/problem';
import { body, requireOperator, type App } from '#shared/http/service';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import type { Env } from '../env.ts';
import { decideStream, finish, overview, reconcile, type Reconciliation, type Restores } from '../recovery.ts';

const Streams = z.strictObject({
  /** False: only says what would be done. */
  act: z.boolean(),
  after: z.string().max(100).default(''),
  /** Ids of stream objects, as the platform lists them. */
  objects: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(100)
    .optional(),
});
const Decision = z.strictObject({ keep: z.enum(['log', 'both']) });
const NewEpoch = z.strictObject({ reason: z.string().trim().min(1).max(500) });

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
      return c.json(await reconcile(c.env, await body(c, Streams)));
    })
    .post('/api/v1/recovery/streams/:id/decide', async (c) => {
      requireOperator(c.get('caller'));
      const { keep } = await body(c, Decision);
      const { version } = await decideStream(c.env, c.req.param('id'), keep);
      return c.json({ message: `The stream goes on after version ${version}.` });
    })
    .post('/api/v1/recovery/projections/:name', async (c) => {
      requireOperator(c.get('caller'));
      const name = READ_MODELS.find((model) => model === c.req.param('name'));
      if (!name) throw new Problem('projection_not_found');
      await c.env.SUBSCRIPTION.getByName(name).startOver(name);
      return c.json({ message: 'It starts over; what is shown stays until it has caught up.' }, 202);
    })
    .post('/api/v1/recovery/finish', async (c) => {
      requireOperator(c.get('caller'));
      await finish(c.env);
      return c.json({ message: 'The stores are together again.' });
    });

const Overview = z.strictObject({
  settled: z.boolean(),
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      after_position: z.int(),
      began_at: z.string(),
      reason: z.string(),
      recovered_at: z.string().nullable(),
    }),
  ),
  diverged: z.array(
    z.strictObject({
      aggregate_id: z.string(),
      version: z.int(),
      stream_event_id: z.string(),
      log_event_id: z.string(),
      found_at: z.string(),
    }),
  ),
}) satisfies z.ZodType<Restores>;

const Reconciled = z.strictObject({
  checked: z.int(),
  refilled: z.array(z.string()),
  published: z.array(z.string()),
  diverged: z.array(z.string()),
  next: z.string().nullable(),
}) satisfies z.ZodType<Reconciliation>;

export const RECOVERY_DESCRIPTIONS: Descriptions = {
  'GET /api/v1/recovery': { summary: 'What a restore has left', operator: true, answer: Overview },
  'POST /api/v1/recovery/epoch': {
    summary: 'The stores were put back as a whole: positions given since are of another epoch',
    operator: true,
    body: NewEpoch,
    answer: Overview,
  },
  'POST /api/v1/recovery/streams': {
    summary: 'Compares streams with the log, a page at a time, and brings them together',
    operator: true,
    body: Streams,
    answer: Reconciled,
  },
  'POST /api/v1/recovery/streams/:id/decide': {
    summary: 'Decides which history of a stream holds; what gives way is kept aside',
    operator: true,
    body: Decision,
    answer: message(),
  },
  'POST /api/v1/recovery/projections/:name': {
    summary: 'Has a read model start over from position 0 while it is shown as it was',
    operator: true,
    status: 202,
    answer: message(),
  },
  'POST /api/v1/recovery/finish': {
    summary: 'Says that the stores are together again',
    operator: true,
    answer: message(),
  },
};
