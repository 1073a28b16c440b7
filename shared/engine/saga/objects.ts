// The classes of a saga system: `export const { SagaCoordinator, SagaConsumer } = sagaObjects(dependencies)`.
import type { EntrypointClass, ObjectClass } from '../eventstore/objects.ts';
import type { SagaDependencies, SagaEnv } from './dependencies.ts';
import { SagaConsumer } from './SagaConsumer.ts';
import { SagaCoordinator } from './SagaCoordinator.ts';

export interface SagaObjects<Env extends SagaEnv> {
  SagaCoordinator: ObjectClass<SagaCoordinator<Env>, Env>;
  SagaConsumer: EntrypointClass<SagaConsumer<Env>, Env>;
}

export const sagaObjects = <Env extends SagaEnv>(dependencies: SagaDependencies<Env>): SagaObjects<Env> => ({
  SagaCoordinator: class extends SagaCoordinator<Env> {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, dependencies);
    }
  },
  SagaConsumer: class extends SagaConsumer<Env> {
    constructor(ctx: ExecutionContext, env: Env) {
      super(ctx, env, dependencies);
    }
  },
});
