// What of the log is shown: a type, a stream, from an instant on.
import { useId } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { EVENT_TYPES } from '../../entities/event/events.ts';

interface Props {
  aggregateId: string | null;
  type: string | null;
  /** As the browser writes a local time: '2026-01-31T14:00'. */
  since: string | null;
  onChoose: (name: 'aggregate_id' | 'type' | 'since', value: string) => void;
}

const FIELD = 'h-9 rounded-lg border border-line-strong bg-raised px-3 text-sm placeholder:text-faint';

export function EventFilters({ aggregateId, type, since, onChoose }: Props) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <select
        aria-label={t.events.filterType}
        value={type ?? ''}
        onChange={({ target }) => onChoose('type', target.value)}
        className={FIELD}
      >
        <option value="">{t.events.everyType}</option>
        {EVENT_TYPES.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <input
        // Filled from outside, too: another stream is another field.
        key={aggregateId}
        aria-label={t.events.filterAggregate}
        placeholder={t.events.aggregatePlaceholder}
        defaultValue={aggregateId ?? ''}
        maxLength={100}
        spellCheck={false}
        onBlur={({ target }) => {
          if (target.value.trim() !== (aggregateId ?? '')) onChoose('aggregate_id', target.value.trim());
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') onChoose('aggregate_id', currentTarget.value.trim());
        }}
        className={`${FIELD} w-full min-w-0 font-mono text-xs sm:w-64`}
      />
      <span className="flex items-center gap-2">
        <label htmlFor={id} className="text-soft">
          {t.events.since}
        </label>
        <input
          id={id}
          type="datetime-local"
          value={since ?? ''}
          onChange={({ target }) => onChoose('since', target.value)}
          className={FIELD}
        />
      </span>
      {(aggregateId ?? type ?? since) !== null && (
        <Button
          small
          tone="quiet"
          onClick={() => {
            onChoose('type', '');
            onChoose('aggregate_id', '');
            onChoose('since', '');
          }}
        >
          {t.events.allEvents}
        </Button>
      )}
    </div>
  );
}
