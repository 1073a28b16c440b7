// Exports only: the HTTP app, and the RPC entrypoints that bindings name.
export { app as default } from './routes.ts';
export { AlbumConsumer, AlbumRpc } from './rpc.ts';
