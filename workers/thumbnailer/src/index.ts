// thumbnailer: bytes in, bytes out. Exports only.
export { default } from './routes.ts';
export * from './rpc.ts';
