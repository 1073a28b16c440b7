// Whether what is shown follows the log right now.
import { t } from '../i18n/texts.ts';
import { useLive } from '../api/live/LiveProvider.tsx';

const LOOK = {
  live: 'bg-good',
  connecting: 'bg-faint animate-breathe',
  reconnecting: 'bg-warn animate-breathe',
};

export function ConnectionBadge() {
  const { connection } = useLive();
  const hint = connection === 'live' ? t.common.connection.liveHint : t.common.connection.reconnectingHint;
  return (
    <p role="status" title={hint} className="flex items-center gap-2 text-[0.8125rem] text-soft">
      <span aria-hidden className={`size-2 rounded-full ${LOOK[connection]}`} />
      {t.common.connection[connection]}
    </p>
  );
}
