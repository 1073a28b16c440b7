// The fault switch over HTTP, for operators. Only the development Worker has these routes.
import type { Hono } from 'hono';
import * as z from 'zod';
import { THE_SWITCH, type FaultEnv } from '#shared/engine/faults/env';
import { Fault, FaultPlan, Preset } from '#shared/engine/faults/plan';
import type { Descriptions } from '#shared/http/openapi';
import { Problem } from '#shared/http/problem';
import { body, requireOperator, type App } from '#shared/http/service';
import type { Caller } from '#shared/http/token';
import { PRESETS } from '#shared/mediahub/fault-presets';
import type { Env } from '../env.ts';

export type DevelopmentEnv = Env & FaultEnv;

const ActivePlan = z.strictObject({
  seed: z.int(),
  faults: z.array(Fault.extend({ seen: z.int(), struck: z.int() })),
});

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

export const FAULT_DESCRIPTIONS: Descriptions = {
  'GET /api/v1/chaos': { summary: 'The faults that are active', operator: true, answer: ActivePlan },
  'GET /api/v1/chaos/presets': {
    summary: 'Fault plans worth seeing, each with what to do and what to watch',
    operator: true,
    answer: z.array(Preset),
  },
  'PUT /api/v1/chaos': {
    summary: 'Put faults into the system',
    operator: true,
    body: FaultPlan,
    answer: ActivePlan,
  },
  'DELETE /api/v1/chaos': { summary: 'Take all faults out', operator: true, status: 204 },
};
