// The invariant board over HTTP, for operators.
import { requireOperator, service } from '#shared/http/service';
import type { Env } from './env.ts';

const THE_BOARD = 'board';

/** Degraded while an invariant is broken: `/health` shows the board's last result. */
const health = async (env: Env) => {
  const summary = await env.BOARD.getByName(THE_BOARD).summary();
  return { ...(summary.broken > 0 ? { status: 'degraded' } : {}), ...summary };
};

export const app = service<Env>(health);

app.get('/api/v1/invariants', async (c) => {
  const caller = c.get('caller');
  requireOperator(caller);
  return c.json(await c.env.BOARD.getByName(THE_BOARD).look(caller.user_id));
});

app.post('/api/v1/invariants/check', async (c) => {
  const caller = c.get('caller');
  requireOperator(caller);
  return c.json(await c.env.BOARD.getByName(THE_BOARD).check(caller.user_id));
});
