// The same Worker in development: the fault switch reaches its commands. Production is built from index.ts.
import { FaultySagaCoordinator } from '#shared/engine/faults/FaultySagaCoordinator';
import type { ChaosPort } from '#shared/engine/faults/plan';
import { DEPENDENCIES } from './composition.ts';
import type { Env } from './env.ts';

export { default, SagaConsumer } from './index.ts';

export interface DevelopmentEnv extends Env {
  CHAOS: ChaosPort;
}

export class SagaCoordinator extends FaultySagaCoordinator<DevelopmentEnv> {
  constructor(ctx: DurableObjectState, env: DevelopmentEnv) {
    super(ctx, env, DEPENDENCIES);
  }
}
