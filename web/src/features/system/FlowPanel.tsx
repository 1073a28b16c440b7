// What is on its way right now, and how far each subscription has been behind in the past minutes.
import { refusedIn, useFlow } from '../../entities/flow/flow.ts';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { LagPlot } from './LagPlot.tsx';

export function FlowPanel() {
  const { data, error, refetch } = useFlow();
  const says = t.system.flow;
  const lag = Math.max(0, ...(data?.subscriptions.map((one) => one.lag) ?? []));
  const outbox = data?.log.outbox ?? { streams: 0, events: 0 };
  return (
    <section className="space-y-3">
      <h2 className="text-base font-semibold">{says.title}</h2>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <Card className="space-y-4 p-4">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          <Figure name={says.outbox} value={outbox.events} hint={says.outboxHint} worry={outbox.events > 0} />
          <Figure name={says.waiting} value={data?.log.waiting ?? 0} hint={says.waitingHint} />
          <Figure name={says.lag} value={lag} hint={says.lagHint} worry={lag > 50} />
          <Figure name={says.refused} value={data ? refusedIn(data) : 0} hint={says.refusedHint} />
        </dl>
        {data && <LagPlot samples={data.samples} />}
      </Card>
    </section>
  );
}

interface FigureProps {
  name: string;
  value: number;
  hint: string;
  worry?: boolean;
}

const Figure = ({ name, value, hint, worry = false }: FigureProps) => (
  <div>
    <dt className="text-xs text-soft">{name}</dt>
    <dd className={`font-mono text-xl leading-7 font-medium tabular-nums ${worry ? 'text-warn' : ''}`}>{value}</dd>
    <dd className="text-[0.6875rem] leading-4 text-faint">{hint}</dd>
  </div>
);
