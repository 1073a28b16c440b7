// The inside of an event: its data, its metadata, and where they lead.
import { Link } from 'react-router';
import type { StreamEvent } from '#shared/engine/event/envelope';
import { t } from '../../i18n/texts.ts';
import { useUser } from '../user/me.ts';
import { CopyEvent } from './CopyEvent.tsx';
import { forkWithout } from './fork-link.ts';

function Json({ title, value }: { title: string; value: object }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-soft">{title}</p>
      <pre className="rounded-lg border border-line bg-surface p-3 font-mono text-[0.6875rem] leading-relaxed break-all whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}

export function EventBody({ event }: { event: StreamEvent }) {
  const user = useUser();
  const { aggregate_id, data, metadata, id, schema_version, version } = event;
  const link = 'text-[0.8125rem] font-medium text-accent hover:underline';
  return (
    <div className="space-y-3 bg-sunken px-4 py-3">
      <Json title={t.events.payload} value={data} />
      <Json title={t.events.metadata} value={{ id, aggregate_id, schema_version, ...metadata }} />
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <Link to={`/events/chain/${encodeURIComponent(metadata.correlation_id)}?event=${id}`} className={link}>
          {t.events.causes}
        </Link>
        <Link to={`/events/stream/${aggregate_id}?version=${version}`} className={link}>
          {t.events.stateThen}
        </Link>
        <Link to={`/events?aggregate_id=${aggregate_id}`} className={link}>
          {t.events.ofAggregate}
        </Link>
        {metadata.saga_id && (
          <Link to={`/sagas/${metadata.saga_id}`} className={link}>
            {t.events.ofSaga}
          </Link>
        )}
        {event.position !== null && (
          <>
            <Link to={`/journey/${event.position}`} className={link}>
              {t.events.journey}
            </Link>
            <Link
              to={forkWithout(event.position, metadata.user_id === user.id ? null : aggregate_id)}
              className={link}
            >
              {t.events.whatIf}
            </Link>
          </>
        )}
      </p>
      <CopyEvent event={event} />
    </div>
  );
}
