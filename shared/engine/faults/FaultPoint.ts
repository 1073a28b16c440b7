// Where the fault plan meets the calls of one object. Without an active plan it costs nothing: the switch notifies
// every object when that changes, and a new object asks once.
import { Reordering } from '#shared/engine/faults/reordering';
import { injectFault, type CallEffects } from '#shared/engine/faults/inject-fault';
import type { InjectionPoint } from '#shared/engine/faults/plan';
import { THE_SWITCH, type FaultEnv } from './env.ts';

export class FaultPoint {
  #active: boolean | null = null;
  readonly #overtaking = new Reordering();

  /** @param die ends the object that this point belongs to */
  constructor(
    private readonly env: Pick<FaultEnv, 'CHAOS' | 'DEV_LOGIN'>,
    private readonly die: () => void,
  ) {}

  changed(active: boolean): void {
    this.#active = active;
  }

  /**
   * Runs `work` as the plan says: not at all, twice, late, overtaken, or without a receiver for the answer.
   * @throws InjectedFault
   */
  async around<T>(
    at: InjectionPoint,
    step: string,
    work: () => Promise<T>,
    ways: Partial<CallEffects<T>> = {},
  ): Promise<T> {
    if (this.env.DEV_LOGIN !== 'on') return work();
    const chaos = this.env.CHAOS.getByName(THE_SWITCH);
    this.#active ??= await chaos.active();
    if (!this.#active) return work();
    const fault = await chaos.draw(at, step);
    const { overtaken, through } = this.#overtaking.enter(at);
    return injectFault(fault, `${at} ${step}`, () => through(work), {
      overtake: overtaken,
      ...ways,
      die: this.die,
    });
  }
}
