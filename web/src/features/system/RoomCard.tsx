// How full the log's database is, and when it ends at today's rate. Only operators are shown it.
import { formatBytes } from '../../entities/media/format.ts';
import type { Capacity } from '../../entities/projection/projections.ts';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';

export function RoomCard({ room }: { room: Capacity }) {
  const says = t.system.room;
  const { bytes, limit_bytes, events_last_day, full, full_on, low } = room;
  const end = full ? says.full : full_on === null ? says.never : says.fullOn(full_on);
  return (
    <section className="space-y-3">
      <h2 className="text-base font-semibold">{says.title}</h2>
      <Card className="space-y-2 p-4 text-sm">
        <meter
          className="h-3 w-full"
          min={0}
          max={limit_bytes}
          high={limit_bytes * 0.8}
          value={bytes}
          aria-label={says.title}
        />
        <p>
          {says.of(formatBytes(bytes), formatBytes(limit_bytes))} · {says.rate(events_last_day.toLocaleString())}
        </p>
        <p className={full ? 'font-medium text-bad' : low ? 'font-medium text-warn' : 'text-soft'}>{end}</p>
      </Card>
    </section>
  );
}
