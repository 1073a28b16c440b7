// What several labs ask of the public API, each question once.
import type { Fault } from '#shared/engine/faults/plan';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaView } from '#shared/engine/saga/view';
import { ApiProblem } from '#shared/mediahub/api/client';
import type { Media } from '#shared/mediahub/api/media';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { Api, Hands, Look } from './lab.ts';

/** Of the learner, since the lab was begun, oldest first. */
export async function uploadsIn({ api, begun }: Look): Promise<LoggedEvent[]> {
  const query = { type: 'MediaUploaded', after: begun, order: 'asc', limit: 200 } as const;
  return (await api('GET /api/v1/events', { query })).data;
}

/** Everything that the learner's library has seen since then, oldest first. */
export async function eventsAbout(api: Api, correlation_id: string): Promise<LoggedEvent[]> {
  return (await api('GET /api/v1/events', { query: { correlation_id, order: 'asc', limit: 200 } })).data;
}

const MISSING: ReadonlySet<string> = new Set(['media_not_found', 'position_not_reached']);

/** Null when the library has none: with a token the read waits until it has what the token names, or its time is up. */
export async function rowOf(api: Api, id: string, consistency?: string): Promise<Media | null> {
  try {
    return (await api('GET /api/v1/media/:id', { path: { id }, query: { consistency } })).data;
  } catch (error) {
    if (error instanceof ApiProblem && MISSING.has(error.code)) return null;
    throw error;
  }
}

/** The token of the event with which a stream begins. */
export const firstOf = (aggregateId: string): string => `${aggregateId}@1`;

export async function sagaAbout(api: Api, aggregateId: string): Promise<SagaView | null> {
  const query = { status: 'all', q: aggregateId, limit: 1 } as const;
  return (await api('GET /api/v1/sagas', { query })).data[0] ?? null;
}

/** How far a subscription is. */
export async function checkpointOf(api: Api, subscription: SubscriptionName): Promise<number> {
  const { data } = await api('GET /api/v1/projections');
  return data.projections.find(({ name }) => name === subscription)?.checkpoint ?? 0;
}

/** Whether a fault is on at such a passage. */
export async function isOn(api: Api, { at, step }: Pick<Fault, 'at' | 'step'>): Promise<boolean> {
  const { faults } = (await api('GET /api/v1/chaos')).data;
  return faults.some((fault) => fault.at === at && fault.step === step);
}

export const switchOn = async ({ api, plan }: Hands): Promise<void> =>
  void (await api('PUT /api/v1/chaos', { body: plan }));
export const switchOff = async ({ api }: Hands): Promise<void> => void (await api('DELETE /api/v1/chaos'));
