// A real read model at the end of the subscription `notification`: rows and checkpoint in D1, by the code that every read
// model uses. A test can make its database fail around a commit, and the read model refuse events.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { RebuildSteps } from '#shared/engine/ports/rebuild';
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import type { Projection } from '#shared/engine/projection/projection';
import { rebuildStep, rebuildSteps } from '#shared/engine/projection/rebuild';
import { broken } from './faulty-objects.ts';

export const READ_MODEL_SCHEMA = [
  'CREATE TABLE applied (seq INTEGER PRIMARY KEY, id TEXT, aggregate_id TEXT, version INTEGER, position INTEGER)',
  'CREATE TABLE checkpoint (name TEXT PRIMARY KEY, position INTEGER NOT NULL, event_id TEXT)',
  `CREATE TABLE applied_parked (name TEXT NOT NULL, aggregate_id TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (name, aggregate_id, event_id))`,
  'CREATE TABLE skipped_events (name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position))',
  `CREATE TABLE projection_state (name TEXT PRIMARY KEY, active_generation INTEGER NOT NULL,
    newest_generation INTEGER NOT NULL, green_generation INTEGER, green_position INTEGER NOT NULL,
    following INTEGER NOT NULL)`,
  // Recorded by the database itself: a reader that polls may miss a checkpoint that goes back and on again.
  'CREATE TABLE went_back (was INTEGER NOT NULL, became INTEGER NOT NULL)',
  `CREATE TRIGGER checkpoint_goes_back AFTER UPDATE OF position ON checkpoint WHEN NEW.position < OLD.position
    BEGIN INSERT INTO went_back VALUES (OLD.position, NEW.position); END`,
  "INSERT INTO projection_state VALUES ('notification', 1, 1, NULL, 0, 0)",
  "INSERT INTO checkpoint (name, position) VALUES ('notification', 0)",
];

/** Fails without effect, or after it; null: goes well. */
export type Commit = 'before' | 'after' | null;

/** `fails`: how its next batches end. `cannotTake`: an aggregate, or everything. */
export const readModel: { fails: Commit[]; cannotTake: string | null } = { fails: [], cannotTake: null };

/** The database, whose batch may fail without effect, or after it. */
const failing = (db: D1Database): D1Database =>
  ({
    prepare: (sql: string) => db.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const fails = readModel.fails.shift();
      if (fails === 'before') throw new Error('D1 fails before the commit');
      const results = await db.batch(statements);
      if (fails === 'after') throw new Error('D1 fails after the commit');
      return results;
    },
  }) as unknown as D1Database;

const projectionOf = (db: D1Database): Projection => ({
  name: 'notification',
  tables: [],
  project: ({ id, aggregate_id, version, position }) => {
    if (aggregate_id === readModel.cannotTake) throw new Error(`cannot take ${aggregate_id}`);
    const sql = 'INSERT INTO applied (id, aggregate_id, version, position) VALUES (?1, ?2, ?3, ?4)';
    return [db.prepare(sql).bind(id, aggregate_id, version, position)];
  },
});

interface Bindings {
  READ_MODEL: D1Database;
}

/** One and the same for all deliveries, as a binding is. */
let database: D1Database | null = null;
const databaseOf = ({ READ_MODEL }: Bindings): D1Database => (database ??= failing(READ_MODEL));

export class ReadModel extends WorkerEntrypoint<Bindings> {
  deliver(delivery: Delivery): Promise<Delivered> {
    if (readModel.cannotTake === 'everything') throw new Error('cannot take everything');
    const db = databaseOf(this.env);
    return (broken()?.deliver ?? deliver)(db, projectionOf(db), delivery);
  }
  deliverParked(event: LoggedEvent): Promise<void> {
    const db = databaseOf(this.env);
    return deliverParked(db, projectionOf(db), event);
  }
  rebuild<Step extends keyof RebuildSteps>(step: Step, ...args: Parameters<RebuildSteps[Step]>) {
    const db = databaseOf(this.env);
    // Its rows are of no generation.
    const steps = { ...rebuildSteps(db, projectionOf(db)), sweep: () => Promise.resolve(false) };
    return rebuildStep(steps, step, args);
  }
}
