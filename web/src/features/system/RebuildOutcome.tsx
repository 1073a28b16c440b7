// A rebuild that is over: when, how long it took, its certificate, and for an operator what differed.
import { Copy } from 'lucide-react';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ClockTime, TimeAgo } from '../../ui/Time.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { useUser } from '../../entities/user/me.ts';
import { FirstDifference } from './FirstDifference.tsx';
import { foundBy } from '../../entities/projection/rebuild.ts';

const SHORT = 12;

export function RebuildOutcome({ rebuild }: { rebuild: RebuildStatus }) {
  const { operator } = useUser();
  const { started_at, finished_at, certificate, state } = rebuild;
  const seconds = finished_at === null ? 0 : (Date.parse(finished_at) - Date.parse(started_at)) / 1000;
  const found = foundBy(rebuild, operator);
  const shown = state === 'completed' ? certificate : null;
  return (
    <>
      <div className="-mt-1.5 flex flex-wrap items-center gap-x-5 gap-y-1 pl-6 text-xs text-soft">
        {finished_at !== null && (
          <p>
            <ClockTime at={finished_at} /> (<TimeAgo at={finished_at} />)
            <span className="text-faint"> · {t.system.rebuild.took(seconds.toFixed(1))}</span>
          </p>
        )}
        {shown && <Digest rows={shown.rows} digest={shown.digest} />}
      </div>
      {found && <FirstDifference difference={found} event={found.event} />}
    </>
  );
}

function Digest({ rows, digest }: { rows: number; digest: string }) {
  const toast = useToast();
  const copy = useCopy();
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      {t.system.rebuild.rows(rows)}
      <span className="text-faint" aria-hidden>
        ·
      </span>
      <span title={t.system.rebuild.digest}>SHA-256</span>
      <code className="font-mono text-ink" title={digest}>
        {digest.slice(0, SHORT)}…
      </code>
      <IconButton
        icon={Copy}
        label={t.system.rebuild.copyDigest}
        className="-my-1.5 -ml-1"
        onClick={() => void copy(digest, undefined, () => toast(digest))}
      />
    </p>
  );
}
