// What sagas run on: their definitions, participants and viewers are values that the system passes in; the
// rest are the engine's own parts. A test replaces one of these to see that it is missed.
import type { Catalogue } from '../event/catalogue.ts';
import type { SagaDefinition } from './definition.ts';
import { Journal } from './Journal.ts';
import { upsertSaga } from './monitor/upsert.ts';
import type { CoordinatorPort } from './port.ts';
import { react } from './react.ts';
import { registryOf, type SagaRegistry } from './registry.ts';
import type { SagaView } from './view.ts';

export interface SagaEnv {
  /** The monitor's read model. */
  DB: D1Database;
  COORDINATOR: { getByName(sagaId: string): CoordinatorPort };
}

export interface SagaSystem<Env extends SagaEnv> {
  sagas: readonly SagaDefinition[];
  catalogue: Pick<Catalogue, 'upcast'>;
  /** By name: `payment` answers the commands `payment.<method>`. */
  participants(env: Env): object;
  /** Best effort: passes a view on to its viewers. */
  announce?(env: Env, view: SagaView): Promise<void>;
}

export interface SagaDependencies<Env extends SagaEnv>
  extends Pick<SagaSystem<Env>, 'participants' | 'announce'>, SagaRegistry {
  journal(sql: SqlStorage): Journal;
  react: typeof react;
  upsertSaga: typeof upsertSaga;
  /** When the monitor's database does not answer, its view is written again after this time. */
  view_retry_ms: number;
  /** Moves that follow each other more quickly are shown as one. */
  view_gather_ms: number;
}

export const sagaDependencies = <Env extends SagaEnv>({
  sagas,
  catalogue,
  participants,
  announce,
}: SagaSystem<Env>): SagaDependencies<Env> => ({
  ...registryOf(sagas),
  participants,
  ...(announce ? { announce } : {}),
  journal: (sql) => new Journal(sql, catalogue),
  react,
  upsertSaga,
  view_retry_ms: 1_000,
  view_gather_ms: 150,
});
