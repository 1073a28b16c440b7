// The rows of one stream, and their events. All calls are synchronous: together with an alarm
// that is set before the next await they are one transaction.
import { limitTo } from '#shared/engine/runtime/limit';
import type { Catalogue } from '#shared/engine/event/catalogue';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import { firstPage, PAGE, type Page, type PageBounds } from '#shared/engine/command/stream-page';
import type { AppendRequest, StreamSlice } from '#shared/engine/ports/eventstore';
import type { Known } from './decide-append.ts';
import type { StreamSummary } from './port.ts';
import { SET_ASIDE_TABLE } from './schema.ts';

type Row = {
  version: number;
  id: string;
  aggregate_id: string;
  aggregate_type: string;
  event_type: string;
  schema_version: number;
  data: string;
  metadata: string;
  created_at: string;
  position: number | null;
};

type Place = Pick<Row, 'version' | 'position'>;

const COLUMNS =
  'version, id, aggregate_id, aggregate_type, event_type, schema_version, data, metadata, created_at, position';

/** Rows are only ever written from validated events, so the casts hold. */
const stored = ({ data, metadata, ...row }: Row): StreamEvent => ({
  ...row,
  data: JSON.parse(data) as object,
  metadata: JSON.parse(metadata) as StreamEvent['metadata'],
});

const OUTBOX_BYTES = 500_000;
const bytes = new TextEncoder();
const sizeOf = ({ data, metadata }: Row): number => bytes.encode(data + metadata).length;

/** The most positions that are held in memory before they are written. */
const UNWRITTEN = 200;

export class StreamRows {
  /**
   * Positions that the log has answered and no row has yet, by version: the first ones of the outbox. They are written with
   * the next append, or by the alarm. A crash forgets them: then those events are published again, and the log, which
   * knows them, answers the same positions.
   */
  readonly #unwritten = new Map<number, number>();

  constructor(
    private readonly sql: SqlStorage,
    private readonly catalogue: Pick<Catalogue, 'upcast'>,
  ) {}

  version(): number {
    return this.sql.exec<{ version: number }>('SELECT COALESCE(MAX(version), 0) AS version FROM events').one()
      .version;
  }

  known(ids: string[]): Known[] {
    return this.sql
      .exec<Known & Record<string, SqlStorageValue>>(
        `SELECT id, version, event_type, schema_version, data FROM events
         WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      )
      .toArray();
  }

  insert(request: AppendRequest, firstVersion: number, createdAt: string): void {
    request.events.forEach((event, n) =>
      this.sql.exec(
        `INSERT INTO events (version, id, aggregate_id, aggregate_type, event_type, schema_version, data, metadata,
           command_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        firstVersion + n,
        event.id,
        request.aggregate_id,
        request.aggregate_type,
        event.event_type,
        event.schema_version,
        JSON.stringify(event.data),
        JSON.stringify(event.metadata),
        event.metadata.command_id,
        createdAt,
      ),
    );
  }

