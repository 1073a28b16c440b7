// Writes the data of a changed or an added event; the schema of its type says at once what it refuses.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { Change } from '../../../entities/event/fork-link.ts';
import { t } from '../../../i18n/texts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';

interface Props {
  kind: 'change' | 'add';
  event: LoggedEvent;
  events: readonly LoggedEvent[];
  onClose: () => void;
  onDone: (change: Change) => void;
}

const asText = (data: object): string => JSON.stringify(data, null, 2);

function objectIn(text: string): object | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : null;
  } catch {
    return null;
  }
}

export function EventDialog({ kind, event, events, onClose, onDone }: Props) {
  const id = useId();
  const { aggregate_type, position } = event;
  const [type, setType] = useState(event.event_type);
  const [text, setText] = useState(asText(event.data));
  const { data: schemas } = useQuery({ queryKey: ['fork', 'schemas'], queryFn: () => import('./schemas.ts') });

  const data = objectIn(text);
  const refusals = data === null ? [t.fork.noJson] : (schemas?.refusalsOf(aggregate_type, type, data) ?? []);
  const choose = (next: string) => {
    setType(next);
    const like = events.findLast((one) => one.event_type === next && one.aggregate_id === event.aggregate_id);
    setText(asText(like?.data ?? schemas?.emptyData(next) ?? {}));
  };

  return (
    <Dialog title={kind === 'add' ? t.fork.addTitle : t.fork.changeTitle(type)} onClose={onClose}>
      <form
        className="space-y-4 p-5"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          if (data === null || !schemas || refusals.length > 0) return;
          onDone(kind === 'add' ? { kind, position, event_type: type, data } : { kind, position, data });
        }}
      >
        {kind === 'add' && (
          <div>
            <label htmlFor={`${id}-type`} className="mb-1.5 block text-sm font-medium">
              {t.fork.type}
            </label>
            <select
              id={`${id}-type`}
              value={type}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
              className="h-10 w-full rounded-lg border border-line-strong bg-raised px-3 text-sm"
            >
              {(schemas?.typesOf(aggregate_type) ?? [type]).map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </div>
        )}
        <div>
          <label htmlFor={`${id}-data`} className="mb-1.5 block text-sm font-medium">
            {t.fork.data}
          </label>
          <textarea
            id={`${id}-data`}
            value={text}
            rows={9}
            spellCheck={false}
            aria-invalid={refusals.length > 0}
            aria-describedby={`${id}-refusals`}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            className="w-full rounded-lg border border-line-strong bg-raised p-3 font-mono text-xs leading-relaxed"
          />
          <div id={`${id}-refusals`} role="status" className="space-y-1 text-sm text-bad">
            {refusals.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </div>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" tone="primary" aria-disabled={refusals.length > 0 || !schemas}>
            {t.fork.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
