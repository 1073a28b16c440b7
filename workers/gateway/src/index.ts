// gateway: the only Worker that the outside reaches. Pattern: API gateway; it knows who asks and where that goes, and
// no rule of the domain.
import { admit, dismiss } from './door.ts';
import type { Env } from './env.ts';
import { linger } from './linger.ts';
import { app } from './routes.ts';

export default {
  async fetch(request, env, ctx) {
    const admitted = admit(request);
    const answer = await app.fetch(admitted, env, ctx);
    const dismissed = dismiss(answer, admitted.headers.get('x-trace-id') ?? '');
    return admitted.body && !admitted.bodyUsed ? linger(dismissed, admitted.body, ctx) : dismissed;
  },
} satisfies ExportedHandler<Env>;
