// An on/off switch: a checkbox in role and keyboard. While it may not be pressed it keeps the focus, or the keyboard
// would lose its place at every press.
interface Props {
  on: boolean;
  disabled?: boolean;
  labelledBy: string;
  onChange: (on: boolean) => void;
}

export function Switch({ on, disabled = false, labelledBy, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-labelledby={labelledBy}
      aria-disabled={disabled}
      onClick={() => {
        if (!disabled) onChange(!on);
      }}
      className={`relative h-6 w-10 shrink-0 rounded-full transition-colors aria-disabled:opacity-50 ${on ? 'bg-bad' : 'bg-line-strong'}`}
    >
      <span
        className={`absolute top-0.5 left-0.5 size-5 rounded-full bg-white shadow-card transition-transform ${on ? 'translate-x-4' : ''}`}
      />
    </button>
  );
}
