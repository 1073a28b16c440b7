// One parked event: what it is, why it was not delivered, and what an operator may do about it.
import { ChevronRight, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ParkedEvent } from '#shared/mediahub/subscriptions';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { EventBody } from '../../entities/event/EventBody.tsx';
import { AGGREGATE_DOT } from '../../entities/event/events.ts';
import { DiscardDialog } from './DiscardDialog.tsx';
import { RetryButton } from './RetryButton.tsx';

interface Props {
  parked: ParkedEvent;
  /** The oldest of its partition, which holds up the others. */
  first: boolean;
}

export function ParkedEventRow({ parked, first }: Props) {
  const { id, position, event, reason, attempts, parked_at } = parked;
  const [open, setOpen] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const name = `${event.event_type} ${position}`;

  return (
    <li>
      <div className="space-y-2 px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span aria-hidden className={`size-2 shrink-0 rounded-full ${AGGREGATE_DOT[event.aggregate_type]}`} />
          <span className="flex min-w-40 flex-1 items-baseline gap-2 text-sm">
            <span className="font-semibold">{event.event_type}</span>
            <span className="font-mono text-xs text-faint" title={t.events.position}>
              {position}
            </span>
            <span className="text-xs text-faint">
              <TimeAgo at={parked_at} />
            </span>
          </span>
          {!first && <Chip>{t.parked.waitsBehind}</Chip>}
          <span className="flex gap-2">
            <RetryButton id={id} icon={Play} label={t.parked.retryOne(name)}>
              {t.parked.retry}
            </RetryButton>
            <Button small icon={Trash2} aria-label={t.parked.discardOne(name)} onClick={() => setDiscarding(true)}>
              {t.parked.discard}
            </Button>
          </span>
        </div>
        <p className="text-[0.8125rem] text-soft">
          <span className="break-words">{t.words.said(reason)}</span>
          {attempts > 0 && <span className="text-faint"> · {t.system.attempts(attempts)}</span>}
        </p>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="inline-flex items-center gap-1 rounded text-xs font-medium text-accent hover:underline"
        >
          <ChevronRight className={`size-3.5 transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden />
          {t.events.payload}
        </button>
      </div>
      {open && <EventBody event={event} />}
      {discarding && <DiscardDialog id={id} name={name} onClose={() => setDiscarding(false)} />}
    </li>
  );
}
