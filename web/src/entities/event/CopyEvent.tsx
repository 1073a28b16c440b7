// Takes an event along: as JSON, or as the request that answers with it.
import { Braces, SquareTerminal } from 'lucide-react';
import type { StreamEvent } from '#shared/engine/event/envelope';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useCopy } from '../../ui/useCopy.ts';

/** `$TOKEN` is a placeholder for the caller's own token, which a page never knows. */
const curlOf = ({ aggregate_id, version }: StreamEvent): string =>
  [
    `curl -H "Authorization: Bearer $TOKEN"`,
    `'${location.origin}/api/v1/events/aggregate/${aggregate_id}?limit=${Math.min(version, 200)}'`,
  ].join(' ');

export function CopyEvent({ event }: { event: StreamEvent }) {
  const copy = useCopy();
  return (
    <span className="flex flex-wrap gap-1">
      <Button small tone="quiet" icon={Braces} onClick={() => void copy(JSON.stringify(event, null, 2))}>
        {t.events.copyJson}
      </Button>
      <Button small tone="quiet" icon={SquareTerminal} onClick={() => void copy(curlOf(event))}>
        {t.events.copyCurl}
      </Button>
    </span>
  );
}
