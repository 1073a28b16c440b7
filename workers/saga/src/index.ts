export { default } from './openapi.ts';
export { SagaConsumer } from './rpc.ts';
export { SagaCoordinator } from './SagaCoordinator.ts';
