// How far something has come, 0 to 1.
interface Props {
  value: number;
  label: string;
  tone?: 'accent' | 'good' | 'bad';
}

const TONES = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad' };

export function ProgressBar({ value, label, tone = 'accent' }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        className={`h-full rounded-full transition-[width] duration-200 ${TONES[tone]}`}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
