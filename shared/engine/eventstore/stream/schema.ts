// The tables of one stream. `position IS NULL` is the outbox: written with the event, emptied by publishing.
export const STREAM_SCHEMA = [
  `CREATE TABLE events (
    version INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    aggregate_id TEXT NOT NULL,
    aggregate_type TEXT NOT NULL,
    event_type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    command_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    position INTEGER
  );
  CREATE INDEX events_by_command ON events (command_id);
  CREATE INDEX outbox ON events (version) WHERE position IS NULL;`,
  `CREATE TABLE snapshots (
    format TEXT PRIMARY KEY,
    format_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
  );`,
  `DROP TABLE snapshots;
  CREATE TABLE snapshots (format TEXT PRIMARY KEY, format_version INTEGER NOT NULL, version INTEGER NOT NULL);
  CREATE TABLE snapshot_parts (
    format TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (format, part)
  ) WITHOUT ROWID;`,
  // Events that gave way to the log's history after a restore; nothing is deleted.
  'CREATE TABLE set_aside AS SELECT * FROM events WHERE 0;',
];

/** Whether anything was ever written to this stream. */
export const isBegun = (sql: SqlStorage): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").toArray().length > 0;
