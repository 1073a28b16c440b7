// A place where the fault plan may strike. Without an active plan it costs nothing: the switch tells every
// point when that changes, and a fresh object asks once.
import { pause } from '#shared/durable/within';
import type { Fault } from '#shared/ports/chaos';
import { THE_SWITCH, type Env } from '../env.ts';

export class InjectedFault extends Error {
  override name = 'InjectedFault';
}

export class FaultPoint {
  #active: boolean | null = null;
  constructor(private readonly env: Pick<Env, 'CHAOS' | 'DEV_LOGIN'>) {}

  changed(active: boolean): void {
    this.#active = active;
  }

  /**
   * Call before the effect; `after()` of the result once it has happened.
   * @throws InjectedFault before the effect (`error`, `reject`) or, from `after()`, behind it (`drop_reply`)
   */
  async before(at: Fault['at'], step: string): Promise<{ after(): void }> {
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

  async #draw(at: Fault['at'], step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on') return null;
    const chaos = this.env.CHAOS.getByName(THE_SWITCH);
    this.#active ??= await chaos.active();
    return this.#active ? chaos.draw(at, step) : null;
  }
}
