// What the stand-in consumers took, counted.
import { eventually } from '#shared/testing/eventually';
import { env } from './env.ts';

/** How often each of these ids took effect at a consumer, once all have. */
export const effects = (name: string, ids: string[]) =>
  eventually(async () => {
    const applied = (await env.CONTROL.applied(name)).map((e) => e.id);
    const counts = ids.map((id) => applied.filter((other) => other === id).length);
    return counts.every((count) => count > 0) ? counts : undefined;
  });
