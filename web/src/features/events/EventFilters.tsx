// What of the log is shown: types, a stream, a span of time, up to a position, and whose.
import { ChevronDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { EVENT_TYPES } from '../../entities/event/events.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { FILTERS, isFiltered, type LogFilter } from './log-filter.ts';

interface Props {
  filter: LogFilter;
  operator: boolean;
  onChange: (change: Partial<LogFilter>) => void;
}

const FIELD = 'h-9 rounded-lg border border-line-strong bg-raised px-3 text-sm placeholder:text-faint';

export function EventFilters({ filter, operator, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <TypeChoice types={filter.types} onChange={(types) => onChange({ types })} />
      <Typed
        label={t.events.filterAggregate}
        placeholder={t.events.aggregatePlaceholder}
        value={filter.aggregate_id}
        className="w-full font-mono text-xs sm:w-56"
        onSay={(aggregate_id) => onChange({ aggregate_id })}
      />
      <Named name={t.events.since} id={`${id}-since`}>
        <input
          id={`${id}-since`}
          type="datetime-local"
          value={filter.since}
          onChange={({ target }) => onChange({ since: target.value })}
          className={FIELD}
        />
      </Named>
      <Named name={t.events.until} id={`${id}-until`}>
        <input
          id={`${id}-until`}
          type="datetime-local"
          value={filter.until}
          onChange={({ target }) => onChange({ until: target.value })}
          className={FIELD}
        />
      </Named>
      <Typed
        label={t.events.jump}
        placeholder={t.events.jump}
        value={filter.upto}
        numeric
        className="w-40 tabular-nums"
        onSay={(upto) => onChange({ upto })}
      />
      {operator && (
        <span className="flex items-center gap-2" title={t.events.everyoneHint}>
          <Switch on={filter.everyone} labelledBy={`${id}-all`} onChange={(everyone) => onChange({ everyone })} />
          <span id={`${id}-all`}>{t.events.everyone}</span>
        </span>
      )}
      {isFiltered(filter) && (
        <Button small tone="quiet" onClick={() => onChange(FILTERS)}>
          {t.events.allEvents}
        </Button>
      )}
    </div>
  );
}

const Named = ({ name, id, children }: { name: string; id: string; children: ReactNode }) => (
  <span className="flex items-center gap-2">
    <label htmlFor={id} className="text-soft">
      {name}
    </label>
    {children}
  </span>
);

interface TypedProps {
  label: string;
  placeholder: string;
  value: string;
  numeric?: boolean;
  className: string;
  onSay: (value: string) => void;
}

/** Takes effect when it is left or with Enter, so that half an id asks nothing. */
function Typed({ label, placeholder, value, numeric = false, className, onSay }: TypedProps) {
  const say = (text: string) => {
    const wanted = numeric ? text.replaceAll(/\D/g, '') : text.trim();
    if (wanted !== value) onSay(wanted);
  };
  return (
    <input
      // Filled from outside, too: another value is another field.
      key={value}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      maxLength={100}
      inputMode={numeric ? 'numeric' : undefined}
      spellCheck={false}
      onBlur={({ target }) => say(target.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') say(currentTarget.value);
      }}
      className={`${FIELD} min-w-0 ${className}`}
    />
  );
}

function TypeChoice({ types, onChange }: { types: readonly string[]; onChange: (types: string[]) => void }) {
  return (
    <details className="group relative">
      <summary
        className={`${FIELD} flex cursor-default list-none items-center gap-2 [&::-webkit-details-marker]:hidden`}
        aria-label={`${t.events.filterType}: ${t.events.types(types.length)}`}
      >
        {types.length === 1 ? types[0] : t.events.types(types.length)}
        <ChevronDown className="size-4 text-faint transition-transform group-open:rotate-180" aria-hidden />
      </summary>
      <fieldset className="absolute z-20 mt-1 max-h-80 w-64 overflow-y-auto rounded-xl border border-line bg-raised p-2 shadow-float">
        <legend className="sr-only">{t.events.filterType}</legend>
        {EVENT_TYPES.map((name) => (
          <label key={name} className="flex items-center gap-2.5 rounded-lg px-2 py-1 hover:bg-sunken">
            <input
              type="checkbox"
              checked={types.includes(name)}
              onChange={({ target }) =>
                onChange(target.checked ? [...types, name] : types.filter((one) => one !== name))
              }
              className="size-4 accent-(--color-accent)"
            />
            <span className="text-[0.8125rem]">{name}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
