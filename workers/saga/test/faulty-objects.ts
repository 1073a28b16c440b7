// Real coordinators for fault scenarios: their sagas time out within milliseconds, their views of the monitor
// fail or come late as the plan says, and each state is noted next to the input that led to it. Below them, versions of
// them with one mistake each.
import { DurableObject } from 'cloudflare:workers';
import { Journal } from '#shared/engine/saga/Journal';
import type { SagaDependencies } from '#shared/engine/saga/dependencies';
import { FaultySagaCoordinator } from '#shared/engine/faults/FaultySagaCoordinator';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { DEPENDENCIES } from '../src/composition.ts';
import type { DevelopmentEnv } from '../src/development.ts';
import type { CoordinatorPort } from '#shared/engine/saga/port';
import type { SagaDefinition, Step } from '#shared/engine/saga/definition';
import type { SagaState } from '#shared/engine/saga/state';
import type { TestEnv } from './env.ts';

type Dependencies = SagaDependencies<DevelopmentEnv>;
const REAL: Dependencies = DEPENDENCIES;

type Take = Parameters<Journal['record']>;
type Show = Dependencies['upsertSaga'];

/** An answer that is longer under way than this is lost. Long enough for a machine that is busy with other tests. */
const PATIENCE_MS = 150;
const hasty = (step: Step): Step => ({
  ...step,
  retry: { ...step.retry, base_ms: 10, cap_ms: 50 },
  timeout_ms: PATIENCE_MS,
});
export const hastily = (definition: SagaDefinition): SagaDefinition => ({
  ...definition,
  steps: definition.steps.map(hasty),
  whenFailed: definition.whenFailed.map(hasty),
});

/** Notes in the transaction of the input what the coordinator made of it: what replaying has to make of it, too. */
export class NotedJournal extends Journal {
  constructor(sql: SqlStorage) {
    super(sql, CATALOGUE);
    sql.exec('CREATE TABLE IF NOT EXISTS noted (seq INTEGER PRIMARY KEY, state TEXT NOT NULL)');
  }
  override record(...[input, state]: Take): void {
    super.record(input, state);
    this.sql.exec('INSERT INTO noted (state) VALUES (?)', JSON.stringify(state));
  }
  noted(): SagaState[] {
    return this.sql
      .exec<{ state: string }>('SELECT state FROM noted ORDER BY seq')
      .toArray()
      .map(({ state }) => JSON.parse(state) as SagaState);
  }
}

/** The monitor's database fails, or what was written arrives when no one waits for it any more. */
const throughTrouble =
  ({ CONTROL }: TestEnv, show: Show): Show =>
  async (db, view) => {
    const fate = await CONTROL.fateOf(view);
    if (fate !== 'well') throw new Error('the database does not answer');
    return show(db, view);
  };

const dependenciesOf = (env: TestEnv, mistake: Partial<Dependencies>): Dependencies => ({
  ...REAL,
  journal: (sql) => new NotedJournal(sql),
  definitionOf: (...saga) => {
    const definition = REAL.definitionOf(...saga);
    return definition && hastily(definition);
  },
  startedBy: (type) => REAL.startedBy(type).map(hastily),
  view_retry_ms: 20,
  view_gather_ms: 0,
  ...mistake,
  upsertSaga: throughTrouble(env, mistake.upsertSaga ?? REAL.upsertSaga),
});

export class Watched extends FaultySagaCoordinator<DevelopmentEnv> {
  constructor(ctx: DurableObjectState, env: TestEnv, mistake: Partial<Dependencies> = {}) {
    super(ctx, env, dependenciesOf(env, mistake));
  }
}

/** Forgets at a restart that its command may be out. */
export class DeafToRestarts extends Watched {
  constructor(ctx: DurableObjectState, env: TestEnv) {
    super(ctx, env, {
      react: (definition, state, input) =>
        input.type === 'restarted' ? state : REAL.react(definition, state, input),
    });
  }
}

/** Journals other dice than those that it decided by. */
class LoadedJournal extends NotedJournal {
  override record(...[input, state]: Take): void {
    super.record('random' in input ? { ...input, random: 1 - input.random } : input, state);
  }
}
export class LoadedDice extends Watched {
  constructor(ctx: DurableObjectState, env: TestEnv) {
    super(ctx, env, { journal: (sql) => new LoadedJournal(sql) });
  }
}

/** Writes the monitor's row without comparing the revision that it has. */
export const showBlindly: Show = async (db, view) => {
  await db.prepare('UPDATE sagas SET revision = 0 WHERE id = ?').bind(view.id).run();
  return REAL.upsertSaga(db, view);
};
export class Unguarded extends Watched {
  constructor(ctx: DurableObjectState, env: TestEnv) {
    super(ctx, env, { upsertSaga: showBlindly });
  }
}

/** Starts over with every delivery of its starting event. */
export class StartsAgain extends DurableObject<TestEnv> implements CoordinatorPort {
  #inner = new Watched(this.ctx, this.env);

  async start(...[id, saga, event]: Parameters<CoordinatorPort['start']>): Promise<boolean> {
    this.ctx.storage.sql.exec('DELETE FROM inputs');
    this.ctx.storage.sql.exec('DELETE FROM instance');
    this.#inner = new Watched(this.ctx, this.env);
    return this.#inner.start(id, saga, event);
  }
  async deliver(...[event]: Parameters<CoordinatorPort['deliver']>): Promise<void> {
    await this.#inner.deliver(event);
  }
  async wake(): Promise<void> {
    await this.#inner.wake();
  }
  async resume(): ReturnType<CoordinatorPort['resume']> {
    return this.#inner.resume();
  }
  async skip(...[reason]: Parameters<CoordinatorPort['skip']>): ReturnType<CoordinatorPort['skip']> {
    return this.#inner.skip(reason);
  }
  async timeline(...asked: Parameters<CoordinatorPort['timeline']>): ReturnType<CoordinatorPort['timeline']> {
    return this.#inner.timeline(...asked);
  }
  /** The replaced one still sets its own alarm time; its replacement is to work at once. */
  override async alarm(): Promise<void> {
    const inner = this.#inner;
    await inner.alarm();
    if (inner !== this.#inner) await this.ctx.storage.setAlarm(Date.now());
  }
}
