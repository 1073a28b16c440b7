// A number where the eye passes; nothing when there is nothing.
import { upTo99 } from '../i18n/up-to-99.ts';

interface Props {
  count: number;
  label: string;
  tone?: 'accent' | 'bad';
}

const TONES = { accent: 'bg-accent text-on-accent', bad: 'bg-bad text-surface' };

export function CountBadge({ count, label, tone = 'accent' }: Props) {
  if (count === 0) return null;
  return (
    <span
      key={count}
      role="img"
      aria-label={label}
      className={`animate-rise inline-block min-w-5 rounded-full px-1.5 text-center text-[0.6875rem] leading-5 font-semibold tabular-nums ${TONES[tone]}`}
    >
      {upTo99(count)}
    </span>
  );
}
