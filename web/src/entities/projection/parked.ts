// What waits for a person: events that a consumer could not take, and sagas that gave up. For operators.
import { useMutation, useQuery } from '@tanstack/react-query';
import type { Retried } from '#shared/mediahub/api/projection';
import { read, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { useUser } from '../user/me.ts';

export type { Retried };

const SHOWN = 200;

export function useParkedEvents() {
  const { operator } = useUser();
  return useQuery({
    queryKey: ['parked', 'events'],
    enabled: operator,
    queryFn: ({ signal }) => read('GET /api/v1/parked', { query: { limit: SHOWN }, signal }),
  });
}

/** Of everyone: an operator repairs the system, not only what is theirs. */
export function useParkedSagas() {
  const { operator } = useUser();
  return useQuery({
    queryKey: ['parked', 'sagas'],
    enabled: operator,
    queryFn: ({ signal }) =>
      read('GET /api/v1/sagas', { query: { status: 'parked', scope: 'all', limit: SHOWN }, signal }),
  });
}

/** After a repair the numbers everywhere are others. */
function useAskAgain() {
  const { want } = useLive();
  return () => {
    want('parked');
    want('projections');
    want('health');
  };
}

/** One call tries what it has time for, and says where to go on. */
async function retryAll(): Promise<Retried> {
  const total: Retried = { delivered: 0, failed: [], next: null };
  for (let next: string | null = ''; next !== null;) {
    const { data: answer }: { data: Retried } = await write('POST /api/v1/parked/retry', {
      query: { cursor: next },
    });
    total.delivered += answer.delivered;
    total.failed.push(...answer.failed);
    next = answer.next;
  }
  return total;
}

/** Tries one event again after those before it in its partition; without an id, everything. */
export function useRetryParked() {
  const onSettled = useAskAgain();
  return useMutation({
    mutationFn: async (id: string | null) =>
      id === null ? retryAll() : (await write('POST /api/v1/parked/:id/retry', { path: { id } })).data,
    onSettled,
  });
}

/** Gives an event up for this consumer; the reason becomes an event itself. */
export function useDiscardParked() {
  const onSettled = useAskAgain();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      write('POST /api/v1/parked/:id/discard', { path: { id }, body: { reason } }),
    onSettled,
  });
}
