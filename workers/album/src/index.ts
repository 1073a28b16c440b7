// Exports only: the HTTP app, and the RPC entrypoints that bindings name.
export { default } from './openapi.ts';
export * from './rpc.ts';
