// HTTP in and out of accounts that a restore has lost, for operators with a session: a personal token cannot give away a library.
import { Hono, type Context } from 'hono';
import { log } from '#shared/engine/runtime/log';
import { notFound, Problem, traceId } from '#shared/http/problem';
import { body } from '#shared/http/service';
import { Attach, LostAccounts } from '#shared/mediahub/api/account';
import { isIdOf } from '#shared/mediahub/ids';
import { methodNotAllowed } from '../edge/method-not-allowed.ts';
import type { Env } from '../env.ts';
import { authenticate } from '../session/authenticate.ts';
import { endSessions } from '../session/session-end.ts';
import { attach, hasSignedUp, lostAmong } from './lost-accounts.ts';

async function operator({ req, env }: Context<{ Bindings: Env }>): Promise<string> {
  const { user, kind } = await authenticate(req.raw, env);
  if (kind === 'personal') throw new Problem('insufficient_scope', 'No personal access token opens accounts.');
  if (!user.operator) throw new Problem('operator_required');
  return user.id;
}

export const lostAccounts = new Hono<{ Bindings: Env }>()
  .post('/lost', async (c) => {
    await operator(c);
    const { ids } = await body(c, LostAccounts);
    return c.json({ lost: await lostAmong(c.env.DB, ids) });
  })
  .all('/lost', methodNotAllowed('POST'))
  .post('/:id/attach', async (c) => {
    const by = await operator(c);
    const lost = c.req.param('id');
    const { from } = await body(c, Attach);
    if (!isIdOf('user', lost) || !(await hasSignedUp(c.env.EVENTS, lost)))
      throw new Problem('aggregate_not_found', 'No user with this id has ever signed up.');
    const providers = await attach(c.env.DB, lost, from);
    if (providers.length === 0)
      throw new Problem('conflict', 'A login leads to that user, or none to the other one.');
    log('warn', 'a login was attached', { trace_id: traceId(c), by, user_id: lost, from, providers });
    // A crash right here leaves sessions as the new user, who sees what they saw until they log in again.
    await endSessions(c.env, from, traceId(c));
    return c.json({ user_id: lost, providers });
  })
  .all('/:id/attach', methodNotAllowed('POST'))
  .all('*', notFound);
