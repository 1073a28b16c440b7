// What a scenario leaves behind, seen from outside: events, sagas, albums, notifications and files.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaView } from '#shared/engine/saga/view';
import type { Client } from './client.ts';
import { system } from './system.ts';

export interface ObservedOutcome {
  events: LoggedEvent[];
  sagas: SagaView[];
  notices: { id: string; code: string; params: Record<string, string> }[];
  /** Media in 'All Media'. */
  entries: string[];
  /** Keys in R2 that were not there before, and are no one else's. */
  keys: string[];
}

interface Bucket {
  list(options: object): Promise<{ objects: { key: string }[]; truncated: boolean; cursor?: string }>;
  put(key: string, value: string): Promise<unknown>;
  delete(key: string): Promise<void>;
}

/** The files of the media, and those of the exports. */
export async function buckets(): Promise<[Bucket, Bucket]> {
  const { server } = await system();
  const { FILES } = await server.getWorker<{ FILES: Bucket }>('media-query').getEnv();
  const { EXPORTS } = await server.getWorker<{ EXPORTS: Bucket }>('exporter').getEnv();
  return [FILES, EXPORTS];
}

/** All that is in R2. */
export async function storedKeys(): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const bucket of await buckets())
    for (let page: object | null = {}; page !== null;) {
      const { objects, truncated, cursor } = await bucket.list(page);
      for (const { key } of objects) keys.add(key);
      page = truncated ? { cursor } : null;
    }
  return keys;
}

/** @param before what was in R2 before the scenario began */
export async function observeOutcome(
  user: Client,
  operator: Client,
  before: ReadonlySet<string>,
): Promise<ObservedOutcome> {
  const events = await user.events();
  const at = `min_position=${events.at(-1)?.position ?? 0}&limit=200`;
  const own = new Set(events.map((event) => event.aggregate_id));
  const isOursOrNew = async (key: string): Promise<boolean> => {
    const id = /^\w+\/([^/.]+)/.exec(key)?.[1] ?? '';
    return own.has(id) || (await operator.get<unknown[]>(`/api/v1/events/aggregate/${id}?scope=all`)).length === 0;
  };
  const appeared = [...(await storedKeys())].filter((key) => !before.has(key));
  const isOurs = await Promise.all(appeared.map(isOursOrNew));
  const entries = await user.get<{ media_id: string }[]>(`/api/v1/albums/default/media?${at}`);
  return {
    events,
    sagas: await user.get<SagaView[]>('/api/v1/sagas?status=all&limit=200'),
    notices: await user.get<ObservedOutcome['notices']>(`/api/v1/notifications?${at}`),
    entries: entries.map(({ media_id }) => media_id),
    keys: appeared.filter((_, n) => isOurs[n]),
  };
}
