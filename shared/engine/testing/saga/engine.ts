// The engine of sagas, as a simulation runs it and a mutant changes it.
import { leases } from '../../runtime/lease.ts';
import type { SagaDefinition } from '../../saga/definition.ts';
import { pendingCommand } from '../../saga/pending-command.ts';
import { react } from '../../saga/react.ts';

/** The part of the engine that can be exchanged for a broken one. */
export interface Engine {
  definition: SagaDefinition;
  react: typeof react;
  pendingCommand: typeof pendingCommand;
  /** False: participants that forget what was undone. */
  tombstones: boolean;
  /** How participants keep others away from a step that they are at. */
  leases: typeof leases;
}

export const sound = (definition: SagaDefinition): Engine => ({
  definition,
  react,
  pendingCommand,
  tombstones: true,
  leases,
});
