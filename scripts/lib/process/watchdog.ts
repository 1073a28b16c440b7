// Busy is not dead (invariant R9). A watchdog that counts the seconds of silence kills a working system, and the restart adds
// work. This one asks a question that costs next to nothing. While no answer comes, it looks at the CPU time of the process: one
// that computes is busy, one that neither answers nor computes hangs, one that does not exist is gone.
import type { Usage } from './usage.ts';

export type Verdict = 'well' | 'busy' | 'hung' | 'gone';

export interface Limits {
  /** Looks in a row without an answer and without work: then it hangs. Looks, not seconds: none is taken while the machine sleeps. */
  idle_looks: number;
  /** CPU time without an answer after which a process counts as hung: it is in an endless loop. */
  spin_cpu_ms: number;
}

export const LIMITS: Limits = { idle_looks: 10, spin_cpu_ms: 180_000 };

/** Less CPU time between two looks is the noise of a process that waits. */
const WORK_MS = 20;

/** Judges look after look. Another process than at the last look is judged again. */
export function watchdog(limits: Limits = LIMITS): (answered: boolean, usage: Usage | null) => Verdict {
  let pid = 0;
  let idle = 0;
  let cpuAtAnswer = 0;
  let cpuAtLook = 0;
  return (answered, usage) => {
    if (!usage) return 'gone';
    const same = usage.pid === pid;
    const worked = !same || usage.cpu_ms - cpuAtLook >= WORK_MS;
    cpuAtLook = usage.cpu_ms;
    pid = usage.pid;
    if (answered || !same) cpuAtAnswer = usage.cpu_ms;
    idle = answered || worked ? 0 : idle + 1;
    if (answered) return 'well';
    return idle >= limits.idle_looks || usage.cpu_ms - cpuAtAnswer >= limits.spin_cpu_ms ? 'hung' : 'busy';
  };
}

const LOOK_MS = 1_000;
/** A question that has been open for longer, or to another process, is asked again. */
const ASK_AGAIN_MS = 15_000;

export interface Watched {
  /** Resolves with an answer; rejects, also at the signal, without one. */
  ask(signal: AbortSignal): Promise<unknown>;
  usage(): Usage | null;
  limits?: Limits;
}

/**
 * Looks once a second and says what it saw, until the signal. One question is open at a time, however long the answer takes.
 */
export function watch(
  { ask, usage, limits = LIMITS }: Watched,
  see: (verdict: Verdict) => void,
  stopped: AbortSignal,
): void {
  const judge = watchdog(limits);
  let open: { since: number; pid: number | undefined } | null = null;
  let answered = false;
  const timer = setInterval(() => {
    const used = usage();
    if (!open || open.pid !== used?.pid || performance.now() - open.since > ASK_AGAIN_MS) {
      const mine = { since: performance.now(), pid: used?.pid };
      open = mine;
      const over = (well: boolean) => {
        if (open !== mine) return;
        answered = well;
        open = null;
      };
      ask(AbortSignal.any([stopped, AbortSignal.timeout(ASK_AGAIN_MS)])).then(
        () => over(true),
        () => over(false),
      );
    }
    see(judge(answered, used));
    answered = false;
  }, LOOK_MS);
  stopped.addEventListener('abort', () => clearInterval(timer));
}
