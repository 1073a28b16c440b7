// The tables of one stream. `position IS NULL` is the outbox: written with the event, emptied by publishing.

/** What every stream has, and a new one has nothing else: most end with a few events. */
export const NEW_STREAM = `CREATE TABLE events (
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
  CREATE INDEX outbox ON events (version) WHERE position IS NULL;`;

/** Made with the first snapshot. */
export const SNAPSHOT_TABLES = `CREATE TABLE IF NOT EXISTS snapshots
    (format TEXT PRIMARY KEY, format_version INTEGER NOT NULL, version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS snapshot_parts (
    format TEXT NOT NULL,
    part TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (format, part)
  ) WITHOUT ROWID;`;

/** Made with the first events that give way to the log's history after a restore; nothing is deleted. */
export const SET_ASIDE_TABLE = 'CREATE TABLE IF NOT EXISTS set_aside AS SELECT * FROM events WHERE 0';

export const STREAM_SCHEMA = [
  NEW_STREAM,
  `CREATE TABLE snapshots (
    format TEXT PRIMARY KEY,
    format_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL
  );`,
  `DROP TABLE snapshots; ${SNAPSHOT_TABLES}`,
  SET_ASIDE_TABLE,
  // From here on, the tables that few streams need are made when they are needed.
  'SELECT 1',
];
