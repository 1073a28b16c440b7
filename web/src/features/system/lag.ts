// The lag of a subscription as a line. Pure.
import type { Sample } from '../../entities/flow/flow.ts';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';

/** From the first look to the last, and the largest lag in between. */
export function spanOf(samples: readonly Sample[]): { from: number; ms: number; most: number } {
  const from = samples[0]?.at ?? 0;
  const lags = samples.flatMap(({ lag }) => Object.values(lag));
  return { from, ms: Math.max(0, (samples.at(-1)?.at ?? from) - from), most: Math.max(0, ...lags) };
}

/** Time to the right, lag upwards; a lag of zero is the lower edge at every scale. */
export function curveOf(
  samples: readonly Sample[],
  name: SubscriptionName,
  width: number,
  height: number,
): string {
  const { from, ms, most } = spanOf(samples);
  const y = (lag: number) => height - 2 - ((height - 8) * lag) / Math.max(4, most);
  return samples
    .map(({ at, lag }, n) => {
      const x = ms === 0 ? 0 : (width * (at - from)) / ms;
      return `${n === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y(lag[name] ?? 0).toFixed(1)}`;
    })
    .join('');
}
