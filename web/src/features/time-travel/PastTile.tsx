// A photo as it was then, with its state now. The picture appears only while its file exists: events are kept forever, files
// are not.
import { FileImage } from 'lucide-react';
import { Link } from 'react-router';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ClockDate } from '../../ui/Time.tsx';
import type { PastMedia } from './past.ts';

interface Props {
  media: PastMedia;
  /** As it is now; null when it is gone, undefined when that is not known. */
  now: PastMedia | null | undefined;
}

export function PastTile({ media: { id, user_id, filename, status, albums, uploaded_at }, now }: Props) {
  // An operator sees that other users have photos, but not the photos themselves.
  const own = useUser().id === user_id;
  return (
    <Link
      to={`/events/stream/${id}`}
      className="flex items-center gap-3 overflow-hidden rounded-xl border border-line bg-surface pr-4 shadow-card hover:shadow-float"
    >
      <span className="grid size-20 shrink-0 place-items-center bg-sunken text-faint">
        {now?.thumbnail && own ? (
          <img
            src={`/api/v1/media/${id}/thumbnail`}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-full object-cover"
          />
        ) : (
          <FileImage className="size-6" strokeWidth={1.5} aria-hidden />
        )}
      </span>
      <span className="min-w-0 flex-1 py-2 text-sm">
        <span className="block truncate font-medium">{filename}</span>
        <span className="block truncate text-xs text-faint">
          {[t.library.statuses[status] ?? status, ...albums.map(({ name }) => name)].join(' · ')}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-faint">
          <ClockDate at={uploaded_at} />
          <Since then={{ filename, status }} now={now} />
        </span>
      </span>
    </Link>
  );
}

function Since({
  then,
  now,
}: {
  then: Pick<PastMedia, 'filename' | 'status'>;
  now: PastMedia | null | undefined;
}) {
  if (now === null) return <Chip tone="bad">{t.timeTravel.gone}</Chip>;
  if (now && now.filename !== then.filename)
    return <Chip tone="accent">{t.timeTravel.nowCalled(now.filename)}</Chip>;
  if (now && now.status !== then.status)
    return <Chip tone="accent">{t.timeTravel.nowIs(t.library.statuses[now.status] ?? now.status)}</Chip>;
  return null;
}
