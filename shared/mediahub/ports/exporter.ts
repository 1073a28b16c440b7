// What the sagas ask of exporter.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';

export interface ExporterPort {
  /** Fixes the list of files, `busy` with progress while there is more to read. Rejects an album that is deleted or empty. */
  collect(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Writes the ZIP, a part a call: `busy` with progress until it is whole. Rejects when a file was deleted. */
  write(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Opens the download, until it expires. */
  complete(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Undoes all of it: the ZIP is deleted, and late commands are refused. */
  discard(context: SagaContext, args: { export_id: string; reason: string }): Promise<CommandReply>;
}
