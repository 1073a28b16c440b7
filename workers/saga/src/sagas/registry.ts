// Every saga that this Worker runs. A changed saga is added beside its older version, which finishes its open instances.
import type { SagaDefinition } from '#shared/engine/saga/definition';
import { albumExport } from './album-export.ts';
import { mediaDeletion } from './media-deletion.ts';
import { mediaUpload } from './media-upload.ts';

export const SAGAS: readonly SagaDefinition[] = [mediaUpload, mediaDeletion, albumExport];

/** The definition that an instance was started with; undefined when that version is not there any more. */
export const definitionOf = (name: string, version: number): SagaDefinition | undefined =>
  SAGAS.find((saga) => saga.name === name && saga.version === version);

/** The sagas that an event of this type starts: of each the newest version. */
export const startedBy = (eventType: string): SagaDefinition[] =>
  SAGAS.filter(
    (saga) =>
      saga.startedBy === eventType &&
      !SAGAS.some((other) => other.name === saga.name && other.version > saga.version),
  );
