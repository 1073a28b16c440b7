// The engine's tables in D1 as SQL: for a system that does not generate its migrations, and for tests. Where they are
// generated from the table definitions, a test compares the two.
export const LOG_SCHEMA = `
CREATE TABLE events (
  position integer PRIMARY KEY NOT NULL,
  id text NOT NULL,
  aggregate_id text NOT NULL,
  aggregate_type text NOT NULL,
  event_type text NOT NULL,
  version integer NOT NULL,
  schema_version integer NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  user_id text NOT NULL,
  created_at text NOT NULL
);
CREATE UNIQUE INDEX events_by_stream ON events (aggregate_id,version);
CREATE INDEX events_by_owner ON events (user_id,position);
CREATE INDEX events_by_owner_and_type ON events (user_id,event_type,position);
CREATE TABLE diverged_streams (
  aggregate_id text PRIMARY KEY NOT NULL,
  version integer NOT NULL,
  stream_event_id text NOT NULL,
  log_event_id text NOT NULL,
  found_at text NOT NULL
);
CREATE TABLE log_epochs (
  epoch integer PRIMARY KEY NOT NULL,
  after_position integer NOT NULL,
  began_at text NOT NULL,
  reason text NOT NULL,
  recovered_at text
);
CREATE INDEX events_by_type ON events (event_type,position);
CREATE INDEX events_by_correlation ON events ((metadata ->> 'correlation_id'),position);
CREATE TABLE events_set_aside (
  position integer PRIMARY KEY NOT NULL,
  epoch integer NOT NULL,
  id text NOT NULL,
  aggregate_id text NOT NULL,
  aggregate_type text NOT NULL,
  event_type text NOT NULL,
  version integer NOT NULL,
  schema_version integer NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  user_id text NOT NULL,
  created_at text NOT NULL
);
CREATE INDEX set_aside_by_epoch ON events_set_aside (epoch,position);
`;

export const SAGA_SCHEMA = `
CREATE TABLE sagas (
  id text PRIMARY KEY NOT NULL,
  user_id text NOT NULL,
  status text NOT NULL,
  active integer NOT NULL,
  revision integer NOT NULL,
  started_at text NOT NULL,
  view text NOT NULL
);
CREATE INDEX sagas_of_user ON sagas (user_id,started_at,id);
CREATE INDEX sagas_of_user_by_status ON sagas (user_id,status,started_at,id);
CREATE INDEX sagas_active ON sagas (active,started_at,id);
CREATE INDEX sagas_by_start ON sagas (started_at,id);
CREATE TABLE saga_checkpoint (id integer PRIMARY KEY NOT NULL, position integer NOT NULL);
`;

/** What every read model has besides its own tables; see projection/table.ts. */
export const READ_MODEL_SCHEMA = `
CREATE TABLE checkpoint (name text PRIMARY KEY NOT NULL, position integer NOT NULL, event_id text);
CREATE TABLE projection_state (
  name text PRIMARY KEY NOT NULL,
  active_generation integer NOT NULL,
  newest_generation integer NOT NULL,
  green_generation integer,
  green_position integer NOT NULL,
  following integer NOT NULL
);
CREATE TABLE skipped_events (name text NOT NULL, position integer NOT NULL, PRIMARY KEY(name, position));
CREATE TABLE applied_parked (
  name text NOT NULL,
  aggregate_id text NOT NULL,
  event_id text NOT NULL,
  PRIMARY KEY(name, aggregate_id, event_id)
);
`;

/** The rows with which a read model begins. @param name of its projection: letters only */
export const readModelRows = (name: string): string => `
INSERT INTO checkpoint (name, position) VALUES ('${name}', 0);
INSERT INTO projection_state (name, active_generation, newest_generation, green_position, following)
  VALUES ('${name}', 1, 1, 0, 0);
`;
