// Another history: choose events, leave them out, change or add some, and see what the same reducers make of it. The whole
// fork is in the address, so that it can be handed on.
import { RotateCcw } from 'lucide-react';
import { useLocation, useNavigate } from 'react-router';
import { forkIn, forkLink, MOST_CHANGES, type Change, type Fork } from '../../../entities/event/fork-link.ts';
import { NamesContext, useNamesOf } from '../../../entities/event/names.ts';
import { t } from '../../../i18n/texts.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Explainer } from '../../../ui/Explainer.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Skeletons } from '../../../ui/Skeleton.tsx';
import { TimeSlider } from '../../../ui/TimeSlider.tsx';
import { CopyForkLink } from './CopyForkLink.tsx';
import { ForkEvents } from './ForkEvents.tsx';
import { ForkOutcome } from './ForkOutcome.tsx';
import { useFork } from './useFork.ts';
import { useNewest } from './window.ts';
import { BackLink } from '../../../ui/BackLink.tsx';

export function ForkPage() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const newest = useNewest();
  const linked = forkIn(hash);
  const fork: Fork | null =
    linked ?? (newest.data ? { from: Math.max(1, newest.data.from), stream: null, changes: [] } : null);
  const { replayed, error, retry } = useFork(fork);
  const names = useNamesOf(replayed?.events ?? []);
  const head = Math.max(newest.data?.head ?? 1, fork?.from ?? 1);
  const last = replayed?.events.at(-1)?.position ?? 0;

  const go = (next: Fork) => void navigate(forkLink(next), { replace: true });
  const change = (position: number, changes: readonly Change[]) => {
    if (!fork) return;
    const others = fork.changes.filter((one) => one.position !== position);
    const next = [...others, ...changes];
    // A full fork says so beside its outcome.
    if (next.length <= MOST_CHANGES) go({ ...fork, changes: next });
  };
  const says = fork && [
    fork.stream === null ? t.fork.ofLog : t.fork.ofStream,
    ...(replayed ? [t.fork.covers(replayed.events.length)] : []),
    ...(replayed && !replayed.complete ? [t.fork.upTo(last)] : []),
  ];

  return (
    <>
      <BackLink to="/events">{t.events.back}</BackLink>
      <PageHead title={t.fork.title} lead={says?.join(' ')} />
      <Explainer {...t.fork.explain} />
      {hash !== '' && !linked && <p role="alert">{t.fork.notALink}</p>}
      {(newest.error ?? error) && <ErrorNote error={newest.error ?? error ?? new Error()} onRetry={retry} />}
      {!replayed && !error && <Skeletons count={3} className="h-16" />}
      {fork && replayed && (
        <>
          {fork.stream === null && (
            <TimeSlider
              label={t.fork.from}
              value={fork.from}
              min={1}
              max={head}
              says={t.fork.fromOf(fork.from, head)}
              onChange={(from) => go({ ...fork, from })}
            />
          )}
          <div className="flex flex-wrap items-center gap-2">
            <CopyForkLink fork={fork} />
            {fork.stream !== null && (
              <Button small tone="quiet" onClick={() => go({ ...fork, stream: null })}>
                {t.fork.wholeLog}
              </Button>
            )}
            {fork.changes.length > 0 && (
              <Button small tone="quiet" icon={RotateCcw} onClick={() => go({ ...fork, changes: [] })}>
                {t.fork.startOver}
              </Button>
            )}
          </div>
          <NamesContext value={names}>
            <div className="@container">
              <div className="grid items-start gap-4 @4xl:grid-cols-[2fr_3fr]">
                <ForkEvents replayed={replayed} changes={fork.changes} onChange={change} />
                <ForkOutcome replayed={replayed} full={fork.changes.length >= MOST_CHANGES} />
              </div>
            </div>
          </NamesContext>
        </>
      )}
    </>
  );
}
