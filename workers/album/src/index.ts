// Exports only: the HTTP app, and the RPC entrypoints that bindings name.
export { default } from './openapi.ts';
export { AlbumConsumer, AlbumRpc } from './rpc.ts';
