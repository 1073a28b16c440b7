// The read models over HTTP: how far each is, and its rebuild, for operators.
import type { Hono } from 'hono';
import { Problem } from '#shared/http/problem';
import { requireOperator, type App } from '#shared/http/service';
import type { Caller } from '#shared/http/token';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import type { Env } from '../env.ts';
import { publicRebuild, publicStatus } from '../reading/public-status.ts';
import { subscriptions } from '../subscriptions.ts';

/** The read model that an operator names. */
const rebuildable = (caller: Caller, name: string) => {
  requireOperator(caller);
  const known = READ_MODELS.find((model) => model === name);
  if (!known) throw new Problem('projection_not_found');
  return known;
};

export const addProjectionRoutes = (app: Hono<App<Env>>): Hono<App<Env>> =>
  app
    .get('/api/v1/projections', async (c) => {
      const { head, projections } = await subscriptions(c.env);
      const rebuilds = await Promise.all(READ_MODELS.map((name) => c.env.REBUILD.getByName(name).status()));
      const { operator } = c.get('caller');
      const rebuildOf = (name: string) => {
        const rebuild = rebuilds[READ_MODELS.findIndex((model) => model === name)] ?? null;
        return rebuild && !operator ? publicRebuild(rebuild) : rebuild;
      };
      const shown = operator ? projections : projections.map(publicStatus);
      return c.json({ head, projections: shown.map((p) => ({ ...p, rebuild: rebuildOf(p.name) })) });
    })
    .post('/api/v1/projections/:name/rebuild', async (c) => {
      const name = rebuildable(c.get('caller'), c.req.param('name'));
      const rebuild = c.env.REBUILD.getByName(name);
      if (!(await rebuild.start(name))) throw new Problem('rebuild_running');
      return c.json({ name, rebuild: await rebuild.status() }, 202);
    })
    .post('/api/v1/projections/:name/rebuild/abort', async (c) => {
      const name = rebuildable(c.get('caller'), c.req.param('name'));
      const rebuild = c.env.REBUILD.getByName(name);
      if (!(await rebuild.abort())) throw new Problem('rebuild_not_running');
      return c.json({ name, rebuild: await rebuild.status() }, 202);
    });
