// How far the sagas get in a fork: their journals, replayed up to the first input that it does not have.
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { SagaTimelineEntry, SagaView } from '#shared/engine/saga/view';
import { read } from '../../../api/http.ts';
import { stepName } from '../../../entities/saga/SagaPicture.tsx';
import { timelineOf } from '../../../entities/saga/sagas.ts';
import { t } from '../../../i18n/texts.ts';
import { Card } from '../../../ui/Card.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import type { ForkedEvent } from './replay.ts';
import { endingOf, sagasOf, type SagaState } from './saga-endings.ts';

const MOST_SAGAS = 5;

interface Known {
  saga: SagaView;
  timeline: SagaTimelineEntry[];
}

export function ForkedSagas({ log }: { log: readonly ForkedEvent[] }) {
  const known = useQueries({
    queries: sagasOf(log, MOST_SAGAS).map((id) => ({
      queryKey: ['fork', 'saga', id],
      // Another user's saga is an operator's to read: without it the fork shows the rest.
      retry: false,
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Known> => {
        const [saga, { entries }] = await Promise.all([
          read('GET /api/v1/sagas/:id', { path: { id }, signal }),
          timelineOf(id, signal),
        ]);
        return { saga, timeline: entries };
      },
    })),
  });
  return known.map(({ data }) => data && <SagaCard key={data.saga.id} known={data} log={log} />);
}

const wordsOf = (state: SagaState | null): object | null =>
  state && {
    [t.fork.sagaStatus]: t.sagas.statuses[state.status],
    ...Object.fromEntries(
      Object.entries(state.steps).map(([step, status]) => [stepName(step), t.sagas.stepStatuses[status]]),
    ),
  };

function SagaCard({ known: { saga, timeline }, log }: { known: Known; log: readonly ForkedEvent[] }) {
  const { then, now, fork, stop, at } = endingOf(timeline, log);
  return (
    <Card className="min-w-0 overflow-hidden">
      <h2 className="flex items-center gap-2 border-b border-line px-4 py-2.5 text-sm font-semibold">
        <Link to={`/sagas/${saga.id}`} className="min-w-0 truncate hover:underline">
          {saga.subject}
        </Link>
        <span className="font-normal text-faint">{t.sagas.types[saga.saga_type] ?? saga.saga_type}</span>
      </h2>
      <OutcomeTable
        caption={t.fork.saga}
        outcome={{ then: wordsOf(then), now: wordsOf(now), fork: wordsOf(fork) }}
      />
      <p className="px-4 py-3 text-[0.8125rem] text-soft">
        {stop === null ? t.fork.sagaAsNow : t.fork.stops[stop](at ?? 0)}
      </p>
    </Card>
  );
}
