// Shows one saga: writes its newest view into the monitor's row, concurrently with its work, and retries until it is there.
import { log } from '#shared/engine/runtime/log';
import { inTime, pause } from '#shared/engine/runtime/deadline';
import type { SagaDependencies, SagaEnv } from '../dependencies.ts';
import type { Journal } from '../Journal.ts';
import type { SagaState } from '../state.ts';
import type { SagaView } from '../view.ts';
import { viewOf } from '../view-of.ts';

/** After this time a view is written again: a write that hangs must not be the last one. */
const SHOW_MS = 10_000;

type MonitorDependencies<Env extends SagaEnv> = Pick<
  SagaDependencies<Env>,
  'upsertSaga' | 'announce' | 'view_retry_ms' | 'view_gather_ms'
>;

export class MonitorWriter<Env extends SagaEnv> {
  #underWay: Promise<void> | null = null;
  #hurry: () => void = () => undefined;

  constructor(
    private readonly env: Env,
    private readonly parts: MonitorDependencies<Env>,
    private readonly journal: Pick<Journal, 'shown' | 'markShown' | 'flush'>,
    /** The saga as it is by now. */
    private readonly newest: () => SagaState | null,
    /** The monitor shows a later revision: this saga's object was put back. */
    private readonly putBack: (revision: number) => void,
  ) {}

  get underWay(): Promise<void>[] {
    return this.#underWay ? [this.#underWay] : [];
  }

  /** Brings the monitor up to date, the newest revision only. The row is guarded by revision, so order does not matter. */
  show(state: SagaState): void {
    if (this.#underWay || state.revision <= this.journal.shown()) return;
    this.#underWay = this.#gathered(state)
      .then((newest) => this.#showNow(viewOf(newest)))
      // Neither the monitor nor a browser may delay the saga itself.
      .catch(async (error: unknown) => {
        log('warn', 'a saga is not shown', { saga_id: state.id, error });
        await pause(this.parts.view_retry_ms);
      })
      .finally(() => (this.#underWay = null));
  }

  /** An end is shown at once. */
  hurry(): void {
    this.#hurry();
  }

  /** Moves in quick succession become one view. An end, or a saga that waits for a person, is shown without delay. */
  async #gathered(state: SagaState): Promise<SagaState> {
    const hurried = new Promise<void>((resolve) => (this.#hurry = resolve));
    if (state.current) await Promise.race([pause(this.parts.view_gather_ms), hurried]);
    return this.newest() ?? state;
  }

  async #showNow(view: SagaView): Promise<void> {
    // A later instance must not start below the revision that is shown.
    this.journal.flush();
    const later = await inTime(SHOW_MS, 'the monitor', this.parts.upsertSaga(this.env.DB, view));
    if (later !== null) return this.putBack(later);
    // A crash before the next line writes the same revision again, which the guard ignores.
    this.journal.markShown(view.revision);
    await inTime(SHOW_MS, 'the live feed', Promise.resolve(this.parts.announce?.(this.env, view)));
  }
}
