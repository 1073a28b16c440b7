// A run, read on request for its trace: the events of one request from the log, and the journals of
// the sagas that they began. Everyone gets their own; an operator may ask for all.
import { inTime } from '#shared/engine/runtime/deadline';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import * as store from '#shared/engine/eventstore/log/store';
import { log } from '#shared/engine/runtime/log';
import { MOST_RUNS } from '#shared/engine/ports/saga-runs';
import { ofSaga, type Run, type SagaRun } from '#shared/engine/trace/run';
import { Problem } from '#shared/http/problem';
import { requireOperator } from '#shared/http/service';
import type { Caller } from '#shared/http/token';
import type { TraceQuery } from '#shared/mediahub/api/trace';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';

const MOST_EVENTS = 1_000;
const MOST_BYTES = 4_000_000;
const SAGAS_MS = 5_000;
const LONGEST_ID = 200;

const unknown = () => new Problem('not_found', 'No event of yours carries this trace.');

interface Asked extends TraceQuery {
  correlation_id: string;
}

/** Without an answer from the saga Worker the tries of its commands are missing; the events are there anyway. */
async function sagasOf(
  env: Env,
  correlationId: string,
  events: readonly LoggedEvent[],
): Promise<SagaRun[] | null> {
  const beginnings = events.map(({ id, aggregate_id, event_type }) => ({ id, aggregate_id, event_type }));
  try {
    return await inTime(SAGAS_MS, 'the sagas', env.SAGA.runs(correlationId, beginnings));
  } catch (error) {
    log('warn', 'sagas of a trace not read', { trace_id: correlationId, error });
    return null;
  }
}

/** @throws Problem operator_required; not_found: there is no such run, or another user's */
export async function runOf(env: Env, caller: Caller, { correlation_id, scope, saga_id }: Asked): Promise<Run> {
  if (scope === 'all') requireOperator(caller);
  if (correlation_id.length > LONGEST_ID) throw unknown();
  const user_id = scope === 'all' ? undefined : caller.user_id;
  const filter = { correlation_id, user_id, limit: MOST_EVENTS + 1, bytes: MOST_BYTES };
  const read = await store.read(STORE.catalogue, env.DB, filter);
  const last = read.at(-1);
  if (!last) throw unknown();
  // A page that was cut for its bytes ends early as well.
  const after = { correlation_id, user_id, after: last.position, limit: 1 };
  const more = read.length > MOST_EVENTS || (await store.read(STORE.catalogue, env.DB, after)).length > 0;
  const events = read.slice(0, MOST_EVENTS);
  const found = await sagasOf(env, correlation_id, events);
  const sagas = (found ?? []).filter(({ view }) => user_id === undefined || view.user_id === user_id);
  const cut = found === null || sagas.length === MOST_RUNS || sagas.some((saga) => saga.more);
  const run = { correlation_id, events, sagas, more: more || cut };
  if (saga_id === undefined) return run;
  const part = ofSaga(run, saga_id);
  if (part.events.length === 0) throw new Problem('not_found', 'This trace has no such saga.');
  return part;
}
