// media-query: the read side of media. Exports only.
export { default } from './openapi.ts';
export * from './rpc.ts';
export { LibraryRpc } from './usage.ts';
