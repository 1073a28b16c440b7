// The certificate under test: a read model is damaged by hand, and the rebuild has to name the row and the event.
import { expect } from 'vitest';
import type { Difference } from '#shared/engine/ports/rebuild';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Rebuilding, type Model } from './rebuilding.ts';

/** Delivers the log, damages what is shown by `sql`, and gives back the difference and the event that made the row. */
export async function foundAfter(model: Model, log: LoggedEvent[], sql: string) {
  const world = new Rebuilding(model, log);
  await world.deliver(log.length);
  await world.db.batch([world.db.prepare(sql)]);
  await world.begin();
  while ((await world.at()).following === 0) await world.fill(10);
  const { differing, first } = await world.compare();
  expect(differing).toBe(1);
  if (!first) throw new Error('no difference');
  const position = await world.steps.trace(first, log);
  await world.cutOver();
  await world.begin();
  while ((await world.at()).following === 0) await world.fill(10);
  expect(await world.compare(), 'the second rebuild finds nothing').toMatchObject({ differing: 0 });
  const { table, key, blue, green }: Difference = first;
  return { table, key, blue, green, event: log.find((event) => event.position === position)?.event_type ?? null };
}
