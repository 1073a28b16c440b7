// The public HTTP surface of a service: one Hono app that checks the forward token before any route,
// and answers every error as problem+json.
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type * as z from 'zod';
import { newCommandId } from '#shared/engine/event/ids';
import type { Metadata } from '#shared/engine/event/envelope';
import { notFound, onError, Problem, traceId, validationProblem } from './problem.ts';
import { readJson } from './request-body.ts';
import { commandOfKey } from './command-of-key.ts';
import { parseKeys } from './keys.ts';
import { verifyForward, type Caller } from './token.ts';

export interface ServiceEnv {
  /** Keys of the forward token; see `parseKeys`. */
  FORWARD_KEYS: string;
}

export type App<Env extends ServiceEnv> = { Bindings: Env; Variables: { caller: Caller } };

const authenticate: MiddlewareHandler<App<ServiceEnv>> = async (c, next) => {
  const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (!token) throw new Problem('unauthenticated');
  const caller = await verifyForward(token, parseKeys(c.env.FORWARD_KEYS)).catch(() => {
    throw new Problem('unauthenticated', 'The token is not valid.');
  });
  const claimed = c.req.header('x-user-id');
  if (claimed !== undefined && claimed !== caller.user_id) throw new Problem('identity_mismatch');
  c.set('caller', caller);
  await next();
};

/**
 * A Hono app with `GET /health` open and everything else behind the forward token.
 * @example const app = service<Env>().get('/api/v1/albums', (c) => c.json(…))
 */
export function service<Env extends ServiceEnv>(
  health: (env: Env) => Promise<object> = () => Promise.resolve({}),
): Hono<App<Env>> {
  const app = new Hono<App<Env>>();
  app.onError(onError);
  app.notFound(notFound);
  app.get('/health', async (c) => {
    parseKeys(c.env.FORWARD_KEYS);
    return c.json({ status: 'ok', ...(await health(c.env)) });
  });
  app.use('/api/*', authenticate as unknown as MiddlewareHandler<App<Env>>);
  return app;
}

/** Lets only operators through. */
export const requireOperator = (caller: Caller): void => {
  if (!caller.operator) throw new Problem('operator_required');
};

/** Reads a JSON body, of at most 256 KB, by a strict schema: unknown fields are refused. */
export async function body<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(c.req.raw));
  if (!parsed.success) throw validationProblem(parsed.error);
  return parsed.data;
}

/** Reads the query string by a schema. A parameter that comes twice could be read in two ways, so it is refused. */
export function query<T>(c: Context, schema: z.ZodType<T>): T {
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  if (repeated.length > 0)
    throw new Problem('validation_failed', 'Each parameter may be sent once.', {
      errors: repeated.map(([path]) => ({ path, message: 'It is there more than once.' })),
    });
  const parsed = schema.safeParse(c.req.query());
  if (!parsed.success) throw validationProblem(parsed.error);
  return parsed.data;
}

/**
 * Metadata of a command that a person sends. With an `Idempotency-Key` the command id derives from user,
 * route and key, so a retried request is the same command.
 */
export function metadataOf(c: Context, caller: Caller): Metadata {
  const key = c.req.header('idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem('bad_request', 'Idempotency-Key: 1 to 255 visible ASCII characters.');
  return {
    user_id: caller.user_id,
    actor: caller.user_id,
    command_id: key ? commandOfKey(c, caller.user_id, key) : newCommandId(),
    correlation_id: traceId(c),
  };
}

/** Sets `X-Event-Position`, which reads accept back as `min_position`. Left out while the log is behind. */
export const setPosition = (c: Context, position: number | null): void => {
  if (position !== null) c.header('x-event-position', String(position));
};
