// The process in which everything runs, and its death: calls that were under way never come back, whatever they had
// done by then; only what is stored remains. Faults wait at the seams for the next one who passes.
import type { Seam, Step } from './plan.ts';

type Fault = Extract<Step, { do: 'fault' }>;

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export class Process {
  /** How often it has died. */
  life = 0;
  #faults: Fault[] = [];
  #died: () => void = () => undefined;
  /** Resolves when this life ends. */
  death = new Promise<void>((resolve) => (this.#died = resolve));

  constructor(private readonly restart: () => void) {}

  fault(fault: Fault): void {
    this.#faults.push(fault);
  }

  heal(): void {
    this.#faults = [];
  }

  die(): void {
    this.life++;
    this.restart();
    const died = this.#died;
    this.death = new Promise((resolve) => (this.#died = resolve));
    died();
  }

  /** Runs `effect` at a seam: with the fault that waits there, and never beyond the end of the life it began in. */
  async at<T>(seam: Seam, effect: () => Promise<T> | T): Promise<T> {
    const life = this.life;
    const nth = this.#faults.findIndex((f) => f.at === seam);
    const [fault] = nth < 0 ? [] : this.#faults.splice(nth, 1);
    await Promise.resolve();
    if (life !== this.life) return never();
    if (fault?.kind === 'error') throw new Error(`${seam} fails`);
    if (fault?.kind === 'die_before') {
      this.die();
      return never();
    }
    const result = await effect();
    if (life !== this.life) return never();
    if (fault?.kind === 'die_after') {
      this.die();
      return never();
    }
    if (fault?.kind === 'lost') throw new Error(`the answer of ${seam} is lost`);
    return result;
  }

  /** Ends with the work, or with this life. */
  async survive(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.death]);
  }
}
