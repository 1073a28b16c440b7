// The gateway by itself: `npx wrangler dev` at the root starts it without its keys, its tables and the Workers behind it. What
// it cannot do then is no error of its own; the answer says what starts all of it.
import type { Context, MiddlewareHandler } from 'hono';
import { onError, Problem, problemResponse, traceId } from '#shared/http/problem';
import type { Env } from '../env.ts';

const TOGETHER =
  'The gateway runs by itself here: `npm start` starts it with its keys, its tables and all other Workers.';

/** What the local runtime says of a Worker that it has no connection to, and D1 of a database that was never migrated. */
const MISSING = /Make sure it is running locally|local dev session|no such table/;

/** The runtime answers in plain text for a Worker that is not there; every Worker of ours answers with a problem. */
const isFromRuntime = ({ status, headers }: Response): boolean =>
  status === 503 && (headers.get('content-type') ?? '').startsWith('text/plain');

export const unlessStandalone: MiddlewareHandler<{ Bindings: Env }> = async (c, next) => {
  if (!c.env.FORWARD_KEYS || !c.env.CLIENT_KEYS) throw new Problem('not_configured', TOGETHER);
  await next();
  if (isFromRuntime(c.res)) c.res = problemResponse(new Problem('service_unavailable', TOGETHER), traceId(c));
};

/** `app.onError(onErrorUnlessStandalone)`. */
export const onErrorUnlessStandalone = (error: Error, c: Context): Response =>
  onError(MISSING.test(String(error)) ? new Problem('service_unavailable', TOGETHER) : error, c);
