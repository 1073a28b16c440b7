// What moves through the store right now, for the map and the system page: queue depths, recent passages,
// refusals. And the journey of one event: every place that it has passed. Both read the flight recorders in memory.
import { THE_LOG } from '#shared/engine/eventstore/env';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import type { Note } from '#shared/engine/eventstore/flight-recorder';
import { eventsBetween } from '#shared/engine/event/epoch';
import * as log from '#shared/engine/eventstore/log/store';
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import { Problem } from '#shared/http/problem';
import type { Caller } from '#shared/http/token';
import type { Flow, Journey, PlacedNote } from '#shared/mediahub/api/flow';

/** Error messages may contain any user's data: only operators get them. */
const placed =
  (place: PlacedNote['place'], operator: boolean) =>
  ({ at, text, ...note }: Note): PlacedNote => ({
    place,
    at: new Date(at).toISOString(),
    ...note,
    ...(operator && text !== undefined ? { text } : {}),
  });

async function recorded(env: Env, operator: boolean, since: number) {
  const theLog = env.LOG.getByName(THE_LOG);
  const [{ notes, ...ofLog }, ...subscriptions] = await Promise.all([
    theLog.flow(since),
    ...SUBSCRIPTIONS.map(async (name) => {
      const object = env.SUBSCRIPTION.getByName(name);
      const [passed, status] = await Promise.all([object.flow(since), object.status(name)]);
      return { name, passed, status };
    }),
  ]);
  const all = [
    ...notes.map(placed('log', operator)),
    ...subscriptions.flatMap(({ name, passed }) => passed.notes.map(placed(name, operator))),
  ];
  return { ofLog, subscriptions, notes: all.toSorted((a, b) => a.at.localeCompare(b.at)) };
}

export async function flowOf(env: Env, caller: Caller, since: string | undefined): Promise<Flow> {
  const now = new Date().toISOString();
  const from = since === undefined ? Date.now() : Date.parse(since);
  const { ofLog, subscriptions, notes } = await recorded(env, caller.operator, from);
  // Read after them, so that no lag is ever negative.
  const head = await log.head(env.DB);
  return {
    now,
    head,
    log: ofLog,
    subscriptions: subscriptions.map(({ name, passed, status: { checkpoint, state, parked } }) => ({
      name,
      checkpoint,
      lag: eventsBetween(checkpoint, head),
      state,
      parked,
      refused: passed.refused,
    })),
    notes,
  };
}

/** @throws Problem not_found: no such position, or another user's */
export async function journeyOf(env: Env, caller: Caller, position: number): Promise<Journey> {
  const [event] = await log.read(STORE.catalogue, env.DB, { after: position - 1, before: position + 1, limit: 1 });
  if (!event || (event.metadata.user_id !== caller.user_id && !caller.operator)) throw new Problem('not_found');
  const { subscriptions, notes } = await recorded(env, caller.operator, 0);
  return {
    event,
    subscriptions: await Promise.all(
      subscriptions.map(async ({ name, status }) => {
        const held = status.parked > 0 ? await env.SUBSCRIPTION.getByName(name).parkedAt(name, position) : null;
        return { name, passed: status.checkpoint >= position, parked: held?.reason ?? null };
      }),
    ),
    notes: notes.filter(({ from, to }) => from < position && position <= to),
  };
}
