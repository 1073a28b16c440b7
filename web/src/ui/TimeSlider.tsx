// Where in the past one is: a slider, and single steps for those who look closely.
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from './Button.tsx';
import { t } from '../i18n/texts.ts';

interface Props {
  label: string;
  value: number;
  max: number;
  /** The place in words. */
  says: string;
  onChange: (value: number) => void;
}

export function TimeSlider({ label, value, max, says, onChange }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-2xl border border-line bg-surface px-3 py-2 shadow-card">
      <IconButton
        icon={ChevronFirst}
        label={t.common.slider.first}
        disabled={value <= 0}
        onClick={() => onChange(0)}
      />
      <IconButton
        icon={ChevronLeft}
        label={t.common.slider.back}
        disabled={value <= 0}
        onClick={() => onChange(value - 1)}
      />
      <input
        type="range"
        aria-label={label}
        aria-valuetext={says}
        min={0}
        max={max}
        value={value}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="h-8 min-w-40 flex-1 accent-(--color-accent)"
      />
      <IconButton
        icon={ChevronRight}
        label={t.common.slider.forward}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      />
      <IconButton
        icon={ChevronLast}
        label={t.common.slider.last}
        disabled={value >= max}
        onClick={() => onChange(max)}
      />
      <span className="min-w-28 text-right text-sm font-medium tabular-nums">{says}</span>
    </div>
  );
}
