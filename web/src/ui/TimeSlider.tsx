// Where in the past one is: a slider, and single steps for those who look closely.
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { t } from '../i18n/texts.ts';

interface Props {
  label: string;
  value: number;
  /** The beginning; 0 unless something else is said. */
  min?: number;
  max: number;
  /** Where something happened: marks on the way. */
  ticks?: readonly number[];
  /** The place in words. */
  says: string;
  onChange: (value: number) => void;
  /** Further buttons, at the beginning. */
  children?: ReactNode;
}

export function TimeSlider({ label, value, min = 0, max, ticks = [], says, onChange, children }: Props) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-2xl border border-line bg-surface px-3 py-2 shadow-card">
      {children}
      <IconButton
        icon={ChevronFirst}
        label={t.common.slider.first}
        disabled={value <= min}
        onClick={() => onChange(min)}
      />
      <IconButton
        icon={ChevronLeft}
        label={t.common.slider.back}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      />
      <input
        type="range"
        aria-label={label}
        aria-valuetext={says}
        min={min}
        max={max}
        value={value}
        list={ticks.length > 0 ? id : undefined}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="h-8 min-w-40 flex-1 accent-(--color-accent)"
      />
      {ticks.length > 0 && (
        <datalist id={id}>
          {ticks.map((tick) => (
            <option key={tick} value={tick} />
          ))}
        </datalist>
      )}
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
