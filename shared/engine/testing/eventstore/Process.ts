// The process in which everything runs, and its death: calls under way never return, even if they had their effect. Only what
// is stored remains, and what was sent may still arrive. A fault waits at its seam for the next call there.
import type { Seam, Step } from './plan.ts';

type Fault = Extract<Step, { do: 'fault' }>;
type Effect<T = unknown> = () => Promise<T> | T;
/** Effects that a fault holds up. All of them arrive `fault.after` calls after the fault has ended. */
type Late = { fault: Fault; effect: Effect };

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export class Process {
  /** How often it has died. */
  life = 0;
  #faults: Fault[] = [];
  #late: Late[] = [];
  /** Where something has come late. */
  readonly arrived = new Set<Seam>();
  #died: () => void = () => undefined;
  /** Resolves when this life ends. */
  death = new Promise<void>((resolve) => (this.#died = resolve));

  constructor(private readonly restart: () => void) {}

  /** Whether no fault waits any more, and nothing is late. */
  get quiet(): boolean {
    return this.#faults.length === 0 && this.#late.length === 0;
  }

  fault(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  /** No more faults. What is late comes all the same. */
  heal(): void {
    for (const fault of this.#faults) fault.times = 0;
    this.#faults = [];
  }

  die(): void {
    this.life++;
    this.restart();
    const died = this.#died;
    this.death = new Promise((resolve) => (this.#died = resolve));
    died();
  }

  /**
   * Runs `effect` at a seam: with the fault that waits there, and never beyond the end of the life it began in.
   * @param overtaking what may get there before it
   */
  async at<T>(seam: Seam, effect: Effect<T>, overtaking?: Effect): Promise<T> {
    const { life } = this;
    const ended = new Set(this.#late.map((late) => late.fault).filter(({ times }) => times === 0));
    for (const one of ended) one.after--;
    const fault = this.#next(seam);
    await Promise.resolve();
    await this.#arrive(this.#late.filter((late) => ended.has(late.fault) && late.fault.after <= 0));
    if (life !== this.life) return never();
    if (fault?.kind === 'error') throw new Error(`${seam} fails`);
    if (fault?.kind === 'late') {
      this.#late.push({ fault, effect });
      throw new Error(`${seam} does not answer in time`);
    }
    if (fault?.kind === 'die_before') {
      this.die();
      return never();
    }
    if (fault?.kind === 'overtaken') await Promise.resolve(overtaking?.()).catch(() => undefined);
    const result = await effect();
    if (life !== this.life) return never();
    if (fault?.kind === 'die_after') {
      this.die();
      return never();
    }
    if (fault?.kind === 'lost') throw new Error(`the answer of ${seam} is lost`);
    return result;
  }

  /** Lets everything that is late arrive now. */
  arriveAll(): Promise<void> {
    return this.#arrive(this.#late);
  }

  /** Ends with the work, or with this life. */
  async survive(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.death]);
  }

  #next(seam: Seam): Fault | undefined {
    const fault = this.#faults.find((f) => f.at === seam);
    if (fault && --fault.times === 0) this.#faults = this.#faults.filter((f) => f !== fault);
    return fault;
  }

  /** Late effects are not awaited, as one may itself wait for the call that is here. Each first gets as far as it can. */
  async #arrive(due: Late[]): Promise<void> {
    if (due.length === 0) return;
    this.#late = this.#late.filter((late) => !due.includes(late));
    for (const { fault, effect } of due) {
      this.arrived.add(fault.at);
      void Promise.resolve()
        .then(effect)
        .catch(() => undefined);
      await new Promise(setImmediate);
    }
  }
}
