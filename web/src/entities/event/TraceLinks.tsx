// The trace of a run as files: for a trace viewer, and as a diagram. An operator gets everyone's part of it, as on the page.
import { addressOf } from '#shared/mediahub/api/client';
import type { Texts } from '../../i18n/texts.ts';
import { DownloadLink } from '../../ui/DownloadLink.tsx';
import { useUser } from '../user/me.ts';

interface Props {
  correlationId: string;
  /** Only this saga of it. */
  sagaId?: string;
  /** They belong to the pages that show it: the first screen does not. */
  texts: Texts['chain']['trace'];
}

export function TraceLinks({ correlationId, sagaId, texts }: Props) {
  const { operator } = useUser();
  const asked = { path: { id: correlationId }, query: { saga_id: sagaId, scope: operator ? 'all' : null } };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="min-w-0 text-xs text-faint max-sm:basis-full">
        {texts.title} <code className="font-mono break-all">{correlationId}</code>
      </p>
      <DownloadLink href={addressOf('/api/v1/traces/:id/otlp', asked)} label={texts.otlp}>
        OTLP
      </DownloadLink>
      <DownloadLink href={addressOf('/api/v1/traces/:id/mermaid', asked)} label={texts.mermaid}>
        Mermaid
      </DownloadLink>
    </div>
  );
}
