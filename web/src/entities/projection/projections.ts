// The health of every Worker, and how far each subscription is.
import { useQuery } from '@tanstack/react-query';
import { read, readAlso } from '../../api/http.ts';
import type { Health } from '#shared/mediahub/api/account';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { useUser } from '../user/me.ts';

export type { Capacity, Health } from '#shared/mediahub/api/account';

/** Operators also see what each Worker says of itself. 503 is an answer, too: it says which Worker is down. */
export function useHealth() {
  const { operator } = useUser();
  return useQuery({
    queryKey: ['health'],
    staleTime: 0,
    queryFn: ({ signal }): Promise<Health> =>
      readAlso(503)(operator ? 'GET /api/v1/health' : 'GET /health', { signal }),
  });
}

export function useProjections() {
  const { memory } = useLive();
  return useQuery({
    queryKey: ['projections'],
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const { head, projections } = await read('GET /api/v1/projections', { signal });
      return { head, projections: projections.map((one) => memory.withRebuild(one)) };
    },
  });
}
