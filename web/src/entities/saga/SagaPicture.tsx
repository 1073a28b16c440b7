// A saga as a picture: its steps in order, those done and those to come; beside each other where there is room,
// below each other where there is none.
import type { SagaStepView, SagaView } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { Countdown } from '../../ui/Time.tsx';
import { STEP_LOOKS, StepNode } from './StepNode.tsx';

export const stepName = (name: string): string => t.sagas.steps[name] ?? name.replaceAll('_', ' ');

function duration(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const seconds = (new Date(to).getTime() - new Date(from).getTime()) / 1000;
  return seconds > 0 ? t.sagas.took(seconds.toFixed(2)) : null;
}

function Step({ step, last }: { step: SagaStepView; last: boolean }) {
  const { line, word } = STEP_LOOKS[step.status];
  const took = step.status === 'completed' ? duration(step.started_at, step.completed_at) : null;
  const moving = step.status === 'running' || step.status === 'compensating' || step.status === 'unknown';
  return (
    <li className="flex gap-3 @xl:min-w-0 @xl:flex-1 @xl:flex-col @xl:gap-2">
      <span className="flex flex-col items-center gap-1.5 @xl:flex-row">
        <StepNode step={step} />
        {!last && (
          <span
            aria-hidden
            className={`min-h-3 w-0.5 flex-1 rounded-full transition-colors duration-300 @xl:mr-1.5 @xl:h-0.5 @xl:min-h-0 @xl:w-auto ${line}`}
          />
        )}
      </span>
      <span className="min-w-0 pb-3 text-xs @xl:pr-3 @xl:pb-0">
        <span className="block text-[0.8125rem] font-medium text-ink">{stepName(step.step_name)}</span>
        <span className="block text-faint">{t.sagas.kinds[step.kind]}</span>
        <span className={`mt-0.5 block font-medium ${word}`}>
          {t.sagas.stepStatuses[step.status]}
          {(step.attempts > 1 || (moving && step.attempts > 0)) && ` · ${t.sagas.attempts(step.attempts)}`}
          {took && <span className="font-normal text-faint"> · {took}</span>}
        </span>
        {moving && step.next_retry_at && (
          <span className="block text-soft">
            {t.sagas.retry} <Countdown at={step.next_retry_at} />
          </span>
        )}
        {step.last_error && (
          <span className="mt-0.5 line-clamp-3 block break-words text-soft" title={step.last_error}>
            {step.last_error}
          </span>
        )}
      </span>
    </li>
  );
}

export function SagaPicture({ saga }: { saga: Pick<SagaView, 'steps' | 'subject'> }) {
  return (
    <div className="@container">
      <ol aria-label={t.sagas.picture(saga.subject)} className="flex flex-col @xl:flex-row">
        {saga.steps.map((step, index) => (
          <Step key={step.step_name} step={step} last={index === saga.steps.length - 1} />
        ))}
      </ol>
    </div>
  );
}
