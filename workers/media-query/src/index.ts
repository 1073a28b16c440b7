// media-query: the read side of media. Exports only.
export { app as default } from './routes.ts';
export { MediaConsumer } from './rpc.ts';
