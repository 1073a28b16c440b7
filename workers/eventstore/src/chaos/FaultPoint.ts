// A place where the fault plan may strike. Without an active plan it costs nothing: the switch tells every
// point when that changes, and a fresh object asks once.
import { pause } from '#shared/durable/within';
import { InjectedFault, strike, type Ways } from '#shared/chaos/strike';
import type { Edge, Fault } from '#shared/ports/chaos';
import { THE_SWITCH, type Env } from '../env.ts';

export class FaultPoint {
  #active: boolean | null = null;

  /** @param die ends the object that this point belongs to */
  constructor(
    private readonly env: Pick<Env, 'CHAOS' | 'DEV_LOGIN'>,
    private readonly die: () => void = () => undefined,
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

  /** For one passage with a beginning and an end of its own; `after()` once the effect has happened. */
  async before(at: Edge, step: string): Promise<{ after(): void }> {
    const fault = await this.#draw(at, step);
    if (fault?.delay_ms) await pause(fault.delay_ms);
    if (fault?.kind === 'error' || fault?.kind === 'reject')
      throw new InjectedFault(`fault switch: ${at} ${step} fails`);
    return {
      after: () => {
        if (fault?.kind === 'drop_reply')
          throw new InjectedFault(`fault switch: the answer of ${at} ${step} is lost`);
      },
    };
  }

  async #draw(at: Edge, step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on') return null;
    const chaos = this.env.CHAOS.getByName(THE_SWITCH);
    this.#active ??= await chaos.active();
    return this.#active ? chaos.draw(at, step) : null;
  }
}
