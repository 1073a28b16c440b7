// One saga in the list: a line with its steps as dots, and below it only what needs a look.
import { memo } from 'react';
import { Link } from 'react-router';
import type { SagaView } from '#shared/engine/saga/view';
import { ParkedActions } from '../../entities/saga/ParkedActions.tsx';
import { SagaDots } from '../../entities/saga/SagaDots.tsx';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { subjectOf } from '../../entities/saga/sagas.ts';
import { SagaStatusChip } from '../../entities/saga/SagaStatusChip.tsx';
import { useLanguage } from '../../i18n/LanguageProvider.tsx';
import { t } from '../../i18n/texts.ts';
import { Countdown, TimeAgo } from '../../ui/Time.tsx';

export const SagaRow = memo(function SagaRow({ saga }: { saga: SagaView }) {
  const { id, saga_type, subject, status, failure, started_at, steps } = saga;
  // A memoized component renders again only for its props and contexts: here, another language.
  useLanguage();
  const type = t.sagas.types[saga_type] ?? saga_type;
  const moving = steps.find((step) => step.status === 'running' || step.status === 'compensating');
  return (
    <article aria-label={`${type}: ${subject}`} className="px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="flex min-w-0 flex-1 basis-40 items-baseline gap-2 text-sm">
          <span className="shrink-0 text-faint">{type}</span>
          <Link to={`/sagas/${id}`} className="truncate font-semibold hover:underline">
            {subjectOf(saga)}
          </Link>
        </h2>
        <span className="flex justify-end sm:order-last sm:min-w-32">
          <SagaStatusChip status={status} />
        </span>
        <span className="flex basis-full items-center justify-between gap-4 sm:basis-auto">
          <SagaDots saga={saga} bare />
          <span className="w-24 text-right text-xs text-faint">
            <TimeAgo at={started_at} />
          </span>
        </span>
      </div>
      {moving && moving.attempts > 1 && (
        <p className="text-xs text-soft">
          {stepName(moving.step_name)} · {t.sagas.attempts(moving.attempts)}
          {moving.next_retry_at && (
            <>
              {' · '}
              {t.sagas.retry} <Countdown at={moving.next_retry_at} />
            </>
          )}
        </p>
      )}
      {failure && (
        <p className="text-[0.8125rem] break-words text-soft">
          <span className="font-medium text-warn">{t.sagas.why(stepName(failure.step))}:</span>{' '}
          {failure.code === 'no_answer' ? t.sagas.undoneUnknown : t.words.said(failure.reason)}{' '}
          <code className="font-mono text-xs">{failure.code}</code>
        </p>
      )}
      {status === 'parked' && <ParkedActions saga={saga} />}
    </article>
  );
});
