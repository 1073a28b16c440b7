// HTTP in and out of one's own account: who I am, my sessions, personal tokens and linked providers. A personal token may read
// who it belongs to, and nothing else here: a stolen one must not make itself another, or lock its owner out.
import { Hono } from 'hono';
import { Problem, traceId, validationProblem } from '#shared/http/problem';
import { readJson } from '#shared/http/request-body';
import { query } from '#shared/http/service';
import { EndSessionsQuery, NewToken } from '#shared/mediahub/api/account';
import { authenticate, type Principal } from '../session/authenticate.ts';
import type { Env } from '../env.ts';
import { methodNotAllowed } from '../edge/method-not-allowed.ts';
import { makeToken, revokeToken, TOKENS_PER_USER, tokensOf } from './personal-token/tokens.ts';
import { refuseTooMany } from '../edge/rate-limit/limit.ts';
import { closeFeeds, endSession, endSessions } from '../session/session-end.ts';
import { openSessions } from '../session/sessions.ts';
import { identitiesOf, unlink } from '../login/users.ts';

async function atHome(request: Request, env: Env): Promise<Principal> {
  const principal = await authenticate(request, env);
  if (principal.kind === 'personal')
    throw new Problem('insufficient_scope', 'No personal access token opens the account itself.');
  return principal;
}

export const account = new Hono<{ Bindings: Env }>()
  .get('/', async (c) => {
    const { user } = await authenticate(c.req.raw, c.env);
    const { id, email, display_name, avatar_url, provider, operator } = user;
    return c.json({ id, email, display_name, avatar_url, provider, operator });
  })
  .all('/', methodNotAllowed('GET', 'HEAD'))

  .get('/sessions', async (c) => {
    const { user, session_id } = await atHome(c.req.raw, c.env);
    const open = await openSessions(c.env.DB, user.id);
    return c.json(
      open.map(({ id, device, place, created_at, last_used_at, expires_at }) => {
        const current = id === session_id;
        return { id, current, device, place, created_at, last_used_at: last_used_at ?? created_at, expires_at };
      }),
    );
  })
  .delete('/sessions', async (c) => {
    const { user, session_id } = await atHome(c.req.raw, c.env);
    const { except } = query(c, EndSessionsQuery);
    return c.json({ ended: await endSessions(c.env, user.id, traceId(c), except && session_id) });
  })
  .all('/sessions', methodNotAllowed('GET', 'HEAD', 'DELETE'))
  .delete('/sessions/:id', async (c) => {
    const { user } = await atHome(c.req.raw, c.env);
    const id = c.req.param('id');
    const mine = await openSessions(c.env.DB, user.id);
    if (!mine.some((session) => session.id === id)) throw new Problem('session_not_found');
    await endSession(c.env, id, traceId(c));
    return c.body(null, 204);
  })
  .all('/sessions/:id', methodNotAllowed('DELETE'))

  .get('/tokens', async (c) => c.json(await tokensOf(c.env.DB, (await atHome(c.req.raw, c.env)).user.id)))
  .post('/tokens', async (c) => {
    const { user } = await atHome(c.req.raw, c.env);
    await refuseTooMany(c.env, 'token', user.id);
    const parsed = NewToken.safeParse(await readJson(c.req.raw));
    if (!parsed.success) throw validationProblem(parsed.error);
    if (parsed.data.scopes.includes('operator') && !user.operator) throw new Problem('operator_required');
    const made = await makeToken(c.env.DB, user.id, parsed.data);
    if (!made) throw new Problem('quota_exceeded', `You may have ${TOKENS_PER_USER} tokens. Revoke one first.`);
    return c.json(made, 201, { location: `/api/v1/me/tokens/${made.id}` });
  })
  .all('/tokens', methodNotAllowed('GET', 'HEAD', 'POST'))
  .delete('/tokens/:id', async (c) => {
    const { user } = await atHome(c.req.raw, c.env);
    const id = c.req.param('id');
    if (!(await revokeToken(c.env.DB, user.id, id))) throw new Problem('token_not_found');
    // A crash here leaves its open feeds connected until they are closed, an hour at most.
    await closeFeeds(c.env, user.id, [id], traceId(c));
    return c.body(null, 204);
  })
  .all('/tokens/:id', methodNotAllowed('DELETE'))

  .get('/identities', async (c) => c.json(await identitiesOf(c.env.DB, (await atHome(c.req.raw, c.env)).user.id)))
  .all('/identities', methodNotAllowed('GET', 'HEAD'))
  .delete('/identities/:provider', async (c) => {
    const { user } = await atHome(c.req.raw, c.env);
    const outcome = await unlink(c.env.DB, user.id, c.req.param('provider'));
    if (outcome === 'unknown') throw new Problem('identity_not_found');
    if (outcome === 'last') throw new Problem('last_identity');
    return c.body(null, 204);
  })
  .all('/identities/:provider', methodNotAllowed('DELETE'));
