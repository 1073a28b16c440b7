// One event of a fork: what it says, what becomes of it, and what can be made of it.
import { Ban, ChevronRight, Pencil, Plus, Undo2 } from 'lucide-react';
import { AGGREGATE_DOT } from '../../../entities/event/events.ts';
import { useNames } from '../../../entities/event/names.ts';
import { sentenceOf } from '../../../entities/event/sentence.ts';
import { t } from '../../../i18n/texts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import type { Fate, ForkedEvent } from './replay.ts';

const TONES: Record<Fate, Tone> = {
  same: 'neutral',
  left_out: 'bad',
  effect: 'bad',
  changed: 'accent',
  added: 'good',
};

interface Props {
  forked: ForkedEvent;
  orphan: boolean;
  open: boolean;
  /** Whether the fork says something of this position. */
  differs: boolean;
  onOpen: () => void;
  onLeaveOut: (effects: boolean) => void;
  onEdit: (kind: 'change' | 'add') => void;
  onUndo: () => void;
}

export function ForkEventRow({ forked: { event, fate }, orphan, open, differs, ...on }: Props) {
  const names = useNames();
  const gone = fate === 'left_out' || fate === 'effect';
  return (
    <li className={fate === 'same' ? '' : 'bg-sunken/60'}>
      <button
        type="button"
        aria-expanded={open}
        onClick={on.onOpen}
        className="flex w-full items-start gap-2.5 px-3.5 py-2 text-left -outline-offset-2 hover:bg-sunken"
      >
        <span className="min-w-7 shrink-0 pt-px text-right font-mono text-xs leading-5 text-faint tabular-nums">
          {fate === 'added' ? '+' : event.position}
        </span>
        <span
          aria-hidden
          className={`mt-1.5 size-2 shrink-0 rounded-full ${AGGREGATE_DOT[event.aggregate_type]}`}
        />
        <span className="min-w-0 flex-1 text-[0.8125rem] leading-5">
          <span className={`block truncate font-semibold ${gone ? 'line-through' : ''}`}>{event.event_type}</span>
          <span className="block truncate text-soft">{sentenceOf(event, names)}</span>
          {orphan && <span className="block text-xs text-warn">{t.fork.orphan}</span>}
        </span>
        {fate !== 'same' && <Chip tone={TONES[fate]}>{t.fork.fates[fate]}</Chip>}
        <ChevronRight
          className={`mt-0.5 size-4 shrink-0 text-faint transition-transform ${open ? 'rotate-90' : ''}`}
          aria-hidden
        />
      </button>
      {open && (
        <div className="flex flex-wrap gap-2 px-4 pt-1 pb-3">
          {differs && (
            <Button small icon={Undo2} onClick={on.onUndo}>
              {t.fork.undo}
            </Button>
          )}
          {fate === 'same' && (
            <>
              <Button small icon={Ban} onClick={() => on.onLeaveOut(true)}>
                {t.fork.leaveOut}
              </Button>
              <Button small tone="quiet" onClick={() => on.onLeaveOut(false)}>
                {t.fork.leaveOutOnly}
              </Button>
            </>
          )}
          {(fate === 'same' || fate === 'changed') && (
            <Button small icon={Pencil} onClick={() => on.onEdit('change')}>
              {t.fork.change}
            </Button>
          )}
          {fate !== 'added' && (
            <Button small icon={Plus} onClick={() => on.onEdit('add')}>
              {t.fork.add}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
