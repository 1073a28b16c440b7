// What is told of many tries.
/**
 * @typedef {object} Measured
 * @property {number[]} each milliseconds of each try
 * @property {number[]} [turns] milliseconds a try, each time over ten tries
 * @property {number} total_ms of all of them together
 */

const sorted = (/** @type {number[]} */ each) => [...each].sort((a, b) => a - b);

/**
 * @param {number[]} each
 * @param {number} q 0.5 is the median
 */
export const quantile = (each, q) => sorted(each)[Math.min(each.length - 1, Math.floor(each.length * q))] ?? 0;

/**
 * The mean of the middle four fifths, by turns where there are any: the clock inside workerd ticks in milliseconds.
 * @param {Pick<Measured, 'each' | 'turns'>} measured
 */
export const middle = ({ each, turns = [] }) => {
  const all = sorted(turns.length > 0 ? turns : each);
  const kept = all.slice(Math.floor(all.length * 0.1), Math.ceil(all.length * 0.9));
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
