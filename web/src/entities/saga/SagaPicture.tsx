// A saga as a picture: its steps in order, those done and those to come; beside each other where there is room,
// below each other where there is none.
import type { SagaStepView, SagaView, StepStatus } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { Term, type TermName } from '../../ui/Term.tsx';
import { Countdown } from '../../ui/Time.tsx';
import { STEP_LOOKS, StepNode } from './StepNode.tsx';

/** States of a step whose word explains itself. */
const EXPLAINED: Partial<Record<StepStatus, TermName>> = {
  unknown: 'unknown',
  compensating: 'compensation',
  compensated: 'compensation',
  parked: 'parked',
};

export const stepName = (name: string): string => t.sagas.steps[name] ?? name.replaceAll('_', ' ');

function duration(from: string | null, to: string | null): string | null {
  if (from === null || to === null) return null;
  const seconds = (new Date(to).getTime() - new Date(from).getTime()) / 1000;
  return seconds > 0 ? t.sagas.took(seconds.toFixed(2)) : null;
}

const UNKNOWN: ReadonlySet<string> = new Set();

function Step({ step, last, unknown }: { step: SagaStepView; last: boolean; unknown: boolean }) {
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
        <span className="block text-faint">
          <Term name={step.kind}>{t.sagas.kinds[step.kind]}</Term>
        </span>
        <span className={`mt-0.5 block font-medium ${word}`}>
          {EXPLAINED[step.status] ? (
            <Term name={EXPLAINED[step.status] ?? 'parked'}>{t.sagas.stepStatuses[step.status]}</Term>
          ) : (
            t.sagas.stepStatuses[step.status]
          )}
          {(step.attempts > 1 || (moving && step.attempts > 0)) && ` · ${t.sagas.attempts(step.attempts)}`}
          {took && <span className="font-normal text-faint"> · {took}</span>}
        </span>
        {moving && step.next_retry_at && (
          <span className="block text-soft">
            {t.sagas.retry} <Countdown at={step.next_retry_at} />
          </span>
        )}
        {unknown && (
          <span className="mt-0.5 block text-warn">
            <Term name="unknown">{t.sagas.undoneUnknown}</Term>
          </span>
        )}
        {step.last_error && (
          <span className="mt-0.5 line-clamp-3 block break-words text-soft" title={t.words.said(step.last_error)}>
            {t.words.said(step.last_error)}
          </span>
        )}
      </span>
    </li>
  );
}

interface Props {
  saga: Pick<SagaView, 'steps' | 'subject'>;
  /** Steps whose outcome was not known when they were undone. */
  unknown?: ReadonlySet<string> | undefined;
}

export function SagaPicture({ saga, unknown = UNKNOWN }: Props) {
  return (
    <div className="@container">
      <ol aria-label={t.sagas.picture(saga.subject)} className="flex flex-col @xl:flex-row">
        {saga.steps.map((step, index) => (
          <Step
            key={step.step_name}
            step={step}
            last={index === saga.steps.length - 1}
            unknown={unknown.has(step.step_name)}
          />
        ))}
      </ol>
    </div>
  );
}
