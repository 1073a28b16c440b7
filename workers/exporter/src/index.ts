export { ExportShelf } from './ExportShelf.ts';
export { default } from './openapi.ts';
export { ExporterRpc } from './rpc.ts';
