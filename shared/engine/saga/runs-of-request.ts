// The sagas of one request, for its trace: found by the ids that follow from the events that began them. Only those that the
// monitor knows are asked: naming any other coordinator would create one.
import { sagaId, sagaIdInStream } from '../event/ids.ts';
import { MOST_RUNS, type Beginning } from '../ports/saga-runs.ts';
import type { SagaRun } from '../trace/run.ts';
import type { SagaEnv } from './dependencies.ts';
import { findSagas } from './monitor/query.ts';
import type { SagaRegistry } from './registry.ts';

/** A saga that retried often has a long journal. */
const MOST_ENTRIES = 500;

export async function runsOf(
  { startedBy }: Pick<SagaRegistry, 'startedBy'>,
  { DB, COORDINATOR }: SagaEnv,
  correlationId: string,
  beginnings: readonly Beginning[],
): Promise<SagaRun[]> {
  const ids = beginnings.flatMap(({ event_type, aggregate_id, id }) =>
    startedBy(event_type).flatMap(({ name }) => [sagaId(name, id), sagaIdInStream(name, aggregate_id, id)]),
  );
  const views = (await findSagas(DB, ids)).filter(({ correlation_id }) => correlation_id === correlationId);
  const found = new Map(views.map((view) => [view.id, view]));
  const inOrder = ids.flatMap((id) => found.get(id) ?? []).slice(0, MOST_RUNS);
  return Promise.all(
    inOrder.map(async (view) => {
      const { entries, next } = await COORDINATOR.getByName(view.id).timeline({ after: 0, limit: MOST_ENTRIES });
      return { view, timeline: entries, ...(next === null ? {} : { more: true }) };
    }),
  );
}
