// The first row that a rebuild found different: what was shown beside what the log gives, and the event that decides it.
import { Link } from 'react-router';
import type { Difference, MadeBy } from '#shared/engine/ports/rebuild';
import { t } from '../../i18n/texts.ts';
import { shortId } from '../../entities/event/events.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { differingColumns } from './difference.ts';

export function FirstDifference({ difference, event }: { difference: Difference; event: MadeBy | null }) {
  const { table, key, blue, green } = difference;
  const says = t.system.rebuild;
  const columns = differingColumns(difference);
  const whole = <DifferenceTable columns={columns} shown={blue !== null} right={green !== null} />;

  return (
    <div className="overflow-hidden rounded-xl border border-line text-xs">
      <h4 className="border-b border-line bg-sunken px-3 py-2 font-medium">{says.first}</h4>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 px-3 py-2">
        <dt className="text-soft">{says.table}</dt>
        <dd className="font-mono">{table}</dd>
        <dt className="text-soft">{says.key}</dt>
        <dd className="font-mono break-all">{key.join(' · ')}</dd>
      </dl>
      {blue && green ? (
        whole
      ) : (
        <>
          <p className="px-3 pb-2">{blue ? says.surplus : says.missing}</p>
          <details className="border-t border-line">
            <summary className="px-3 py-2 font-medium text-accent -outline-offset-2 hover:underline">
              {says.wholeRow(columns.length)}
            </summary>
            {whole}
          </details>
        </>
      )}
      <div className="border-t border-line px-3 py-2">
        {event ? <p className="text-soft">{green ? says.madeBy : says.removedBy}</p> : <p>{says.madeByNone}</p>}
        {event && (
          <Link
            to={`/events/stream/${event.aggregate_id}?version=${event.version}`}
            className="-mx-2 flex flex-wrap items-baseline gap-x-2.5 rounded-lg px-2 py-1 text-soft hover:bg-sunken"
          >
            <span className="font-mono tabular-nums" title={t.events.position}>
              {event.position}
            </span>
            <span className="font-semibold text-accent">{event.event_type}</span>
            <span className="font-mono" title={event.aggregate_id}>
              {shortId(event.aggregate_id)} v{event.version}
            </span>
          </Link>
        )}
      </div>
    </div>
  );
}
