// The fault switch over HTTP, for operators. Only the development Worker has these routes.
import type { Hono } from 'hono';
import { THE_SWITCH, type FaultEnv } from '#shared/engine/faults/env';
import { FaultPlan } from '#shared/engine/faults/plan';
import { Problem } from '#shared/http/problem';
import { body, requireOperator, type App } from '#shared/http/service';
import type { Caller } from '#shared/http/token';
import { PRESETS } from '#shared/mediahub/fault-presets';
import type { Env } from '../env.ts';

export type DevelopmentEnv = Env & FaultEnv;

/** Where DEV_LOGIN is off, the switch is not there at all. */
const faultSwitch = (env: DevelopmentEnv, caller: Caller) => {
  if (env.DEV_LOGIN !== 'on') throw new Problem('not_found');
  requireOperator(caller);
  return env.CHAOS.getByName(THE_SWITCH);
};

export const addFaultRoutes = (app: Hono<App<DevelopmentEnv>>): Hono<App<DevelopmentEnv>> =>
  app
    .get('/api/v1/chaos', async (c) => c.json(await faultSwitch(c.env, c.get('caller')).plan()))
    .get('/api/v1/chaos/presets', (c) => {
      faultSwitch(c.env, c.get('caller'));
      return c.json(PRESETS);
    })
    .put('/api/v1/chaos', async (c) => {
      const chaos = faultSwitch(c.env, c.get('caller'));
      await chaos.setPlan(await body(c, FaultPlan));
      return c.json(await chaos.plan());
    })
    .delete('/api/v1/chaos', async (c) => {
      await faultSwitch(c.env, c.get('caller')).setPlan({ seed: 1, faults: [] });
      return c.body(null, 204);
    });
