// Time limits of tests. A limit only ends what hangs, so it grows with the load of the machine that the tests begin on: a test
// that is green alone is green beside others, and no test is about how quick it was.
import { availableParallelism, loadavg } from 'node:os';

/** Also a quiet machine fills up as soon as the tests run side by side. */
const LEAST = 3;
const MOST = 12;

/**
 * @param quiet_ms what it takes on a quiet machine, at most
 * @param load how many want a processor, for each that there is
 */
export const timeLimit = (quiet_ms: number, load = (loadavg()[0] ?? 0) / availableParallelism()): number =>
  Math.round(quiet_ms * Math.min(MOST, Math.max(LEAST, 2 + load)));
