// The events that the fork covers, each with what becomes of it; a chosen one can be made to go another way.
import { useState } from 'react';
import type { Change } from '../../../entities/event/fork-link.ts';
import { t } from '../../../i18n/texts.ts';
import { Card } from '../../../ui/Card.tsx';
import { EventDialog } from './EventDialog.tsx';
import { ForkEventRow } from './ForkEventRow.tsx';
import type { ForkedEvent } from './replay.ts';
import type { Replayed } from './useFork.ts';

interface Props {
  replayed: Replayed;
  changes: readonly Change[];
  onChange: (position: number, changes: readonly Change[]) => void;
}

export function ForkEvents({ replayed: { log, events, comparison }, changes, onChange }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [editing, setEditing] = useState<{ forked: ForkedEvent; kind: 'change' | 'add' } | null>(null);
  const of = (position: number) => changes.filter((change) => change.position === position);

  return (
    <Card className="min-w-0 overflow-hidden">
      <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">
        {t.fork.events} <span className="font-normal text-faint">{t.fork.eventsHint}</span>
      </h2>
      {log.length === 0 && <p className="p-4 text-sm text-soft">{t.fork.noEvents}</p>}
      <ol className="max-h-[32rem] divide-y divide-line overflow-y-auto">
        {log.map((forked) => {
          const { position, id } = forked.event;
          return (
            <ForkEventRow
              key={id}
              forked={forked}
              orphan={comparison?.orphans.has(position) ?? false}
              open={chosen === id}
              differs={of(position).length > 0}
              onOpen={() => setChosen(chosen === id ? null : id)}
              onLeaveOut={(effects) => onChange(position, [{ kind: 'leave_out', position, effects }])}
              onEdit={(kind) => setEditing({ forked, kind })}
              onUndo={() => onChange(position, [])}
            />
          );
        })}
      </ol>
      {editing && (
        <EventDialog
          kind={editing.kind}
          event={editing.forked.event}
          events={events}
          onClose={() => setEditing(null)}
          onDone={(change) => {
            const others = of(change.position).filter((one) => one.kind === 'add' || change.kind === 'add');
            onChange(change.position, [...others, change]);
            setEditing(null);
          }}
        />
      )}
    </Card>
  );
}
