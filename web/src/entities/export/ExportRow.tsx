// One export: how far it is, how long it can be fetched, or why there is nothing to fetch.
import { CircleCheck, Clock, LoaderCircle, Undo2, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { DownloadLink } from '../../ui/DownloadLink.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { formatBytes } from '../media/format.ts';
import { isUnderWay, type AlbumExport, type ExportStatus } from './exports.ts';
import { TimeLeft } from './TimeLeft.tsx';

const LOOKS: Record<ExportStatus, { icon: LucideIcon; tone: Tone }> = {
  requested: { icon: LoaderCircle, tone: 'accent' },
  collected: { icon: LoaderCircle, tone: 'accent' },
  written: { icon: LoaderCircle, tone: 'accent' },
  completed: { icon: CircleCheck, tone: 'good' },
  discarded: { icon: Undo2, tone: 'warn' },
  expired: { icon: Clock, tone: 'neutral' },
};

export function ExportRow({ one }: { one: AlbumExport }) {
  const {
    id,
    status,
    album_id,
    album_name,
    done,
    total,
    missing,
    size,
    expires_at,
    reason,
    content_url,
    created_at,
  } = one;
  const { icon, tone } = LOOKS[status];
  const underWay = isUnderWay(one);
  return (
    <li className="space-y-2 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-40 flex-1">
          <p className="truncate text-sm font-semibold">
            <Link to={`/albums/${album_id}`} className="hover:underline">
              {album_name}
            </Link>
          </p>
          <p className="flex flex-wrap gap-x-2 text-xs text-faint">
            <TimeAgo at={created_at} />
            {total > 0 && <span>{t.exports.files(done, total)}</span>}
            {size !== null && <span>{formatBytes(size)}</span>}
            {missing > 0 && <span>{t.exports.missing(missing)}</span>}
            <Link to={`/events/stream/${id}`} className="font-medium text-accent hover:underline">
              {t.exports.events}
            </Link>
          </p>
        </div>
        {content_url && expires_at && (
          <span className="text-xs text-soft">
            <TimeLeft until={expires_at} />
          </span>
        )}
        <Chip tone={tone} icon={icon} spin={underWay}>
          {t.exports.statuses[status]}
        </Chip>
        {content_url && (
          <DownloadLink href={content_url} label={t.exports.downloadOne(album_name)}>
            {t.exports.download}
          </DownloadLink>
        )}
      </div>
      {underWay && <ProgressBar value={total > 0 ? done / total : 0} label={t.exports.progress(album_name)} />}
      {status === 'discarded' && reason && (
        <p className="text-[0.8125rem] break-words text-soft">{t.words.said(reason)}</p>
      )}
    </li>
  );
}
