// media-command: the write side of media. Exports only.
export { app as default } from './routes.ts';
export { MediaCommandRpc } from './rpc.ts';
