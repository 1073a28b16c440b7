// The rebuild of a read model: which subscriptions have one, and how an operator starts or aborts it. Its progress comes live.
import { READ_MODELS, type ReadModelName } from '#shared/mediahub/subscriptions';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import { type RebuildStatus } from '#shared/engine/ports/rebuild';
import { write } from '../../api/http.ts';
import { putProjection } from '../../api/live/caches.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

/** The read model that this subscription fills, or null. */
export const readModelOf = (name: SubscriptionName): ReadModelName | null =>
  READ_MODELS.find((model) => model === name) ?? null;

/** What exactly differed is for operators: the rows may be anyone's. */
export const foundBy = (rebuild: RebuildStatus | null, operator: boolean) =>
  (operator && rebuild?.state === 'completed' && rebuild.certificate?.first_difference) || null;

/** Until green is shown it can be given up. */
export const canAbort = ({ state, phase }: RebuildStatus): boolean => state === 'running' && phase !== 'cleaning';

const ROUTES = {
  start: 'POST /api/v1/projections/:name/rebuild',
  abort: 'POST /api/v1/projections/:name/rebuild/abort',
} as const;
type Act = keyof typeof ROUTES;

export function useRebuild(name: ReadModelName) {
  const client = useQueryClient();
  const { memory, want } = useLive();
  return useMutation({
    mutationFn: (act: Act) => write(ROUTES[act], { path: { name } }),
    onSuccess: ({ data }) => putProjection(client, memory.withRebuild(data)),
    // Refused: what is shown may not be what is.
    onError: () => want('projections'),
  });
}

export type RebuildAct = ReturnType<typeof useRebuild>;
