// The renewal of all renditions: how far it is, and the commands that start and stop it. For operators.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Renewal } from '#shared/mediahub/api/renewal';
import { ApiProblem, read, write } from '../../api/http.ts';

export type { Renewal };

const KEY = ['renewal'];
const WHILE_RUNNING_MS = 1_500;

/** Search finds names by the case folding they were indexed with; a rebuild of the read model indexes all of them anew. */
const indexAnew = (): Promise<unknown> =>
  write('POST /api/v1/projections/:name/rebuild', { path: { name: 'media' } }).catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.code !== 'rebuild_running') throw error;
  });

/** The live feed does not report its progress, so it is polled while it runs. */
export const useRenewal = () =>
  useQuery<Renewal>({
    queryKey: KEY,
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WHILE_RUNNING_MS : false),
    queryFn: ({ signal }) => read('GET /api/v1/renewal', { signal }),
  });

export function useRenew() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (act: 'start' | 'go on' | 'stop'): Promise<void> => {
      await (act === 'stop' ? write('DELETE /api/v1/renewal') : write('POST /api/v1/renewal'));
      if (act === 'start') await indexAnew();
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
