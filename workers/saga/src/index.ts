import { sagaObjects } from '#shared/engine/saga/objects';
import { DEPENDENCIES } from './composition.ts';

export { default } from './openapi.ts';
export const { SagaConsumer, SagaCoordinator } = sagaObjects(DEPENDENCIES);
