export { app as default } from './routes.ts';
export { SagaConsumer } from './rpc.ts';
export { SagaCoordinator } from './SagaCoordinator.ts';
