// What is told of many tries.
/** @typedef {{ each: number[], total_ms: number }} Measured milliseconds of each try, and of all of them together */

const sorted = (/** @type {number[]} */ each) => [...each].sort((a, b) => a - b);

/**
 * @param {number[]} each
 * @param {number} q 0.5 is the median
 */
export const quantile = (each, q) => sorted(each)[Math.min(each.length - 1, Math.floor(each.length * q))] ?? 0;

/**
 * The mean of the middle four fifths: the clock inside workerd ticks in milliseconds, so curves are compared by means.
 * @param {Measured} measured
 */
export const middle = ({ each }) => {
  const kept = sorted(each).slice(Math.floor(each.length * 0.1), Math.ceil(each.length * 0.9));
  return kept.reduce((sum, one) => sum + one, 0) / kept.length;
};

/** @param {Measured} measured */
export const perSecond = ({ each, total_ms }) => (each.length / total_ms) * 1000;

/**
 * How many times as long, as it stands in the table.
 * @param {Measured} long
 * @param {Measured} short
 */
export const times = (long, short) => `${(middle(long) / middle(short)).toFixed(2)}×`;
