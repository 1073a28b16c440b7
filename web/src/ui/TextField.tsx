// One line of text with its label.
import { useId, type ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id' | 'className'> {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}

export function TextField({ label, hint, value, onChange, ...rest }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 flex gap-2 text-sm font-medium">
        {label}
        {hint && <span className="font-normal text-faint">{hint}</span>}
      </label>
      <input
        {...rest}
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-10 w-full rounded-lg border border-line-strong bg-raised px-3 text-sm placeholder:text-faint"
      />
    </div>
  );
}
