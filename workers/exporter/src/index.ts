export { ExportShelf } from './ExportShelf.ts';
export { default } from './openapi.ts';
export * from './rpc.ts';