  /** The first page of what comes after a version: rows behind its end are not read. */
  after(version: number, bounds: PageBounds = PAGE): Page<StreamEvent> {
    const sql = `SELECT ${COLUMNS} FROM events WHERE version > ? ORDER BY version ${limitTo('?')}`;
    const { items, more } = firstPage(this.sql.exec<Row>(sql, version, bounds.events + 1), sizeOf, bounds);
    const events = items.map((row) => this.catalogue.upcast(stored({ ...row, position: this.#positionOf(row) })));
    return { items: events, more };
  }

  /** One event as it was written. */
  at(version: number): StreamEvent | undefined {
    const [row] = this.sql.exec<Row>(`SELECT ${COLUMNS} FROM events WHERE version = ?`, version).toArray();
    return row && stored(row);
  }

  /**
   * The lowest versions that the log is not known to have, as they were written: the log keeps that, too. As many as
   * fit into one parameter of a D1 statement.
   */
  outbox(limit: number): StreamEvent[] {
    const sql = `SELECT ${COLUMNS} FROM events WHERE position IS NULL AND version > ? ORDER BY version ${limitTo('?')}`;
    const rows = this.sql.exec<Row>(sql, Math.max(0, ...this.#unwritten.keys()), limit).toArray();
    let bytes = 0;
    const tooMany = rows.findIndex((row, n) => (bytes += sizeOf(row)) > OUTBOX_BYTES && n > 0);
    return (tooMany < 0 ? rows : rows.slice(0, tooMany)).map(stored);
  }

  published(events: StreamEvent[], positions: number[]): void {
    for (const [n, { version }] of events.entries()) {
      const position = positions[n];
      if (position !== undefined) this.#unwritten.set(version, position);
    }
    if (this.#unwritten.size > UNWRITTEN) this.writePositions();
  }

  /** Writes down what the log has answered since the last time. */
  writePositions(): void {
    for (const [version, position] of this.#unwritten)
      this.sql.exec('UPDATE events SET position = ? WHERE version = ?', position, version);
    this.#unwritten.clear();
  }

  /** How many events wait to be published. */
  outboxDepth(): number {
    return this.sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM events WHERE position IS NULL').one().n;
  }

  /** The log turns out to have only versions up to `version`: everything later goes back into the outbox. */
  unpublishAfter(version: number): void {
    for (const known of this.#unwritten.keys()) if (known > version) this.#unwritten.delete(known);
    this.sql.exec('UPDATE events SET position = NULL WHERE version > ?', version);
  }

  createdAt(version: number): string {
    const sql = 'SELECT created_at FROM events WHERE version = ?';
    return this.sql.exec<Pick<Row, 'created_at'>>(sql, version).one().created_at;
  }

  position(version: number): number | null {
    const sql = 'SELECT version, position FROM events WHERE version = ?';
    const [row] = this.sql.exec<Place>(sql, version).toArray();
    return row ? this.#positionOf(row) : null;
  }

  summary(): StreamSummary {
    const [last] = this.sql
      .exec<{ version: number; id: string }>('SELECT version, id FROM events ORDER BY version DESC LIMIT 1')
      .toArray();
    const types = this.sql.exec<{ event_type: string }>('SELECT DISTINCT event_type FROM events').toArray();
    return {
      version: last?.version ?? 0,
      last_id: last?.id ?? null,
      event_types: types.map(({ event_type }) => event_type),
    };
  }

  idAt(version: number): string | null {
    const [row] = this.sql.exec<{ id: string }>('SELECT id FROM events WHERE version = ?', version).toArray();
    return row?.id ?? null;
  }

  aggregateId(): string | null {
    const [row] = this.sql.exec<{ aggregate_id: string }>('SELECT aggregate_id FROM events LIMIT 1').toArray();
    return row?.aggregate_id ?? null;
  }

  /** Appends events of the log, as they were written. */
  restore(events: readonly LoggedEvent[]): void {
    for (const event of events)
      this.sql.exec(
        `INSERT INTO events (version, id, aggregate_id, aggregate_type, event_type, schema_version, data, metadata,
           command_id, created_at, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        event.version,
        event.id,
        event.aggregate_id,
        event.aggregate_type,
        event.event_type,
        event.schema_version,
        JSON.stringify(event.data),
        JSON.stringify(event.metadata),
        event.metadata.command_id,
        event.created_at,
        event.position,
      );
  }

  /** Removes what differs from the log, with everything folded from it, and sets it aside. */
  /** @returns where what was set aside earlier ends: a person has given that up */
  setAside(from: number): number {
    this.unpublishAfter(from - 1);
    this.sql.exec(SET_ASIDE_TABLE);
    const { last } = this.sql
      .exec<{ last: number }>('SELECT COALESCE(MAX(rowid), 0) AS last FROM set_aside')
      .one();
    this.sql.exec('INSERT INTO set_aside SELECT * FROM events WHERE version >= ?', from);
    this.sql.exec('DELETE FROM events WHERE version >= ?', from);
    this.sql.exec('DROP TABLE IF EXISTS snapshots');
    this.sql.exec('DROP TABLE IF EXISTS snapshot_parts');
    return last;
  }

  /** What was set aside after that and is not in the stream comes behind it, to be published. */
  appendAside(after: number): void {
    this.sql.exec(
      `INSERT INTO events (version, id, aggregate_id, aggregate_type, event_type, schema_version, data, metadata,
         command_id, created_at)
       SELECT (SELECT COALESCE(MAX(version), 0) FROM events) + ROW_NUMBER() OVER (ORDER BY version), id, aggregate_id,
         aggregate_type, event_type, schema_version, data, metadata, command_id, created_at
       FROM set_aside WHERE rowid > ? AND id NOT IN (SELECT id FROM events)`,
      after,
    );
  }

  /** Where a command had its effect: its last event. */
  handled(commandId: string): StreamSlice['handled'] {
    const [row] = this.sql
      .exec<Place>(
        'SELECT version, position FROM events WHERE command_id = ? ORDER BY version DESC LIMIT 1',
        commandId,
      )
      .toArray();
    return row ? { version: row.version, position: this.#positionOf(row) } : null;
  }

  #positionOf({ version, position }: Place): number | null {
    return position ?? this.#unwritten.get(version) ?? null;
  }
}
