// Everything that can be pressed looks and behaves the same. `busy` keeps the label and blocks a second press.
import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';

type Tone = 'primary' | 'plain' | 'quiet' | 'danger';

const TONES: Record<Tone, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong shadow-card',
  plain: 'bg-raised text-ink border border-line-strong hover:bg-sunken shadow-card',
  quiet: 'text-soft hover:bg-sunken hover:text-ink',
  danger: 'bg-bad-soft text-bad border border-bad/25 hover:border-bad/60',
};

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors disabled:opacity-50 aria-disabled:opacity-50';

/** A form is not sent, either. */
const refuse = (event: MouseEvent) => event.preventDefault();

interface Props extends Omit<ComponentProps<'button'>, 'type'> {
  tone?: Tone;
  small?: boolean;
  icon?: LucideIcon;
  busy?: boolean;
  type?: 'button' | 'submit';
}

export function Button({ tone = 'plain', small, icon: Icon, busy, children, className = '', ...rest }: Props) {
  const size = small ? 'h-8 px-2.5 text-[0.8125rem]' : 'h-10 px-4 text-sm';
  return (
    <button
      type="button"
      {...rest}
      // Not `disabled`: what was pressed keeps the focus.
      aria-disabled={busy ? true : rest['aria-disabled']}
      onClick={busy ? refuse : rest.onClick}
      className={`${BASE} ${size} ${TONES[tone]} ${className}`}
    >
      {busy ? (
        <LoaderCircle className="size-4 animate-spin" aria-hidden />
      ) : (
        Icon && <Icon className="size-4" aria-hidden />
      )}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children'> {
  icon: LucideIcon;
  label: string;
}

/** A button without words; `label` is its name for everyone who cannot see the icon, and its tooltip. */
export function IconButton({ icon: Icon, label, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`inline-grid size-8 shrink-0 place-items-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink disabled:opacity-50 ${className}`}
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}
