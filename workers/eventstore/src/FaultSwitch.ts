// The fault switch: one Durable Object that holds the active fault plan and counts its strikes. Development only.
import { DurableObject } from 'cloudflare:workers';
import type { ActiveFault, ChaosPort, Fault, FaultPlan } from '#shared/ports/chaos';
import { SUBSCRIPTIONS } from '#shared/ports/eventstore';
import { random, striking } from './chaos/draw.ts';
import type { FaultSwitchPort } from './chaos/port.ts';
import { THE_LOG, type Env } from './env.ts';

interface Stored {
  seed: number;
  /** How many dice were thrown since the plan was set. */
  thrown: number;
  faults: ActiveFault[];
}

const NONE: Stored = { seed: 1, thrown: 0, faults: [] };

export class FaultSwitch extends DurableObject<Env> implements FaultSwitchPort, ChaosPort {
  #stored(): Stored {
    return this.ctx.storage.kv.get<Stored>('plan') ?? NONE;
  }

  plan(): Promise<{ seed: number; faults: ActiveFault[] }> {
    const { seed, faults } = this.#stored();
    return Promise.resolve({ seed, faults });
  }

  active(): Promise<boolean> {
    return Promise.resolve(this.#stored().faults.length > 0);
  }

  async setPlan(plan: FaultPlan): Promise<void> {
    const faults = plan.faults.map((fault) => ({ ...fault, struck: 0 }));
    this.ctx.storage.kv.put<Stored>('plan', { seed: plan.seed, thrown: 0, faults });
    const active = faults.length > 0;
    await this.env.LOG.getByName(THE_LOG).faultsChanged(active);
    await Promise.all(
      SUBSCRIPTIONS.map((name) => this.env.SUBSCRIPTION.getByName(name).faultsChanged(active)),
    );
  }

  draw(at: Fault['at'], step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on') return Promise.resolve(null);
    const stored = this.#stored();
    let { thrown } = stored;
    const hit = striking(stored.faults, at, step, () => random(stored.seed, thrown++));
    const fault = stored.faults[hit];
    if (!fault) {
      if (thrown !== stored.thrown) this.ctx.storage.kv.put<Stored>('plan', { ...stored, thrown });
      return Promise.resolve(null);
    }
    const faults = stored.faults.map((f, n) => (n === hit ? { ...f, struck: f.struck + 1 } : f));
    this.ctx.storage.kv.put<Stored>('plan', { ...stored, thrown, faults });
    return Promise.resolve(fault);
  }
}
