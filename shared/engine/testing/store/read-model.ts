// A read model that keeps nothing but what took effect, in the order in which it did, and how its checkpoint moved.
import type { Projection } from '#shared/engine/projection/projection';
import { d1 } from '#shared/engine/testing/sqlite';

const SCHEMA = `CREATE TABLE applied (seq INTEGER PRIMARY KEY, event_id TEXT, aggregate_id TEXT, version INTEGER, position INTEGER);
  CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position INTEGER NOT NULL, event_id TEXT);
  CREATE TABLE applied_parked (name TEXT NOT NULL, aggregate_id TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (name, aggregate_id, event_id));
  CREATE TABLE skipped_events (name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position));
  CREATE TABLE projection_state (name TEXT PRIMARY KEY, active_generation INTEGER NOT NULL,
    newest_generation INTEGER NOT NULL, green_generation INTEGER, green_position INTEGER NOT NULL,
    following INTEGER NOT NULL);
  INSERT INTO projection_state VALUES ('album', 1, 1, NULL, 0, 0);
  INSERT INTO checkpoint (name, position) VALUES ('album', 0);
  INSERT INTO projection_state VALUES ('neighbour', 1, 1, NULL, 0, 0);
  INSERT INTO checkpoint (name, position) VALUES ('neighbour', 0);
  CREATE TABLE moves (seq INTEGER PRIMARY KEY, was INTEGER, now INTEGER);
  CREATE TRIGGER moved AFTER UPDATE ON checkpoint WHEN OLD.position <> NEW.position BEGIN
    INSERT INTO moves (was, now) VALUES (OLD.position, NEW.position);
  END;`;

export interface Applied {
  event_id: string;
  aggregate_id: string;
  version: number;
  position: number;
}

export interface Move {
  seq: number;
  was: number;
  now: number;
}

export class ReadModel {
  readonly db = d1(SCHEMA);
  /** The aggregate whose events it cannot take. */
  broken: string | null = null;

  readonly projection: Projection = {
    name: 'album',
    tables: [],
    project: ({ id, aggregate_id, version, position }) => {
      if (aggregate_id === this.broken) throw new Error(`cannot take ${aggregate_id}`);
      const sql = 'INSERT INTO applied (event_id, aggregate_id, version, position) VALUES (?1, ?2, ?3, ?4)';
      return [this.db.prepare(sql).bind(id, aggregate_id, version, position)];
    },
  };

  /** Another read model in the same database, which is given the same parked events. */
  readonly neighbour: Projection = { name: 'neighbour', tables: [], project: () => [] };

  async applied(): Promise<Applied[]> {
    const sql = 'SELECT event_id, aggregate_id, version, position FROM applied ORDER BY seq';
    return (await this.db.prepare(sql).all<Applied>()).results;
  }

  /** How the checkpoint moved after the move `seq`. */
  async moves(seq: number): Promise<Move[]> {
    return (
      await this.db.prepare('SELECT seq, was, now FROM moves WHERE seq > ?1 ORDER BY seq').bind(seq).all<Move>()
    ).results;
  }
}
