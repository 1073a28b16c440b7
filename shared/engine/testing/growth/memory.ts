// How much of JavaScript's memory is in use once what is garbage is gone: what grows with a length shows here.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 1_000_000;
}

/** Notes the most that is in use while something long goes on, looked at now and then. */
export class Watermark {
  readonly #before = heapMb();
  #most = this.#before;
  #looks = 0;

  constructor(private readonly every = 500) {}

  look(): void {
    if (this.#looks++ % this.every === 0) this.#most = Math.max(this.#most, heapMb());
  }

  /** By so much it has grown at most, in MB. */
  get grown(): number {
    return Math.max(0, this.#most - this.#before);
  }
}

/** One line a person reads. */
export const say = (what: string, began: number, { grown }: Watermark): void =>
  void process.stdout.write(
    `${what}: ${((performance.now() - began) / 1_000).toFixed(1)} s, ${grown.toFixed(1)} MB more in use\n`,
  );
