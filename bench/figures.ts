// What is reported of many tries.
export interface Measured {
  /** Milliseconds of each try. */
  each: number[];
  /** Milliseconds a try, each time over ten tries: the clock inside workerd ticks in milliseconds. */
  turns?: number[];
  /** Milliseconds of all of them together. */
  total_ms: number;
}

const sorted = (each: readonly number[]): number[] => [...each].sort((a, b) => a - b);

/** `q` = 0.5 is the median. */
export const quantile = (each: readonly number[], q: number): number =>
  sorted(each)[Math.min(each.length - 1, Math.floor(each.length * q))] ?? 0;

/** The mean of the middle four fifths, by turns where there are any. */
export function middle({ each, turns = [] }: Pick<Measured, 'each' | 'turns'>): number {
  const all = sorted(turns.length > 0 ? turns : each);
  const kept = all.slice(Math.floor(all.length * 0.1), Math.ceil(all.length * 0.9));
  return kept.reduce((sum, one) => sum + one, 0) / kept.length;
}

export const perSecond = ({ each, total_ms }: Pick<Measured, 'each' | 'total_ms'>): number =>
  (each.length / total_ms) * 1000;

/** How many times as long, as the table shows it. */
export const times = (long: Measured, short: Measured): string => `${(middle(long) / middle(short)).toFixed(2)}×`;
