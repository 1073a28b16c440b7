// Mutants of what holds across outages, restores and growth (R1-R9 and what they rest on).
import { REAL, type StoreDependencies } from './dependencies.ts';

export const RECOVERY_MUTANTS: Record<string, Partial<StoreDependencies>> = {
  'R6: a stream is read in one answer': {
    answer: (rows, after) => REAL.answer(rows, after, { events: 1e9, bytes: 1e9 }),
  },
  'R6: an answer is bounded by its events alone': {
    answer: (rows, after, { events }) => REAL.answer(rows, after, { events, bytes: 1e9 }),
  },
  'R6: a reader stops at the first answer': {
    wholeStream: async ({ readStream }, id) => (await readStream(id)).events,
  },
  'X3: the log takes an event id only once': {
    logStore: (store, db) => ({
      ...store,
      insert: async (rows, last) => {
        await db.prepare('CREATE UNIQUE INDEX IF NOT EXISTS one_of_each ON events (id)').all();
        return store.insert(rows, last);
      },
    }),
  },
  'X2: what a read model was given counts for its neighbour in the same database': {
    deliverParked: async (db, projection, event) => {
      const sql = 'SELECT 1 FROM applied_parked WHERE aggregate_id = ?1 AND event_id = ?2';
      const applied = await db.prepare(sql).bind(event.aggregate_id, event.id).first();
      if (!applied) await REAL.deliverParked(db, projection, event);
    },
  },
};
