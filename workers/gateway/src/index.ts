// gateway: the only Worker that the outside reaches. Pattern: API gateway; it authenticates and forwards requests, and
// has no rule of the domain.
import { linger, untouched } from '#shared/http/linger';
import { preflight } from './edge/cors.ts';
import { admit, dismiss } from './edge/edge-headers.ts';
import type { Env } from './env.ts';
import { isHandedOver } from './forwarding/forward.ts';
import { app } from './routes.ts';

export { AccountsRpc } from './account/rpc.ts';

/** A body that was refused before it was read, or in the middle. What was passed on to a service is that service's to read. */
function unreadOf(request: Request, { status }: Response): ReadableStream | null {
  const { body, bodyUsed } = request;
  if (!body || body.locked || isHandedOver(request)) return null;
  return !bodyUsed || status === 413 || status === 408 ? body : null;
}

export default {
  async fetch(request, env, ctx) {
    const admitted = admit(request);
    const answer = preflight(admitted, env.CORS_ORIGINS) ?? (await app.fetch(admitted, env, ctx));
    const dismissed = dismiss(answer, admitted, env.CORS_ORIGINS);
    const unread = unreadOf(admitted, answer);
    return unread ? linger(dismissed, untouched(unread), ctx) : dismissed;
  },
} satisfies ExportedHandler<Env>;
