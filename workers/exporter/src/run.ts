// Commands to exports: which stream they go to. The rules are the decider's.
import type { Metadata } from '#shared/engine/envelope';
import { handle, type Handled } from '#shared/engine/handle-command';
import { PATIENCE_MS } from '#shared/engine/saga/participant';
import { exportDecider, type Export, type ExportCommand } from './domain/export.ts';
import type { Env } from './env.ts';

export const run = (
  env: Env,
  metadata: Metadata,
  aggregate_id: string,
  command: ExportCommand,
): Promise<Handled<Export>> =>
  handle({
    store: env.EVENTS,
    decider: exportDecider,
    aggregate_type: 'Export',
    aggregate_id,
    command,
    metadata,
    id_is: 'derived',
    patience_ms: PATIENCE_MS,
  });
