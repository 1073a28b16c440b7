// The fault switch: one Durable Object that holds the active fault plan and counts its strikes. Development only.
import { DurableObject } from 'cloudflare:workers';
import type { ActiveFault, ChaosPort, InjectionPoint, Fault, FaultPlan } from '#shared/engine/faults/plan';
import { pause } from '#shared/engine/runtime/deadline';
import { REMEMBERED_MS } from './append-point.ts';
import { pickFault } from './pick-fault.ts';
import type { FaultSwitchPort } from './port.ts';
import { namesOf, type StoreDefinition } from '../eventstore/definition.ts';
import { THE_LOG } from '../eventstore/env.ts';
import type { FaultEnv } from './env.ts';

interface Stored {
  seed: number;
  faults: ActiveFault[];
}

const NONE: Stored = { seed: 1, faults: [] };

export class FaultSwitch<Env extends FaultEnv = FaultEnv>
  extends DurableObject<Env>
  implements FaultSwitchPort, ChaosPort
{
  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
  }

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
    const faults = plan.faults.map((fault) => ({ ...fault, seen: 0, struck: 0 }));
    this.ctx.storage.kv.put<Stored>('plan', { seed: plan.seed, faults });
    const active = faults.length > 0;
    await this.env.LOG.getByName(THE_LOG).faultsChanged(active);
    await Promise.all(
      namesOf(this.store).map((name) => this.env.SUBSCRIPTION.getByName(name).faultsChanged(active)),
    );
    // Appends learn of it a moment later: the answer comes when the plan is in force everywhere.
    await pause(REMEMBERED_MS);
  }

  draw(at: InjectionPoint, step: string): Promise<Fault | null> {
    if (this.env.DEV_LOGIN !== 'on') return Promise.resolve(null);
    const { seed, faults } = this.#stored();
    if (faults.length === 0) return Promise.resolve(null);
    const { hit, faults: counted } = pickFault(seed, faults, at, step);
    this.ctx.storage.kv.put<Stored>('plan', { seed, faults: counted });
    return Promise.resolve(hit);
  }
}
