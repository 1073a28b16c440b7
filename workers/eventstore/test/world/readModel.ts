// A read model that keeps nothing but what took effect, in the order in which it did.
import type { Projection } from '#shared/projection/deliver';
import { d1 } from '#shared/testing/sqlite';

const SCHEMA = `CREATE TABLE applied (seq INTEGER PRIMARY KEY, event_id TEXT, aggregate_id TEXT, version INTEGER);
  CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position INTEGER NOT NULL);
  CREATE TABLE applied_parked (event_id TEXT PRIMARY KEY);
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
