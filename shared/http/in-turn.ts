// Admission at the edge of a service: a request that finds too many before it is asked to retry.
import { TooManyWait, type Turns } from '#shared/engine/runtime/turns';
import { Problem } from './problem.ts';

/** Calls `work` when it is this user's turn. @throws Problem busy, before anything of it has begun */
export const inTurn = <T>(turns: Turns, user: string, work: () => Promise<T>): Promise<T> =>
  turns.run(user, work).catch((error: unknown) => {
    if (!(error instanceof TooManyWait)) throw error;
    throw new Problem('busy', error.message);
  });
