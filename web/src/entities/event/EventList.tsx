// Events as a list; each opens to its payload and metadata.
import type { LoggedEvent } from '#shared/engine/envelope';
import { EventRow } from './EventRow.tsx';

interface Props {
  events: readonly LoggedEvent[];
}

export function EventList({ events }: Props) {
  return (
    <ol className="@container divide-y divide-line">
      {events.map((event) => (
        <EventRow key={event.position} event={event} />
      ))}
    </ol>
  );
}
