// Why an invariant does not hold: in words, and as the chain of events that shows it, each with its page.
import { Workflow } from 'lucide-react';
import { Link } from 'react-router';
import type { Evidence } from '#shared/mediahub/invariants';
import { t } from '../../i18n/texts.ts';
import { ClockTime } from '../../ui/Time.tsx';
import { shortId } from '../../entities/event/events.ts';
import { stepName } from '../../entities/saga/SagaPicture.tsx';

export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {evidence.map(({ text, events }) => (
        <li key={text} className="space-y-2 px-4 py-3 sm:px-5">
          <p className="text-[0.8125rem] break-words" lang="en">
            {text}
          </p>
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
        </li>
      ))}
    </ul>
  );
}
