// What a coordinator is made of, apart from its own wiring. These are the real ones; a test replaces one to see that it
// is missed, or declares sagas that lose their patience within milliseconds.
import { react } from '#shared/engine/saga/react';
import { upsertSaga } from '../projections/monitor/upsert.ts';
import { definitionOf, startedBy } from '../sagas/registry.ts';
import { Journal } from './Journal.ts';

export const PARTS = {
  journal: (sql: SqlStorage) => new Journal(sql),
  react,
  upsertSaga,
  definitionOf,
  startedBy,
  /** When the monitor's database does not answer, its view is tried again after this time. */
  view_retry_ms: 1_000,
};
export type Parts = typeof PARTS;
