// The global log's SQL. An insert carries its rows as one JSON parameter: one statement a group, however many events.
import { limitTo } from '#shared/engine/runtime/limit';
import type { Catalogue } from '#shared/engine/event/catalogue';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import { inTime } from '#shared/engine/runtime/deadline';
import { epochOf } from '#shared/engine/event/epoch';
import { newEpoch, openLog } from './epochs.ts';
import { marks } from './stream-in-log.ts';
import type { Mark } from './restore-mark.ts';
import type { LogStore } from './Sequencer.ts';

/** What reading needs of a store's definition: rows come out in the current version of their schema. */
export type Upcasting = Pick<Catalogue, 'upcast'>;

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
const stored = (row: Row): LoggedEvent => ({
  id: row.id,
  aggregate_id: row.aggregate_id,
  aggregate_type: row.aggregate_type,
  event_type: row.event_type,
  data: JSON.parse(row.data) as object,
  version: row.version,
  created_at: row.created_at,
  position: row.position,
  schema_version: row.schema_version,
  metadata: JSON.parse(row.metadata) as StreamEvent['metadata'],
});
const toEvent = (row: Row, { upcast }: Upcasting): LoggedEvent => upcast(stored(row));

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

/** An aggregate's events after a version, as they were written, as many as fit into one answer. */
export async function asWritten(
  db: D1Database,
  aggregateId: string,
  after: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM events WHERE aggregate_id = ?1 AND version > ?2 ORDER BY version LIMIT ?3`)
    .bind(aggregateId, after, limit)
    .all<Row>();
  return results.map(stored);
}

type OwnerOf = (event: LoggedEvent) => string;

/**
 * A CASE without a match gives NULL, which the column refuses: a log that ends otherwise was put back under our feet, and one
 * that has begun a newer epoch gives no more positions of this one.
 */
const ENDS_WITH = `NOT EXISTS (SELECT 1 FROM events WHERE position > ?2)
  AND (SELECT id FROM events WHERE position = ?2) IS ?3
  AND NOT EXISTS (SELECT 1 FROM log_epochs WHERE epoch > ?4)`;

/** Commits a group behind `last`: all or nothing. A position or (aggregate, version) that is taken makes it fail. */
export const insert = (
  db: D1Database,
  rows: readonly LoggedEvent[],
  ownerOf: OwnerOf,
  last: Mark | null,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data,
         metadata, user_id, created_at)
       SELECT value ->> 'position', CASE WHEN ${ENDS_WITH} THEN value ->> 'id' END, value ->> 'aggregate_id', value ->> 'aggregate_type',
         value ->> 'event_type', value ->> 'version', value ->> 'schema_version', value -> 'data', value -> 'metadata',
         value ->> 'owner', value ->> 'created_at'
       FROM json_each(?1)`,
    )
    .bind(
      JSON.stringify(rows.map((row) => ({ ...row, owner: ownerOf(row) }))),
      last?.position ?? 0,
      last?.id ?? null,
      epochOf(rows[0]?.position ?? 0),
    );

/** The row of an epoch that begins with these events, should a restore have taken it away as well. */
const epochOfRows = (
  db: D1Database,
  [first]: readonly LoggedEvent[],
  last: Mark | null,
): D1PreparedStatement[] => {
  const after = last?.position ?? 0;
  const epoch = epochOf(first?.position ?? 0);
  return epoch === epochOf(after) ? [] : [newEpoch(db, epoch, after, 'it goes on after a restore')];
};

/** One group is written at a time: a call that hangs would hold up every stream. What was written then, the log says. */
export const LOG_MS = 10_000;

/** The log as its sequencer sees it. */
export const logStore = (db: D1Database, ownerOf: OwnerOf, ms = LOG_MS): LogStore => ({
  open: (remembered) => inTime(ms, 'the log', openLog(db, remembered)),
  lastVersions: (ids) => inTime(ms, 'the log', lastVersions(db, ids)),
  insert: (rows, last) =>
    inTime(ms, 'the log', db.batch([insert(db, rows, ownerOf, last), ...epochOfRows(db, rows, last)])),
  marks: (aggregateId, versions) => inTime(ms, 'the log', marks(db, aggregateId, versions)),
});

