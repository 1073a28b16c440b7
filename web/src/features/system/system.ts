// How the whole is: health of every Worker, and where each subscription stands.
import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/api.ts';
import type { Projections } from '../../app/live/caches.ts';

export interface Health {
  status: string;
  service: string;
  services: Record<string, { status: string }>;
}

/** 503 is an answer, too: it says which Worker is down. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    staleTime: 0,
    queryFn: ({ signal }) => read<Health>('/health', { signal, also: [503] }),
  });

export const useProjections = () =>
  useQuery({
    queryKey: ['projections'],
    staleTime: 0,
    queryFn: ({ signal }) => read<Projections>('/api/v1/projections', { signal }),
  });
