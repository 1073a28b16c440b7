// What moves through the store: asked again whenever the live feed says that something did, and now and then beside,
// because a depth also falls without a message. Every answer is kept for a while, so that a page can draw the past minutes.
import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { Flow, PlacedNote } from '#shared/mediahub/api/flow';
import { read } from '../../api/http.ts';

export type { Flow, PlacedNote };

/** One look: how far each subscription was behind, what waited, what had been refused. */
export interface Sample {
  at: number;
  head: number;
  lag: Partial<Record<SubscriptionName, number>>;
  outbox: number;
  refused: number;
}

export interface FlowView extends Flow {
  /** Oldest first. */
  samples: Sample[];
}

const KEY = ['flow'] as const;
const BESIDE_MS = 4_000;
const MOST_NOTES = 1_500;
const MOST_SAMPLES = 400;

const same = (a: PlacedNote, b: PlacedNote): boolean =>
  a.at === b.at && a.place === b.place && a.what === b.what && a.from === b.from && a.to === b.to;

const sampleOf = (flow: Flow): Sample => ({
  at: Date.parse(flow.now),
  head: flow.head,
  lag: Object.fromEntries(flow.subscriptions.map(({ name, lag }) => [name, lag])),
  outbox: flow.log.outbox.events,
  refused: refusedIn(flow),
});

export const refusedIn = ({ log, subscriptions }: Flow): number =>
  subscriptions.reduce((sum, { refused }) => sum + refused, log.refused);

/** The answer with what was known before. The recorders' instants overlap by one: a note that is known is left out. */
export function after(before: FlowView | undefined, fresh: Flow): FlowView {
  const known = before?.notes ?? [];
  const edge = known.slice(-50);
  const notes = [...known, ...fresh.notes.filter((note) => !edge.some((one) => same(one, note)))];
  return {
    ...fresh,
    notes: notes.slice(-MOST_NOTES),
    samples: [...(before?.samples ?? []), sampleOf(fresh)].slice(-MOST_SAMPLES),
  };
}

async function ask(client: QueryClient, signal: AbortSignal): Promise<FlowView> {
  const before = client.getQueryData<FlowView>(KEY);
  const fresh = await read('GET /api/v1/flow', { query: { since: before?.now }, signal });
  return after(client.getQueryData<FlowView>(KEY), fresh);
}

/** Asks only while a page shows it. */
export const useFlow = () =>
  useQuery({
    queryKey: KEY,
    staleTime: 0,
    refetchInterval: BESIDE_MS,
    queryFn: ({ client, signal }) => ask(client, signal),
  });
