// When an invariant held and when it did not, as a strip from the first check that is remembered until the last one.
import type { Invariant, InvariantState } from '#shared/mediahub/api/invariant';
import { language, t } from '../../i18n/texts.ts';

const COLOURS: Record<InvariantState, string> = {
  green: 'bg-good/70',
  red: 'bg-bad',
  looking: 'bg-accent/50',
  unknown: 'bg-warn',
};

interface Props {
  history: Invariant['history'];
  until: string | null;
}

export function StateTimeline({ history, until }: Props) {
  const [first] = history;
  // A strip of one colour says nothing that the word above does not.
  if (!first || !until || history.length < 2) return null;
  const end = Date.parse(until);
  const start = Date.parse(first.at);
  const whole = Math.max(1, end - start);
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  const broken = history.filter(({ state }) => state === 'red').length;
  return (
    <figure className="pt-1">
      <div
        role="img"
        aria-label={t.invariants.timeline(broken, clock.format(start))}
        className="flex h-2 gap-px overflow-hidden rounded-full"
      >
        {history.map(({ at, state }, n) => {
          const from = Date.parse(at);
          const to = Date.parse(history[n + 1]?.at ?? until);
          return (
            <span
              key={at}
              title={`${t.invariants.states[state]}: ${clock.format(from)} – ${clock.format(to)}`}
              // However short it was, it is seen.
              style={{ flexGrow: Math.max(0.02, (to - from) / whole) }}
              className={`min-w-1 ${COLOURS[state]}`}
            />
          );
        })}
      </div>
      <figcaption className="mt-1 text-[0.6875rem] text-faint tabular-nums">
        {t.invariants.timeline(broken, clock.format(start))}
      </figcaption>
    </figure>
  );
}
