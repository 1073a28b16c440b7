// How long a download lives, counting down.
import { t } from '../../i18n/texts.ts';
import { useNow } from '../../ui/useNow.ts';

export function TimeLeft({ until }: { until: string }) {
  const now = useNow(1000);
  const left = Math.max(0, Math.floor((Date.parse(until) - now) / 1000));
  if (left === 0) return t.exports.statuses.expired;
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
  return (
    <time dateTime={until} className="tabular-nums">
      {hours > 0 ? t.exports.hoursLeft(hours, minutes) : t.exports.minutesLeft(minutes, seconds)}
    </time>
  );
}
