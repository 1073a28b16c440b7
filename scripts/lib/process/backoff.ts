// Time between the starts of something that keeps dying.
const CAP_MS = 10_000;

/** The first start after a life that got somewhere is at once, the next ones wait longer and longer. */
export const pauseBefore = (failures: number): number =>
  failures === 0 ? 0 : Math.min(250 * 2 ** (failures - 1), CAP_MS);
