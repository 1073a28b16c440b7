// Why an invariant does not hold: in words with names, column by column, and as the chain of events that shows it.
import { Workflow } from 'lucide-react';
import { Link } from 'react-router';
import type { Evidence, FieldDifference } from '#shared/mediahub/api/invariant';
import { shortId } from '../../entities/event/events.ts';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { t } from '../../i18n/texts.ts';
import { ClockTime } from '../../ui/Time.tsx';

/** In the reader's language where the catalogue knows the code, else in the server's words. */
const textOf = ({ code, params, text, about }: Evidence): string =>
  t.invariants.found[code]?.({ name: about?.name ?? '', ...params }) ?? text;

interface Props {
  evidence: readonly Evidence[];
  /** So many were found besides. */
  more: number;
}

export function EvidenceList({ evidence, more }: Props) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {evidence.map((one) => (
        <li key={one.text} className="space-y-2 px-4 py-3 sm:px-5">
          <p className="text-[0.8125rem] font-medium break-words">{textOf(one)}</p>
          {one.differences.length > 0 && <Differences differences={one.differences} />}
          <EventChain evidence={one} />
        </li>
      ))}
      {more > 0 && <li className="px-4 py-3 text-[0.8125rem] text-soft sm:px-5">{t.invariants.more(more)}</li>}
    </ul>
  );
}

function Differences({ differences }: { differences: readonly FieldDifference[] }) {
  return (
    <table className="w-full max-w-2xl text-left text-xs">
      <thead className="text-faint">
        <tr>
          <th className="py-1 pr-4 font-medium">{t.invariants.field}</th>
          <th className="py-1 pr-4 font-medium">{t.invariants.shown}</th>
          <th className="py-1 font-medium">{t.invariants.right}</th>
        </tr>
      </thead>
      <tbody className="font-mono">
        {differences.map(({ field, shown, right }) => (
          <tr key={field} className="border-t border-line align-top">
            <th className="py-1 pr-4 font-medium">{field}</th>
            <td className="py-1 pr-4 break-all text-bad">{shown ?? '–'}</td>
            <td className="py-1 break-all text-good">{right ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const EventChain = ({ evidence: { events } }: { evidence: Evidence }) => (
  <ol className="space-y-0.5" aria-label={t.invariants.chain}>
    {events.map(({ position, event_type, aggregate_id, version, created_at, step }) => (
      <li key={position}>
        <Link
          to={`/events/stream/${aggregate_id}?version=${version}`}
          className="flex flex-wrap items-baseline gap-x-2.5 rounded-lg px-2 py-1 text-xs text-soft hover:bg-sunken"
        >
          <span className="min-w-7 text-right font-mono tabular-nums" title={t.events.position}>
            {position}
          </span>
          <span className="font-semibold text-ink">{event_type}</span>
          <span className="font-mono" title={aggregate_id}>
            {shortId(aggregate_id)} v{version}
          </span>
          {step && (
            <span className="inline-flex items-center gap-1" title={t.events.bySaga}>
              <Workflow className="size-3" aria-hidden />
              {stepName(step)}
            </span>
          )}
          <span className="ml-auto tabular-nums">
            <ClockTime at={created_at} />
          </span>
        </Link>
      </li>
    ))}
  </ol>
);
