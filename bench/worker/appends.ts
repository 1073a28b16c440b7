// Appends: how long, how many, how soon they are visible, and what the length of a stream costs.
import { CATALOGUE, type AggregateType } from '#shared/mediahub/events/catalogue';
import { newId } from '#shared/mediahub/ids';
import { handle } from '#shared/engine/command/handle-command';
import type { NewEvent } from '#shared/engine/event/envelope';
import type { AppendResult } from '#shared/engine/ports/eventstore';
// The long streams of this system are albums, so it is their own rules that are timed.
// oxlint-disable-next-line no-restricted-imports
import { albumDecider } from '../../workers/album/src/domain/album.ts';
import { caughtUp } from './log.ts';
import { NOTHING, plus, timed, type Env, type Measured } from './env.ts';

const event = (event_type: string, data: object, command_id: string = crypto.randomUUID()): NewEvent => ({
  id: crypto.randomUUID(),
  event_type,
  schema_version: 1,
  data,
  metadata: { user_id: 'user-bench', actor: 'user-bench', command_id, correlation_id: 'bench' },
});

const append = async (
  env: Env,
  aggregate_type: AggregateType,
  aggregate_id: string,
  ...events: NewEvent[]
): Promise<Extract<AppendResult, { ok: true }>> => {
  const result = await env.EVENTS.append({ aggregate_id, aggregate_type, expected_version: 'any', events });
  if (!result.ok) throw new Error(result.code);
  return result;
};
const rename = (n: number) => event('MediaRenamed', { filename: `${n}.jpg` });

/** So many clients, each with a stream of its own, one event after the other. */
async function byClients(
  clients: number,
  each: number,
  append: (id: string, n: number) => Promise<unknown>,
): Promise<Measured> {
  const start = performance.now();
  const all = await Promise.all(
    Array.from({ length: clients }, () => {
      const id = newId('media');
      return timed(each, (n) => append(id, n));
    }),
  );
  return { ...all.reduce(plus, NOTHING), total_ms: performance.now() - start };
}

export const appends = (env: Env, clients: number, each: number): Promise<Measured> =>
  byClients(clients, each, (id, n) => append(env, 'Media', id, rename(n)));

/** The same events, to objects that do nothing but keep them. */
export const bareAppends = (env: Env, clients: number, each: number): Promise<Measured> =>
  byClients(clients, each, (id, n) => env.BARE_STREAM.getByName(id).append(JSON.stringify(rename(n))));

/** From the append until the library's read model has it. */
export function visible(env: Env, times: number): Promise<Measured> {
  const id = newId('media');
  return timed(times, async (n) => {
    const { version } = await append(env, 'Media', id, rename(n));
    const { reached } = await env.SUBSCRIPTIONS.waitFor('media', { aggregate_id: id, version }, 5_000);
    if (!reached) throw new Error('not visible after 5 s');
  });
}

const OWNER = 'user-bench';
const { snapshot: _, ...withoutSnapshots } = albumDecider;

const command = (env: Env, decider: typeof albumDecider, aggregate_id: string, media_id: string) =>
  handle({
    catalogue: CATALOGUE,
    // An object of its own: the handler's memory goes by it, so every command is that of an isolate just started.
    store: {
      append: (request) => env.EVENTS.append(request),
      readStream: (id, options) => env.EVENTS.readStream(id, options),
      readLog: (query) => env.EVENTS.readLog(query),
      saveSnapshot: async (id, snapshot) => env.EVENTS.saveSnapshot?.(id, snapshot),
    },
    decider,
    aggregate_type: 'Album',
    aggregate_id,
    command: { type: 'add', owner: OWNER, candidates: [{ media_id, media: { status: 'alive', owner: OWNER } }] },
    metadata: {
      user_id: 'user-bench',
      actor: 'user-bench',
      command_id: crypto.randomUUID(),
      correlation_id: 'bench',
    },
  });

/**
 * A command on an album with so many events, in a cold isolate: loading and deciding only, or `appending` what was decided.
 */
export async function streamOf(
  env: Env,
  length: number,
  times: number,
  { snapshots, appending }: { snapshots: boolean; appending: boolean },
): Promise<Measured> {
  const id = newId('album');
  const media = Array.from({ length: length - 1 }, () => newId('media'));
  const created = { user_id: OWNER, name: 'bench', description: '', is_default: false };
  await append(env, 'Album', id, { ...event('AlbumCreated', created), schema_version: 2 });
  for (let from = 0; from < length; from += 100) {
    const batch = media.slice(from, from + 100).map((media_id) => event('MediaAddedToAlbum', { media_id }));
    if (batch.length > 0) await append(env, 'Album', id, ...batch);
  }
  // The deliveries of so many events would be measured along with the command.
  await caughtUp(env);
  const decider = snapshots ? albumDecider : withoutSnapshots;
  const known = media[0] ?? '';
  await command(env, decider, id, known);
  return timed(times, () => command(env, decider, id, appending ? newId('media') : known));
}
