// The invariant board over HTTP, for operators.
import { requireOperator, service } from '#shared/http/service';
import type { Env } from './env.ts';

const THE_BOARD = 'board';

export const app = service<Env>();

app.get('/api/v1/invariants', async (c) => {
  requireOperator(c.get('caller'));
  return c.json(await c.env.BOARD.getByName(THE_BOARD).look());
});

app.post('/api/v1/invariants/check', async (c) => {
  requireOperator(c.get('caller'));
  return c.json(await c.env.BOARD.getByName(THE_BOARD).check());
});
