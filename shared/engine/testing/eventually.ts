// Waiting for something visible, with a deadline: tests never sleep for a guessed time.
import { timeLimit } from './time-limit.ts';

/**
 * Tries `check` until it neither throws nor answers undefined, and gives back its answer.
 * @throws the last error of `check` when `deadlineMs` have passed
 */
export async function eventually<T>(
  check: () => Promise<T | undefined> | T | undefined,
  deadlineMs = timeLimit(20_000),
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      const answer = await check();
      if (answer !== undefined) return answer;
      if (Date.now() > deadline) throw new Error(`nothing after ${deadlineMs} ms: ${String(check)}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
