// What the colours mean, and how many messages of each kind have passed since the map was opened: with reduced motion
// this and the list below are the map's movement.
import { t } from '../../i18n/texts.ts';
import { useNow } from '../../ui/useNow.ts';
import type { Counters, Traffic } from './useTraffic.ts';

const DOTS: Record<keyof Counters, string> = {
  events: 'rounded-full bg-media',
  commands: 'rounded-xs bg-accent',
  answers: 'rounded-xs bg-good',
  lost: 'rounded-xs border-2 border-bad',
  refused: 'rounded-full border-2 border-warn',
};

export function Legend({ counters, traffic }: { counters: Counters; traffic: Traffic }) {
  // Looked at again each second: the last second's messages are another number then.
  useNow(1000);
  const skipped = traffic.skipped();
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-1.5 border-t border-line pt-3 text-xs text-soft">
      <span className="text-faint">{t.map.sinceOpened}</span>
      {(Object.keys(DOTS) as (keyof Counters)[]).map((name) => (
        <span key={name} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`size-2.5 ${DOTS[name]}`} />
          {t.map.counters[name]}
          <span className="min-w-4 font-mono text-ink tabular-nums">{counters[name]}</span>
        </span>
      ))}
      <span role="status" className="ml-auto text-warn">
        {skipped > 0 && t.map.sampled(skipped)}
      </span>
    </div>
  );
}
