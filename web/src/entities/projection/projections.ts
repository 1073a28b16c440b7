// How the whole is: health of every Worker, and where each subscription stands.
import { useQuery } from '@tanstack/react-query';
import { read } from '../../api/http.ts';
import type { Projections } from '../../api/live/caches.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

export interface Health {
  status: string;
  service: string;
  services: Record<string, { status: string; /** Of the event store, for operators. */ storage?: Capacity }>;
}

/** How full the log's database is. */
export interface Capacity {
  bytes: number;
  limit_bytes: number;
  events: number;
  events_last_day: number;
  full_on: string | null;
  full: boolean;
}

/** 503 is an answer, too: it says which Worker is down. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    staleTime: 0,
    queryFn: ({ signal }) => read<Health>('/health', { signal, also: [503] }),
  });

export function useProjections() {
  const { memory } = useLive();
  return useQuery({
    queryKey: ['projections'],
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const { head, projections } = await read<Projections>('/api/v1/projections', { signal });
      return { head, projections: projections.map((one) => memory.withRebuild(one)) };
    },
  });
}
