// A saga in one line of dots, where there is no room for the picture.
import { Link } from 'react-router';
import type { SagaStepView, SagaView, StepStatus } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { stepName } from './SagaPicture.tsx';

export const DOTS: Record<StepStatus, string> = {
  pending: 'bg-line-strong',
  running: 'bg-accent animate-breathe',
  completed: 'bg-good',
  failed: 'bg-bad',
  unknown: 'bg-warn',
  compensating: 'bg-warn animate-breathe',
  compensated: 'bg-warn',
  skipped: 'bg-line',
  parked: 'bg-bad',
};

const stepSays = ({ step_name, status }: SagaStepView): string =>
  `${stepName(step_name)}: ${t.sagas.stepStatuses[status]}`;

export function SagaDots({ saga, bare = false }: { saga: SagaView; bare?: boolean }) {
  const current = saga.steps.find(({ status }) => status === 'running' || status === 'compensating');
  const says = current ? stepName(current.step_name) : t.sagas.statuses[saga.status];
  return (
    <Link
      to={`/sagas/${saga.id}`}
      aria-label={`${says}. ${t.sagas.dots(saga.steps.map(stepSays).join(' · '))}`}
      title={saga.steps.map(stepSays).join('\n')}
      className="inline-flex items-center gap-2 rounded-md text-xs text-soft hover:text-ink"
    >
      {/* Where the state is written beside it, only the step that moves is named. */}
      {(current || !bare) && <span className="max-w-32 truncate">{says}</span>}
      <span aria-hidden className="inline-flex gap-1">
        {saga.steps.map((step) => (
          <span
            key={step.step_name}
            title={stepSays(step)}
            className={`size-2 rounded-full transition-colors duration-300 ${DOTS[step.status]}`}
          />
        ))}
      </span>
    </Link>
  );
}
