// The events that a row is about: those of the aggregates in its key, unless they refer to another aggregate.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { StoreDefinition } from '../definition.ts';
import * as log from '../log/store.ts';

/** The first thousand, enough to point at one of them. A position in a key means the aggregate of the event there. */
export async function eventsOfRow(
  { catalogue, reference }: Pick<StoreDefinition, 'catalogue' | 'reference'>,
  db: D1Database,
  key: (string | number)[],
): Promise<LoggedEvent[]> {
  const positions = key.filter((part) => typeof part === 'number');
  const there = await Promise.all(
    positions.map((p) => log.read(catalogue, db, { after: p - 1, before: p + 1, limit: 1 })),
  );
  const ids = [...key.filter((part) => typeof part === 'string'), ...there.flat().map((e) => e.aggregate_id)];
  const values = [JSON.stringify(ids)];
  const ofThese = 'aggregate_id IN (SELECT value FROM json_each(?1))';
  if (reference === undefined) return log.readWhere(catalogue, db, ofThese, values);
  const andNoOthers = 'COALESCE(json_extract(data, ?2) IN (SELECT value FROM json_each(?1)), 1)';
  return log.readWhere(catalogue, db, `${ofThese} AND ${andNoOthers}`, [...values, `$.${reference}`]);
}
