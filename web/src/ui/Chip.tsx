// A small label that says a state in a word, never by colour alone.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-soft',
  accent: 'bg-accent-soft text-accent-strong',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

interface Props {
  tone?: Tone;
  icon?: LucideIcon;
  spin?: boolean;
  title?: string;
  children: ReactNode;
}

export function Chip({ tone = 'neutral', icon: Icon, spin = false, title, children }: Props) {
  return (
    <span
      title={title}
      className={`inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {Icon && <Icon className={`size-3.5 ${spin ? 'animate-spin' : ''}`} aria-hidden />}
      {children}
    </span>
  );
}
