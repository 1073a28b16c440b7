// The global log's SQL. An insert carries its rows as one JSON parameter: one statement a group, however many events.
import { upcast } from '#shared/mediahub/events/catalogue';
import type { AggregateType, LoggedEvent, StreamEvent } from '#shared/engine/envelope';
import type { LogStore } from './Sequencer.ts';

type Row = {
  position: number;
  id: string;
  aggregate_id: string;
  aggregate_type: string;
  event_type: string;
  version: number;
  schema_version: number;
  data: string;
  metadata: string;
  created_at: string;
};

const COLUMNS =
  'position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata, created_at';

/** Rows are only ever written from validated events, so the casts hold. */
const toEvent = (row: Row): LoggedEvent =>
  upcast({
    id: row.id,
    aggregate_id: row.aggregate_id,
    aggregate_type: row.aggregate_type as AggregateType,
    event_type: row.event_type,
    data: JSON.parse(row.data) as object,
    version: row.version,
    created_at: row.created_at,
    position: row.position,
    schema_version: row.schema_version,
    metadata: JSON.parse(row.metadata) as StreamEvent['metadata'],
  });

export async function head(db: D1Database): Promise<number> {
  const row = await db.prepare('SELECT COALESCE(MAX(position), 0) AS head FROM events').first<{ head: number }>();
  return row?.head ?? 0;
}

/** The last version in the log of each of these aggregates. */
export async function lastVersions(db: D1Database, ids: string[]): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT aggregate_id, MAX(version) AS version FROM events
       WHERE aggregate_id IN (SELECT value FROM json_each(?1)) GROUP BY aggregate_id`,
    )
    .bind(JSON.stringify(ids))
    .all<{ aggregate_id: string; version: number }>();
  const found = new Map(results.map((row) => [row.aggregate_id, row.version]));
  return new Map(ids.map((id) => [id, found.get(id) ?? 0]));
}

/** The last event in the log of each of these aggregates that has one. */
export async function lastEvents(
  db: D1Database,
  ids: readonly string[],
): Promise<Map<string, { version: number; id: string }>> {
  // Beside MAX a bare column is of the row that has it (SQLite).
  const { results } = await db
    .prepare(
      `SELECT aggregate_id, MAX(version) AS version, id FROM events
       WHERE aggregate_id IN (SELECT value FROM json_each(?1)) GROUP BY aggregate_id`,
    )
    .bind(JSON.stringify(ids))
    .all<{ aggregate_id: string; version: number; id: string }>();
  return new Map(results.map(({ aggregate_id, ...last }) => [aggregate_id, last]));
}

/** Positions of an aggregate's versions from..to, ascending. */
export async function positions(db: D1Database, aggregateId: string, from: number, to: number): Promise<number[]> {
  const { results } = await db
    .prepare('SELECT position FROM events WHERE aggregate_id = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version')
    .bind(aggregateId, from, to)
    .all<{ position: number }>();
  return results.map((row) => row.position);
}

/** Commits a group: all or nothing. A position or (aggregate, version) that is taken makes it fail. */
export const insert = (db: D1Database, rows: readonly LoggedEvent[]): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data,
         metadata, user_id, created_at)
       SELECT value ->> 'position', value ->> 'id', value ->> 'aggregate_id', value ->> 'aggregate_type',
         value ->> 'event_type', value ->> 'version', value ->> 'schema_version', value -> 'data', value -> 'metadata',
         value ->> '$.metadata.user_id', value ->> 'created_at'
       FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows));

/** The log as its sequencer sees it. */
export const logStore = (db: D1Database): LogStore => ({
  head: () => head(db),
  lastVersions: (ids) => lastVersions(db, ids),
  insert: (rows) => db.batch([insert(db, rows)]),
  positions: (aggregateId, from, to) => positions(db, aggregateId, from, to),
});

export interface LogFilter {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  order?: 'asc' | 'desc' | undefined;
  user_id?: string | undefined;
  event_type?: string | undefined;
  aggregate_id?: string | undefined;
  /** Only for people: filters by the clock, orders by position. */
  since?: string | undefined;
  /** Everything that one request set in motion. */
  correlation_id?: string | undefined;
}

/**
 * Events by position. Every filter has an index that ends in the position, so a page costs its own size; only
 * `correlation_id`, asked by people one at a time, looks through the events of its owner.
 */
export async function read(db: D1Database, filter: LogFilter): Promise<LoggedEvent[]> {
  const where: [string, string | number | undefined][] = [
    ['position > ?', filter.after],
    ['position < ?', filter.before],
    ['user_id = ?', filter.user_id],
    ['event_type = ?', filter.event_type],
    ['aggregate_id = ?', filter.aggregate_id],
    ['created_at >= ?', filter.since],
    ["metadata ->> 'correlation_id' = ?", filter.correlation_id],
  ];
  const used = where.filter(([, value]) => value !== undefined);
  const clause = used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(' AND ')}` : '';
  const order = filter.order === 'desc' ? 'DESC' : 'ASC';
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM events ${clause} ORDER BY position ${order} LIMIT ?`)
    .bind(...used.map(([, value]) => value), filter.limit)
    .all<Row>();
  return results.map(toEvent);
}

/** Events by a condition of its own, in log order: for questions about the past that `read` has no filter for. */
export async function readWhere(
  db: D1Database,
  condition: string,
  values: readonly (string | number)[],
): Promise<LoggedEvent[]> {
  const sql = `SELECT ${COLUMNS} FROM events WHERE ${condition} ORDER BY position`;
  const { results } = await db
    .prepare(sql)
    .bind(...values)
    .all<Row>();
  return results.map(toEvent);
}
