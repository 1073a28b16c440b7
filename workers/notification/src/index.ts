// Exports only: the HTTP app, the RPC entrypoints that bindings name, the Durable Object.
export { default } from './openapi.ts';
export * from './rpc.ts';
export { LiveConsumer, LiveRpc } from './live/rpc.ts';
export { UserChannel } from './UserChannel.ts';
