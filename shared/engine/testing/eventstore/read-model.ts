// A read model that keeps nothing but what took effect, in the order in which it did, and how its checkpoint moved.
import type { Projection } from '#shared/engine/projection/projection';
import { READ_MODEL_SCHEMA, readModelRows } from '../../event/schemas.ts';
import { d1 } from '#shared/engine/testing/sqlite';

const SCHEMA = `CREATE TABLE applied (seq INTEGER PRIMARY KEY, event_id TEXT, aggregate_id TEXT, version INTEGER, position INTEGER);
  ${READ_MODEL_SCHEMA} ${readModelRows('list')} ${readModelRows('neighbour')}
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
    name: 'list',
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
