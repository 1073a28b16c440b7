// The monitor over HTTP, and the repair of parked sagas.
import * as z from 'zod';
import { decodeCursor } from '#shared/http/cursor';
import { linkNext, page } from '#shared/http/page';
import { Problem } from '#shared/http/problem';
import { body, query, requireOperator, service } from '#shared/http/service';
import { ResumeParked, ResumeQuery, SagasQuery, SkipStep, TimelineQuery } from '#shared/mediahub/api/saga';
import { isIdOf } from '#shared/mediahub/ids';
import type { Env } from './env.ts';
import { parkedCauses } from '#shared/engine/saga/monitor/parked-causes';
import { findSaga, listSagas } from '#shared/engine/saga/monitor/query';
import { resumeParked } from './resume-parked.ts';

const TimelinePlace = z.tuple([z.int().min(0)]);
const Key = z.tuple([z.string(), z.string()]);

export const app = service<Env>();

app.get('/api/v1/sagas', async (c) => {
  const { status, limit, cursor, scope, type, q, ids } = query(c, SagasQuery);
  const caller = c.get('caller');
  if (scope === 'all') requireOperator(caller);
  const sagas = await listSagas(c.env.DB, {
    user_id: scope === 'all' ? undefined : caller.user_id,
    status,
    type,
    search: q,
    ids,
    limit: limit + 1,
    before: cursor === undefined ? undefined : decodeCursor(cursor, Key),
  });
  return c.json(page(c, sagas, limit, (saga) => [saga.started_at, saga.id]));
});

app.get('/api/v1/sagas/parked', async (c) => {
  requireOperator(c.get('caller'));
  return c.json(await parkedCauses(c.env.DB));
});

app.post('/api/v1/sagas/resume', async (c) => {
  requireOperator(c.get('caller'));
  const { cursor } = query(c, ResumeQuery);
  const { cause } = await body(c, ResumeParked);
  const from = cursor === undefined ? undefined : decodeCursor(cursor, Key);
  return c.json(await resumeParked(c.env, cause, from));
});

app.get('/api/v1/sagas/:id', async (c) => {
  const { user_id, operator } = c.get('caller');
  const saga = await findSaga(c.env.DB, c.req.param('id'), operator ? undefined : user_id);
  if (!saga) throw new Problem('saga_not_found');
  return c.json(saga);
});

/** The saga's inputs in order, page by page: the events, replies, losses and timers that led to its state. */
app.get('/api/v1/sagas/:id/timeline', async (c) => {
  const { user_id, operator } = c.get('caller');
  const { limit, cursor } = query(c, TimelineQuery);
  const saga = await findSaga(c.env.DB, c.req.param('id'), operator ? undefined : user_id);
  if (!saga) throw new Problem('saga_not_found');
  const [after] = cursor === undefined ? [0] : decodeCursor(cursor, TimelinePlace);
  const { entries, next } = await c.env.COORDINATOR.getByName(saga.id).timeline({ after, limit });
  if (next !== null) linkNext(c, [next]);
  return c.json(entries);
});

/** The coordinator of a saga that the monitor knows: naming any other would create one. */
const coordinator = async (env: Env, id: string) => {
  if (!isIdOf('saga', id) || !(await findSaga(env.DB, id, undefined))) throw new Problem('saga_not_found');
  return env.COORDINATOR.getByName(id);
};

app.post('/api/v1/sagas/:id/resume', async (c) => {
  requireOperator(c.get('caller'));
  const saga = await coordinator(c.env, c.req.param('id'));
  const refusal = await saga.resume();
  if (refusal !== null) throw new Problem('conflict', refusal);
  return c.json({ message: 'The saga goes on.' }, 202);
});

app.post('/api/v1/sagas/:id/skip', async (c) => {
  requireOperator(c.get('caller'));
  const { reason } = await body(c, SkipStep);
  const saga = await coordinator(c.env, c.req.param('id'));
  const refusal = await saga.skip(reason);
  if (refusal !== null) throw new Problem('conflict', refusal);
  return c.json({ message: 'The step is skipped, the saga goes on.' }, 202);
});
