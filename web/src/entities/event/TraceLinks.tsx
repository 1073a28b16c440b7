// The trace of a run as files: for a trace viewer, and as a diagram. An operator gets everybody's part of it, as on the page.
import { addressOf } from '#shared/mediahub/api/client';
import { t } from '../../i18n/texts.ts';
import { DownloadLink } from '../../ui/DownloadLink.tsx';
import { useUser } from '../user/me.ts';

interface Props {
  correlationId: string;
  /** Only this saga of it. */
  sagaId?: string;
}

export function TraceLinks({ correlationId, sagaId }: Props) {
  const { operator } = useUser();
  const asked = { path: { id: correlationId }, query: { saga_id: sagaId, scope: operator ? 'all' : null } };
  const { title, otlp, otlpHint, mermaid, mermaidHint } = t.events.trace;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="min-w-0 text-xs text-faint max-sm:basis-full">
        {title} <code className="font-mono break-all">{correlationId}</code>
      </p>
      <DownloadLink href={addressOf('/api/v1/traces/:id/otlp', asked)} label={otlpHint}>
        {otlp}
      </DownloadLink>
      <DownloadLink href={addressOf('/api/v1/traces/:id/mermaid', asked)} label={mermaidHint}>
        {mermaid}
      </DownloadLink>
    </div>
  );
}
