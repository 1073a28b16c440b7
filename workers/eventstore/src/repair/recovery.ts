// After a restore: where the stores differ, and the steps that make them agree again. Each step is bounded and may be repeated;
// `npm run recover` goes through them.
import { pages } from './pages.ts';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { holesOf } from '#shared/engine/eventstore/log/set-aside';
import { epochsOf, isSettled, settle } from '#shared/engine/eventstore/log/epochs';
import type { Keep, Reconciled, StreamPort } from '#shared/engine/eventstore/stream/port';
import { Problem } from '#shared/http/problem';
import type { Reconciliation, Restores } from '#shared/mediahub/api/recovery';
import type { Env } from '../env.ts';

const AT_ONCE = 20;

export interface DivergedStream {
  aggregate_id: string;
  version: number;
  stream_event_id: string;
  log_event_id: string;
  found_at: string;
}

const MOST_SHOWN = 200;

/** How many streams wait for a person, and whether a restore does. */
export async function restores(db: D1Database): Promise<{ settled: boolean; diverged: number }> {
  const [settled, row] = await Promise.all([
    isSettled(db),
    db.prepare('SELECT COUNT(*) AS n FROM diverged_streams').first<{ n: number }>(),
  ]);
  return { settled, diverged: row?.n ?? 0 };
}

export async function overview({ DB }: Env): Promise<Restores> {
  const [settled, epochs, diverged] = await Promise.all([
    isSettled(DB),
    epochsOf(DB),
    DB.prepare('SELECT * FROM diverged_streams ORDER BY aggregate_id LIMIT ?1')
      .bind(MOST_SHOWN)
      .all<DivergedStream>(),
  ]);
  return { settled, epochs, diverged: diverged.results };
}

/** The streams of the log after `after`, a page; or those of these objects, which the log may not know at all. */
export async function reconcile(
  env: Env,
  { act, after, objects }: { act: boolean; after: string; objects?: readonly string[] | undefined },
): Promise<Reconciliation> {
  const result: Reconciliation = { checked: 0, refilled: [], published: [], diverged: [], holed: [], next: null };
  const { streams, next } = objects
    ? { streams: objects.map((id) => byObject(env, id)), next: null }
    : await ofLog(env, after);
  for (let n = 0; n < streams.length; n += AT_ONCE) {
    const some = await Promise.all(streams.slice(n, n + AT_ONCE).map((stream) => stream.reconcile(act)));
    for (const { aggregate_id, outcome } of some) {
      result.checked++;
      if (outcome !== 'same' && aggregate_id !== null) result[outcome].push(aggregate_id);
    }
    const holed = await mendHoles(env, some, act);
    result.holed.push(...holed);
  }
  return { ...result, next };
}

/** Streams that have everything that the log has publish what it lacks of them, and all that follows. */
async function mendHoles(
  { DB, LOG, STREAM }: Env,
  streams: readonly Reconciled[],
  act: boolean,
): Promise<string[]> {
  const whole = streams.flatMap(({ aggregate_id: id, outcome }) =>
    id !== null && (outcome === 'same' || outcome === 'published') ? [id] : [],
  );
  const ids = (await holesOf(DB, whole)).map(({ aggregate_id }) => aggregate_id);
  if (!act || ids.length === 0) return ids;
  await LOG.getByName(THE_LOG).setAside(ids);
  // A crash before this line leaves a log that lacks events of its streams: they publish them at the next comparison.
  await Promise.all(ids.map((id) => STREAM.getByName(id).reconcile(true)));
  return ids;
}

async function ofLog(env: Env, after: string): Promise<{ streams: StreamPort[]; next: string | null }> {
  const { ids, next } = await pages(env.DB, after);
  return { streams: ids.map((id) => env.STREAM.getByName(id)), next };
}

/** By the id of the object, as the platform lists them: its name is not needed. */
function byObject(env: Env, id: string): StreamPort {
  const namespace = env.STREAM as unknown as DurableObjectNamespace;
  return namespace.get(namespace.idFromString(id)) as unknown as StreamPort;
}

/** An operator's decision on a stream with two histories. @throws Problem conflict when it has one */
export async function decideStream(env: Env, aggregateId: string, keep: Keep): Promise<Reconciled> {
  const stream = env.STREAM.getByName(aggregateId);
  const { outcome, diverged_at, version } = await stream.reconcile(true);
  if (outcome !== 'diverged') throw new Problem('conflict', 'Stream and log agree.');
  // If an event is in neither of them, the later events of the log are set aside under either decision.
  await env.LOG.getByName(THE_LOG).setAside([aggregateId]);
  const reconciled = await stream.reconcile(true, keep);
  const isInNeither = (diverged_at ?? 0) > version;
  if (!reconciled.decided && !isInNeither)
    throw new Problem('conflict', 'Another operator has decided in the meantime.');
  return reconciled;
}

/** From now on originals may be deleted again. @throws Problem conflict while a stream waits for a person, or a later epoch does */
export async function finish(env: Env, through: number): Promise<void> {
  const { diverged } = await restores(env.DB);
  if (diverged > 0) throw new Problem('conflict', `${diverged} streams wait for a decision.`);
  if (!(await settle(env.DB, through)))
    throw new Problem('conflict', `The log was put back again: it is beyond epoch ${through}.`);
}
