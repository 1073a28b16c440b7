// What the consumers took: the read model in its rows, the stand-ins in what they remember.
import { eventually } from '#shared/engine/testing/eventually';
import { env, type Effect } from './env.ts';

/** What took effect at this consumer, in the order in which it did, but the first so many. */
export async function taken(name: string, after = 0): Promise<Effect[]> {
  if (name !== 'notification') return env.CONTROL.applied(name, after);
  const sql = 'SELECT id, aggregate_id, version, position FROM applied WHERE seq > ?1 ORDER BY seq';
  return (await env.READ_MODEL.prepare(sql).bind(after).all<Effect>()).results;
}

/** How often each of these ids took effect at a consumer, once all have. */
export const effects = (name: string, ids: string[]) =>
  eventually(async () => {
    const applied = (await taken(name)).map((e) => e.id);
    const counts = ids.map((id) => applied.filter((other) => other === id).length);
    return counts.every((count) => count > 0) ? counts : undefined;
  });
