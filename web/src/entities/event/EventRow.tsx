// One event of the log: its position, what happened in a sentence, and because of which saga step.
import { ChevronRight, Workflow } from 'lucide-react';
import { memo, useState } from 'react';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { useLanguage } from '../../i18n/LanguageProvider.tsx';
import { t } from '../../i18n/texts.ts';
import { ClockTime } from '../../ui/Time.tsx';
import { stepName } from '../saga/SagaPicture.tsx';
import { EventBody } from './EventBody.tsx';
import { AGGREGATE_DOT, shortId } from './events.ts';
import { useNames } from './names.ts';
import { sentenceOf } from './sentence.ts';

/** Only what has just happened is highlighted when it comes in. */
const JUST_NOW_MS = 10_000;

const TIME = 'shrink-0 text-[0.6875rem] leading-5 text-faint tabular-nums';

export const EventRow = memo(function EventRow({ event }: { event: LoggedEvent }) {
  const [open, setOpen] = useState(false);
  // A memoized component renders again only for its props and contexts: here, another language and new names.
  useLanguage();
  const names = useNames();
  const [isNew] = useState(() => Date.now() - new Date(event.created_at).getTime() < JUST_NOW_MS);
  const { position, event_type, aggregate_type, aggregate_id, version, created_at, metadata } = event;
  const sentence = sentenceOf(event, names);

  return (
    <li className={isNew ? 'animate-arrive' : ''}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-2.5 px-3.5 py-2 text-left transition-colors -outline-offset-2 hover:bg-sunken"
      >
        <span
          className="min-w-7 shrink-0 pt-px text-right font-mono text-xs leading-5 text-faint tabular-nums"
          title={t.events.position}
        >
          {position}
        </span>
        <span aria-hidden className={`mt-1.5 size-2 shrink-0 rounded-full ${AGGREGATE_DOT[aggregate_type]}`} />
        <span className="min-w-0 flex-1 @2xl:flex @2xl:items-baseline @2xl:gap-4">
          <span className="flex items-baseline gap-2 @2xl:w-52 @2xl:shrink-0">
            <span className="min-w-0 flex-1 truncate text-[0.8125rem] leading-5 font-semibold">{event_type}</span>
            <span className={`${TIME} @2xl:hidden`}>
              <ClockTime at={created_at} />
            </span>
          </span>
          <span className="block min-w-0 flex-1">
            {sentence && (
              <span className="block truncate text-[0.8125rem] leading-5 text-soft" title={sentence}>
                {sentence}
              </span>
            )}
            <span className="flex min-w-0 items-baseline gap-2.5 text-[0.6875rem] leading-5 text-faint">
              <span className="truncate font-mono" title={aggregate_id}>
                {shortId(aggregate_id)}
              </span>
              <span className="font-mono" title={t.events.version}>
                v{version}
              </span>
              {metadata.step && (
                <span
                  className="ml-auto inline-flex shrink-0 items-center gap-1 text-soft @2xl:ml-2"
                  title={t.events.bySaga}
                >
                  <Workflow className="size-3" aria-hidden />
                  {stepName(metadata.step)}
                </span>
              )}
            </span>
          </span>
        </span>
        <span className={`${TIME} hidden @2xl:inline`}>
          <ClockTime at={created_at} />
        </span>
        <ChevronRight
          className={`mt-0.5 size-4 shrink-0 text-faint transition-transform ${open ? 'rotate-90' : ''}`}
          aria-hidden
        />
      </button>
      {open && <EventBody event={event} />}
    </li>
  );
});
