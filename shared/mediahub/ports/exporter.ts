// What the sagas ask of exporter.
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';

export interface ExporterPort {
  /** Fixes the list of files. Rejects an album that is deleted, empty or too large. */
  collect(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Writes the ZIP. `busy` while it is being written; rejects when a file is missing. */
  write(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Opens the download, until it expires. */
  complete(context: SagaContext, args: { export_id: string }): Promise<CommandReply>;
  /** Undoes all of it: the ZIP is deleted, and late commands are refused. */
  discard(context: SagaContext, args: { export_id: string; reason: string }): Promise<CommandReply>;
}
