// The renewal of renditions, for operators: started, stopped and looked at.
import type { Hono } from 'hono';
import { setWritten, writtenAt } from '#shared/http/consistency';
import { metadataOf, requireOperator, type App } from '#shared/http/service';
import { renewal } from '../aggregates.ts';
import type { Env } from '../env.ts';
import { RENEWAL_ID, startRenewal, stopRenewal, viewOf } from './renewal.ts';

export function renewalRoutes(app: Hono<App<Env>>): void {
  app.get('/api/v1/renewal', async (c) => {
    requireOperator(c.get('caller'));
    return c.json(viewOf((await renewal.load(c.env.EVENTS, RENEWAL_ID)).state));
  });

  app.on(['POST', 'DELETE'], '/api/v1/renewal', async (c) => {
    const caller = c.get('caller');
    requireOperator(caller);
    const act = c.req.method === 'POST' ? startRenewal : stopRenewal;
    const handled = await act(c.env, metadataOf(c, caller));
    setWritten(c, writtenAt(RENEWAL_ID, handled));
    return c.json(viewOf(handled.state));
  });
}
