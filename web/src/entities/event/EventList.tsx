// Events as a list; each opens to its payload and metadata. The names that their sentences need are looked up together.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { EventRow } from './EventRow.tsx';
import { NamesContext, useNamesOf } from './names.ts';

interface Props {
  events: readonly LoggedEvent[];
}

export function EventList({ events }: Props) {
  const names = useNamesOf(events);
  return (
    <NamesContext value={names}>
      <ol className="@container divide-y divide-line">
        {events.map((event) => (
          <EventRow key={event.position} event={event} />
        ))}
      </ol>
    </NamesContext>
  );
}
