// How many calls of other Workers one alarm of a saga may lead to. Cloudflare lets a request make 32 by service bindings, with all that
// its callees make, and an alarm is a request: steps that follow each other at once, or are asked again, would add up in it.
import type { Step } from './definition.ts';

const MOST_CALLS = 32;
/** The command of a step with all that its participant calls, unless the step declares it. */
const STEP_CALLS = 8;

/** Those of one alarm. */
export class AlarmCalls {
  #made = 0;

  /** @returns false when the command of this step is the next alarm's. The first one of an alarm always goes out */
  take({ calls = STEP_CALLS }: Pick<Step, 'calls'>): boolean {
    if (this.#made > 0 && this.#made + calls > MOST_CALLS) return false;
    this.#made += calls;
    return true;
  }
}
