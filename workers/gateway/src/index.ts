// gateway: the only Worker that the outside reaches. Pattern: API gateway; it knows who asks and where that goes, and
// no rule of the domain.
import { admit, dismiss } from './door.ts';
import type { Env } from './env.ts';
import { app } from './routes.ts';

export default {
  async fetch(request, env, ctx) {
    const admitted = admit(request);
    const response = await app.fetch(admitted, env, ctx);
    return dismiss(response, admitted.headers.get('x-trace-id') ?? '');
  },
} satisfies ExportedHandler<Env>;
