// A read model that keeps nothing but what took effect, in the order in which it did.
import type { Projection } from '#shared/projection/projection';
import { d1 } from '#shared/testing/sqlite';

const SCHEMA = `CREATE TABLE applied (seq INTEGER PRIMARY KEY, event_id TEXT, aggregate_id TEXT, version INTEGER);
  CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position INTEGER NOT NULL);
  CREATE TABLE applied_parked (event_id TEXT PRIMARY KEY);
  CREATE TABLE skipped_events (name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position));
  CREATE TABLE projection_state (name TEXT PRIMARY KEY, active_generation INTEGER NOT NULL,
    newest_generation INTEGER NOT NULL, green_generation INTEGER, green_position INTEGER NOT NULL,
    following INTEGER NOT NULL);
  INSERT INTO projection_state VALUES ('album', 1, 1, NULL, 0, 0);
  INSERT INTO checkpoint (name, position) VALUES ('album', 0);`;

export interface Applied {
  event_id: string;
  aggregate_id: string;
  version: number;
}

export class ReadModel {
  readonly db = d1(SCHEMA);
  /** The aggregate whose events it cannot take. */
  broken: string | null = null;

  readonly projection: Projection = {
    name: 'album',
    tables: [],
    project: ({ id, aggregate_id, version }) => {
      if (aggregate_id === this.broken) throw new Error(`cannot take ${aggregate_id}`);
      const sql = 'INSERT INTO applied (event_id, aggregate_id, version) VALUES (?1, ?2, ?3)';
      return [this.db.prepare(sql).bind(id, aggregate_id, version)];
    },
  };

  async applied(): Promise<Applied[]> {
    const sql = 'SELECT event_id, aggregate_id, version FROM applied ORDER BY seq';
    return (await this.db.prepare(sql).all<Applied>()).results;
  }
}
