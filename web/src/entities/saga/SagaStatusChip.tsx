// The state of a saga in a word.
import { Ban, CircleCheck, CirclePause, LoaderCircle, Undo2, type LucideIcon } from 'lucide-react';
import type { SagaStatus } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';

const LOOK: Record<SagaStatus, { tone: Tone; icon: LucideIcon; spin?: boolean }> = {
  running: { tone: 'accent', icon: LoaderCircle, spin: true },
  compensating: { tone: 'warn', icon: LoaderCircle, spin: true },
  completed: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'warn', icon: Undo2 },
  cancelled: { tone: 'neutral', icon: Ban },
  parked: { tone: 'bad', icon: CirclePause },
};

export function SagaStatusChip({ status }: { status: SagaStatus }) {
  return <Chip {...LOOK[status]}>{t.sagas.statuses[status]}</Chip>;
}
