// The certificate under test: a read model is damaged by hand, and the rebuild has to name the row and the event.
import { expect } from 'vitest';
import type { Difference } from '#shared/engine/ports/rebuild';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { Rebuilding, type Model } from './rebuilding.ts';

/** Delivers the log, damages what is shown by `sql`, and gives back the difference and the event that made the row. */
export async function foundAfter(model: Model, log: LoggedEvent[], sql: string) {
  const simulation = new Rebuilding(model, log);
  await simulation.deliver(log.length);
  await simulation.db.batch([simulation.db.prepare(sql)]);
  await simulation.begin();
  while ((await simulation.at()).following === 0) await simulation.fill(10);
  const { differing, first } = await simulation.compare();
  expect(differing).toBe(1);
  if (!first) throw new Error('no difference');
  const position = await simulation.steps.trace(first, log);
  await simulation.cutOver();
  await simulation.begin();
  while ((await simulation.at()).following === 0) await simulation.fill(10);
  expect(await simulation.compare(), 'the second rebuild finds nothing').toMatchObject({ differing: 0 });
  const { table, key, blue, green }: Difference = first;
  return { table, key, blue, green, event: log.find((event) => event.position === position)?.event_type ?? null };
}
