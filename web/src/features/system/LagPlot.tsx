// The lag of every subscription over the minutes in which a page was open: one line each, with its own colour and dashes, and
// the numbers below.
import type { Sample } from '../../entities/flow/flow.ts';
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/mediahub/subscriptions';
import { t } from '../../i18n/texts.ts';
import { curveOf, spanOf } from './lag.ts';

const LOOKS = [
  { stroke: 'stroke-media', dash: '', dot: 'bg-media' },
  { stroke: 'stroke-album', dash: '6 3', dot: 'bg-album' },
  { stroke: 'stroke-notification', dash: '2 3', dot: 'bg-notification' },
  { stroke: 'stroke-user', dash: '8 3 2 3', dot: 'bg-user' },
  { stroke: 'stroke-warn', dash: '4 2', dot: 'bg-warn' },
];
const PLAIN = { stroke: 'stroke-line-strong', dash: '1 3', dot: 'bg-faint' };
const lookOf = (name: SubscriptionName) => LOOKS[SUBSCRIPTIONS.indexOf(name)] ?? PLAIN;

const WIDTH = 600;
const HEIGHT = 96;

export function LagPlot({ samples }: { samples: readonly Sample[] }) {
  const span = spanOf(samples);
  if (samples.length < 2) return <p className="text-xs text-faint">{t.system.flow.plotLater}</p>;
  return (
    <figure className="space-y-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.system.flow.plot(span.most, Math.round(span.ms / 1000))}
        className="h-24 w-full rounded-lg bg-sunken/60"
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} className="stroke-line-strong" />
        {SUBSCRIPTIONS.map((name) => (
          <path
            key={name}
            d={curveOf(samples, name, WIDTH, HEIGHT)}
            fill="none"
            strokeWidth={2}
            strokeDasharray={lookOf(name).dash}
            vectorEffect="non-scaling-stroke"
            className={lookOf(name).stroke}
          />
        ))}
      </svg>
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft tabular-nums">
        <span className="text-faint">{t.system.flow.plot(span.most, Math.round(span.ms / 1000))}</span>
        {SUBSCRIPTIONS.map((name) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`h-0.5 w-4 ${lookOf(name).dot}`} />
            {name} {samples.at(-1)?.lag[name] ?? 0}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
