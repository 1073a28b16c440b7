// Finds the definition of an instance. A changed saga is added beside its older version, which finishes its open instances.
import type { SagaDefinition } from './definition.ts';

export interface SagaRegistry {
  /** The definition that an instance was started with; undefined when that version is not there any more. */
  definitionOf(name: string, version: number): SagaDefinition | undefined;
  /** The sagas that an event of this type starts: of each the newest version. */
  startedBy(eventType: string): SagaDefinition[];
}

export const registryOf = (sagas: readonly SagaDefinition[]): SagaRegistry => ({
  definitionOf: (name, version) => sagas.find((saga) => saga.name === name && saga.version === version),
  startedBy: (eventType) =>
    sagas.filter(
      (saga) =>
        saga.startedBy === eventType &&
        !sagas.some((other) => other.name === saga.name && other.version > saga.version),
    ),
});
