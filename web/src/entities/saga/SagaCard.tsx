// One saga: its subject, its status, its picture, and why it is stuck, if it is.
import { memo } from 'react';
import { Link } from 'react-router';
import type { SagaView } from '#shared/engine/saga/view';
import { useLanguage } from '../../i18n/LanguageProvider.tsx';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { ParkedActions } from './ParkedActions.tsx';
import { SagaPicture, stepName } from './SagaPicture.tsx';
import { subjectOf } from './sagas.ts';
import { SagaStatusChip } from './SagaStatusChip.tsx';

interface Props {
  saga: SagaView;
  /** Steps whose outcome was not known when they were undone, where the page knows. */
  unknown?: ReadonlySet<string>;
}

export const SagaCard = memo(function SagaCard({ saga, unknown }: Props) {
  const { id, saga_type, subject, status, failure, started_at } = saga;
  // A memoized component renders again only for its props and contexts: here, another language.
  useLanguage();
  return (
    <Card className="p-4 sm:p-5">
      <article aria-label={`${t.sagas.types[saga_type] ?? saga_type}: ${subject}`}>
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="flex min-w-0 flex-1 items-baseline gap-2 text-sm">
            <span className="shrink-0 text-faint">{t.sagas.types[saga_type] ?? saga_type}</span>
            <Link to={`/sagas/${id}`} className="truncate font-semibold hover:underline">
              {subjectOf(saga)}
            </Link>
          </h2>
          <span className="text-xs text-faint">
            <TimeAgo at={started_at} />
          </span>
          <SagaStatusChip status={status} />
        </header>
        <div className="mt-4">
          <SagaPicture saga={saga} unknown={unknown} />
        </div>
        {failure && (
          <p className="mt-4 rounded-xl bg-warn-soft px-4 py-2.5 text-sm">
            <span className="font-medium">{t.sagas.why(stepName(failure.step))}:</span>{' '}
            <span className="break-words">{t.words.said(failure.reason)}</span>{' '}
            <code className="font-mono text-xs text-soft">{failure.code}</code>
          </p>
        )}
        {status === 'parked' && <ParkedActions saga={saga} />}
      </article>
    </Card>
  );
});
