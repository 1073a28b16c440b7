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
