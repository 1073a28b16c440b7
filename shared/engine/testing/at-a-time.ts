// How many test files run side by side. Projects that run together must agree on it.
import { availableParallelism } from 'node:os';

/** Two also on two cores: a file waits now and then, and what a Worker does is done in another process. */
export const AT_A_TIME = Math.max(2, availableParallelism() - 1);
