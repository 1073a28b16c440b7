// One subscription: its checkpoint against the head of the log, what keeps it, and the rebuild of its read model.
import { CircleCheck, RotateCw, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { ordinalOf } from '#shared/engine/event/epoch';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { Countdown } from '../../ui/Time.tsx';
import { useUser } from '../../entities/user/me.ts';
import { RebuildPanel } from './RebuildPanel.tsx';
import { readModelOf } from '../../entities/projection/rebuild.ts';

const LOOK: Record<SubscriptionStatus['state'], { tone: Tone; icon: LucideIcon; spin?: boolean }> = {
  running: { tone: 'good', icon: CircleCheck },
  retrying: { tone: 'warn', icon: RotateCw, spin: true },
};

export function SubscriptionCard({ subscription }: { subscription: SubscriptionStatus }) {
  const {
    name,
    checkpoint,
    head,
    lag,
    state,
    attempts,
    last_error,
    next_retry_at,
    parked,
    rebuild = null,
  } = subscription;
  const { operator } = useUser();
  const readModel = readModelOf(name);

  return (
    <Card className="h-full space-y-3 p-4">
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 text-sm">
          <span className="font-semibold">{name}</span> <span className="text-faint">{t.system.feeds[name]}</span>
        </h3>
        <Chip {...LOOK[state]}>{t.system.subscriptionStates[state]}</Chip>
      </div>
      <ProgressBar
        value={ordinalOf(head) === 0 ? 1 : ordinalOf(checkpoint) / ordinalOf(head)}
        label={`${name}: ${t.system.checkpoint}`}
        tone={lag === 0 ? 'good' : 'accent'}
      />
      <p className="flex justify-between gap-3 text-xs text-soft">
        <span>
          {t.system.checkpoint} <span className="font-mono text-ink tabular-nums">{checkpoint}</span>
        </span>
        <span>{lag === 0 ? t.system.upToDate : t.system.behind(lag)}</span>
      </p>
      {last_error && state !== 'running' && (
        <div className="rounded-xl bg-warn-soft px-3 py-2 text-xs">
          <p className="font-medium">
            {t.system.attempts(attempts)}
            {next_retry_at && (
              <>
                {' · '}
                {t.system.nextRetry} <Countdown at={next_retry_at} />
              </>
            )}
          </p>
          <p className="mt-0.5 break-words text-soft">{t.words.said(last_error)}</p>
        </div>
      )}
      {parked > 0 && (
        <p className="text-xs font-medium">
          {operator ? (
            <Link to="/parked" className="text-accent underline hover:no-underline">
              {t.system.parked(parked)}
            </Link>
          ) : (
            t.system.parked(parked)
          )}
        </p>
      )}
      {readModel && <RebuildPanel name={readModel} rebuild={rebuild} />}
    </Card>
  );
}