export interface LogFilter {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  /** The page ends early before it would hold more than this; it holds one event at least. */
  bytes?: number | undefined;
  order?: 'asc' | 'desc' | undefined;
  user_id?: string | undefined;
  event_type?: string | undefined;
  aggregate_id?: string | undefined;
  /** Only for people: filters by the clock, orders by position. */
  since?: string | undefined;
  until?: string | undefined;
  /** Everything that one request set in motion. */
  correlation_id?: string | undefined;
}

type Condition = [sql: string, ...values: (string | number | undefined)[]];

/**
 * The version that an aggregate had at a position. Within a stream, versions grow as positions do, so the index of
 * the stream serves its pages. A page is continued behind its own last event, which is one lookup; any other
 * position is searched for in the stream.
 */
const VERSION_AT = `COALESCE((SELECT version FROM events WHERE position = ? AND aggregate_id = ?),
  (SELECT MAX(version) FROM events WHERE aggregate_id = ? AND position <= ?), 0)`;

/** A stream's own order and bounds; the unary plus keeps the planner from any index but the stream's. */
function inStream(id: string, { after, before, user_id, event_type }: LogFilter): Condition[] {
  return [
    ['aggregate_id = ?', id],
    [`version > ${VERSION_AT}`, after, ...(after === undefined ? [] : [id, id, after])],
    [`version <= ${VERSION_AT}`, before && before - 1, ...(before === undefined ? [] : [id, id, before - 1])],
    ['+user_id = ?', user_id],
    ['+event_type = ?', event_type],
  ];
}

const inLog = ({ after, before, user_id, event_type, correlation_id }: LogFilter): Condition[] => {
  const plus = correlation_id === undefined ? '' : '+';
  return [
    ['position > ?', after],
    ['position < ?', before],
    [`${plus}user_id = ?`, user_id],
    [`${plus}event_type = ?`, event_type],
  ];
};

/** The statement that {@link read} runs, with its values. */
export function pageOf(filter: LogFilter, columns = COLUMNS): { sql: string; values: (string | number)[] } {
  const { aggregate_id, correlation_id, since, until } = filter;
  const conditions: Condition[] = [
    ...(aggregate_id === undefined ? inLog(filter) : inStream(aggregate_id, filter)),
    ['created_at >= ?', since],
    ['created_at <= ?', until],
    [`${aggregate_id === undefined ? '' : '+'}metadata ->> 'correlation_id' = ?`, correlation_id],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  const where = used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(' AND ')}` : '';
  const by = aggregate_id === undefined ? 'position' : 'version';
  const order = filter.order === 'desc' ? 'DESC' : 'ASC';
  const sql = `SELECT ${columns} FROM events ${where} ORDER BY ${by} ${order} ${limitTo('?')}`;
  const values = [...used.flatMap(([, ...values]) => values as (string | number)[]), filter.limit];
  if (filter.bytes === undefined) return { sql, values };
  // An answer between Workers ends at 32 MiB, and a thousand events may hold twice as much.
  const upTo = `SUM(LENGTH(CAST(data AS BLOB)) + LENGTH(CAST(metadata AS BLOB))) OVER (ORDER BY ${by} ${order})`;
  const numbered = `SELECT *, ${upTo} AS bytes, ROW_NUMBER() OVER (ORDER BY ${by} ${order}) AS nth FROM (${sql})`;
  return {
    sql: `SELECT ${COLUMNS} FROM (${numbered}) WHERE bytes <= ? OR nth = 1 ORDER BY ${by} ${order}`,
    values: [...values, filter.bytes],
  };
}

/**
 * Events by position. Every filter has an index in the order of the answer, so a page costs its own size. Only `since`,
 * which filters by the clock and is asked by people, passes over the events before it.
 */
export async function read({ upcast }: Upcasting, db: D1Database, filter: LogFilter): Promise<LoggedEvent[]> {
  const { sql, values } = pageOf(filter);
  const { results } = await db
    .prepare(sql)
    .bind(...values)
    .all<Row>();
  return results.map((row) => toEvent(row, { upcast }));
}

/** The first events by a condition of its own, in log order, where `read` has no filter for it. All of them: pages-where.ts. */
export async function readWhere(
  { upcast }: Upcasting,
  db: D1Database,
  condition: string,
  values: readonly (string | number)[],
  limit = 1_000,
): Promise<LoggedEvent[]> {
  const sql = `SELECT ${COLUMNS} FROM events WHERE ${condition} ORDER BY position LIMIT ${limit}`;
  const { results } = await db
    .prepare(sql)
    .bind(...values)
    .all<Row>();
  return results.map((row) => toEvent(row, { upcast }));
}
