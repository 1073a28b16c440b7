// media-command: the write side of media. Exports only.
export { default } from './openapi.ts';
export { DecoderQueue } from './DecoderQueue.ts';
export { ContentKey } from './content/ContentKey.ts';
export { PartedUpload } from './resumable/PartedUpload.ts';
export * from './rpc.ts';
export { Sweeper } from './Sweeper.ts';
