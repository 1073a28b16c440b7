// What comes of a fork: the first difference with its causes, then every aggregate that ends in another way.
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { AGGREGATE_DOT, shortId } from '../../../entities/event/events.ts';
import { MOST_CHANGES } from '../../../entities/event/fork-link.ts';
import { useNames } from '../../../entities/event/names.ts';
import { sentenceOf } from '../../../entities/event/sentence.ts';
import { t } from '../../../i18n/texts.ts';
import { Card } from '../../../ui/Card.tsx';
import { ForkedSagas } from './ForkedSagas.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import { chainOf, type Comparison, type ForkedAggregate } from './replay.ts';
import type { Replayed } from './useFork.ts';
import { MOST_AGGREGATES } from './window.ts';

export function ForkOutcome({ replayed, full }: { replayed: Replayed; full: boolean }) {
  const { comparison, refused, uncovered, partial, events, log } = replayed;
  return (
    <section aria-label={t.fork.outcome} className="min-w-0 space-y-4">
      {[...refused].map(([change, reasons]) => (
        <Note key={JSON.stringify(change)}>
          {t.fork.refused} <b>{change.position}</b> {reasons.join(' · ')}
        </Note>
      ))}
      {uncovered.map((change) => (
        <Note key={JSON.stringify(change)}>{t.fork.uncovered(change.position)}</Note>
      ))}
      {full && <Note>{t.fork.full(MOST_CHANGES)}</Note>}
      {partial && <Note>{t.fork.onlyFirst(MOST_AGGREGATES)}</Note>}
      {comparison && comparison.aggregates.length === 0 && (
        <p className="rounded-2xl border border-dashed border-line-strong p-6 text-sm text-soft">
          {t.fork.untouched}
        </p>
      )}
      {comparison && comparison.aggregates.length > 0 && (
        <>
          {comparison.first ? (
            <FirstDifference first={comparison.first} events={events} />
          ) : (
            <Card className="p-4 text-sm">{t.fork.noDifference}</Card>
          )}
          {comparison.aggregates.map((one) => (
            <AggregateCard key={one.id} aggregate={one} />
          ))}
          <ForkedSagas log={log} />
        </>
      )}
    </section>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <p role="alert" className="rounded-xl border border-warn/25 bg-warn-soft px-4 py-3 text-sm break-words">
    {children}
  </p>
);

function FirstDifference({
  first: { event, fate, paths },
  events,
}: {
  first: NonNullable<Comparison['first']>;
  events: readonly LoggedEvent[];
}) {
  const [, ...causes] = chainOf(event, events);
  return (
    <Card className="space-y-2 p-4 text-sm">
      <h2 className="font-semibold">{t.fork.first}</h2>
      <p>
        <EventName event={event} /> <span className="text-soft">({t.fork.fates[fate]})</span>
      </p>
      <p className="font-mono text-xs break-all text-soft">{paths.slice(0, 8).join(', ')}</p>
      {causes.length > 0 && (
        <ol className="space-y-1 border-l-2 border-line pl-3">
          {causes.map((cause) => (
            <li key={cause.id}>
              <span className="text-faint">{t.fork.because}</span> <EventName event={cause} />
            </li>
          ))}
        </ol>
      )}
      {fate !== 'added' && (
        <Link
          to={`/events/chain/${encodeURIComponent(event.metadata.correlation_id)}?event=${event.id}`}
          className="text-[0.8125rem] font-medium text-accent hover:underline"
        >
          {t.fork.wholeChain}
        </Link>
      )}
    </Card>
  );
}

function EventName({ event }: { event: LoggedEvent }) {
  const names = useNames();
  return (
    <>
      <span className="font-mono text-xs text-faint">{event.position}</span> <b>{event.event_type}</b>{' '}
      <span className="text-soft">{sentenceOf(event, names)}</span>
    </>
  );
}

function AggregateCard({ aggregate: { id, type, row, ...states } }: { aggregate: ForkedAggregate }) {
  const names = useNames();
  return (
    <Card className="min-w-0 overflow-hidden">
      <h2 className="flex items-center gap-2 border-b border-line px-4 py-2.5 text-sm font-semibold">
        <span aria-hidden className={`size-2 shrink-0 rounded-full ${AGGREGATE_DOT[type]}`} />
        <Link to={`/events/stream/${id}`} className="min-w-0 truncate hover:underline">
          {names.get(id) ?? shortId(id)}
        </Link>
        <span className="font-normal text-faint">{type}</span>
      </h2>
      <OutcomeTable caption={t.fork.state} outcome={states} />
      {row && <OutcomeTable caption={t.fork.row[type] ?? type} outcome={row} />}
    </Card>
  );
}
