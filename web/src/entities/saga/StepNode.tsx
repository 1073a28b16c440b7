// One step as a sign: round when it can be undone or repeated, a diamond for the pivot; filled when it is settled.
import { Check, CircleQuestionMark, LoaderCircle, Minus, Pause, Undo2, X, type LucideIcon } from 'lucide-react';
import type { SagaStepView, StepStatus } from '#shared/engine/saga/view';

export interface StepLook {
  icon: LucideIcon | null;
  spin?: boolean;
  /** Classes of the sign. */
  sign: string;
  /** Classes of the word for its state. */
  word: string;
  /** Classes of the line that leads on from here. */
  line: string;
}

const OPEN_LINE = 'bg-line';

export const STEP_LOOKS: Record<StepStatus, StepLook> = {
  pending: {
    icon: null,
    sign: 'border-2 border-dashed border-line-strong text-faint',
    word: 'text-faint',
    line: OPEN_LINE,
  },
  running: {
    icon: LoaderCircle,
    spin: true,
    sign: 'border-2 border-accent bg-accent-soft text-accent',
    word: 'text-accent',
    line: OPEN_LINE,
  },
  completed: { icon: Check, sign: 'bg-good text-surface', word: 'text-good', line: 'bg-good' },
  failed: { icon: X, sign: 'bg-bad text-surface', word: 'text-bad', line: OPEN_LINE },
  unknown: {
    icon: CircleQuestionMark,
    sign: 'border-2 border-warn bg-warn-soft text-warn',
    word: 'text-warn',
    line: OPEN_LINE,
  },
  compensating: {
    icon: LoaderCircle,
    spin: true,
    sign: 'border-2 border-warn bg-warn-soft text-warn',
    word: 'text-warn',
    line: 'bg-warn',
  },
  compensated: {
    icon: Undo2,
    sign: 'border-2 border-warn bg-warn-soft text-warn',
    word: 'text-warn',
    line: 'bg-warn/50',
  },
  skipped: { icon: Minus, sign: 'bg-sunken text-faint', word: 'text-faint', line: OPEN_LINE },
  parked: { icon: Pause, sign: 'border-2 border-bad bg-bad-soft text-bad', word: 'text-bad', line: OPEN_LINE },
};

export function StepNode({ step }: { step: Pick<SagaStepView, 'status' | 'kind'> }) {
  const { icon: Icon, spin, sign } = STEP_LOOKS[step.status];
  const pivot = step.kind === 'pivot';
  return (
    <span
      aria-hidden
      className={`grid size-8 shrink-0 place-items-center transition-colors duration-300 ${pivot ? 'scale-90 rotate-45 rounded-[0.55rem]' : 'rounded-full'} ${sign}`}
    >
      <span className={pivot ? '-rotate-45' : ''}>
        {Icon && <Icon className={`size-4 ${spin ? 'animate-spin' : ''}`} strokeWidth={2.5} />}
      </span>
    </span>
  );
}
