// An on/off switch: a checkbox in role and keyboard.
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
      disabled={disabled}
      onClick={() => onChange(!on)}
      className={`relative h-6 w-10 shrink-0 rounded-full transition-colors disabled:opacity-50 ${on ? 'bg-bad' : 'bg-line-strong'}`}
    >
      <span
        className={`absolute top-0.5 left-0.5 size-5 rounded-full bg-white shadow-card transition-transform ${on ? 'translate-x-4' : ''}`}
      />
    </button>
  );
}
