// A place where the fault plan may strike. Without an active plan it costs nothing: the switch tells every
// point when that changes, and a fresh object asks once.
import { strike, type Ways } from '#shared/chaos/strike';
import type { Edge, Fault } from '#shared/ports/chaos';
import { THE_SWITCH, type Env } from '../env.ts';

export class FaultPoint {
  #active: boolean | null = null;

  /** @param die ends the object that this point belongs to */
  constructor(
    private readonly env: Pick<Env, 'CHAOS' | 'DEV_LOGIN'>,
    private readonly die: () => void,
  ) {}

  changed(active: boolean): void {
    this.#active = active;
  }

  /**
   * Runs `work` as the plan has it: not at all, twice, late, or with nobody left to hear the answer.
   * @throws InjectedFault
   */
  async around<T>(at: Edge, step: string, work: () => Promise<T>, ways: Omit<Ways<T>, 'die'> = {}): Promise<T> {
    const fault = await this.#draw(at, step);
    return fault ? strike(fault, `${at} ${step}`, work, { ...ways, die: this.die }) : work();
  }

  async #draw(at: Edge, step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on') return null;
    const chaos = this.env.CHAOS.getByName(THE_SWITCH);
    this.#active ??= await chaos.active();
    return this.#active ? chaos.draw(at, step) : null;
  }
}
