// What waits for a person: events that a consumer could not take, and sagas that gave up. For operators.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { Retried } from '#shared/mediahub/api/projection';
import type { ParkedSagas, Resumed } from '#shared/mediahub/api/saga';
import { read, readPage, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { useUser } from '../user/me.ts';

export type { Resumed, Retried };

const PAGE = 100;

/** The oldest first, subscription by subscription. */
export function useParkedEvents() {
  const { operator } = useUser();
  return useInfiniteQuery({
    queryKey: ['parked', 'events'],
    enabled: operator,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      readPage(pageParam, 'GET /api/v1/parked', { query: { limit: PAGE }, signal }),
    getNextPageParam: (page) => page.next,
  });
}

/** Of everyone, the newest first: an operator repairs the system, not only what is theirs. */
export function useParkedSagas() {
  const { operator } = useUser();
  return useInfiniteQuery({
    queryKey: ['parked', 'sagas'],
    enabled: operator,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      readPage(pageParam, 'GET /api/v1/sagas', { query: { status: 'parked', scope: 'all', limit: PAGE }, signal }),
    getNextPageParam: (page) => page.next,
  });
}

/** How many they are, and why: all of them, however many a list shows. */
export function useParkedCauses() {
  const { operator } = useUser();
  return useQuery({
    queryKey: ['parked', 'causes'],
    enabled: operator,
    queryFn: ({ signal }) => read('GET /api/v1/sagas/parked', { signal }),
  });
}

export type ParkedGroup = ParkedSagas['causes'][number];

const causeOf = ({ saga_type, step_name, direction, reason }: ParkedGroup) => ({
  saga_type,
  step_name,
  direction,
  reason,
});

/** One call asks some of them, and says where to go on. */
async function resumeAll(group: ParkedGroup | null): Promise<Resumed> {
  const total: Resumed = { resumed: 0, refused: 0, reasons: [], next: null };
  for (let cursor: string | null = ''; cursor !== null;) {
    const { data: answer }: { data: Resumed } = await write('POST /api/v1/sagas/resume', {
      query: cursor === '' ? {} : { cursor },
      body: group === null ? {} : { cause: causeOf(group) },
    });
    total.resumed += answer.resumed;
    total.refused += answer.refused;
    total.reasons.push(...answer.reasons);
    cursor = answer.next;
  }
  return total;
}

/** Lets all parked sagas of a cause try again; null: all of them. */
export function useResumeParked() {
  const onSettled = useAskAgain();
  return useMutation({ mutationFn: resumeAll, onSettled });
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
