// What a trace asks of sagas: those that these events began, each with its journal. Read only.
import type { SagaRun } from '../trace/run.ts';

/** An event that may have begun sagas. */
export interface Beginning {
  id: string;
  aggregate_id: string;
  event_type: string;
}

export const MOST_RUNS = 20;

export interface SagaRunsPort {
  /** At most MOST_RUNS, in the order of what began them; a saga that no monitor has seen yet is left out. */
  runs(correlationId: string, beginnings: readonly Beginning[]): Promise<SagaRun[]>;
}
