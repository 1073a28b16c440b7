// What a million of a command costs, from what one of them was measured to do.
import { CHARGED, PRICES, type Charged } from './prices.ts';

/** Counted at the ports for one command, with all that follows it until nothing goes on any more: an average, so no whole numbers. */
export interface CommandCounts extends Record<Charged, number> {
  /** Calls of other Workers, which cost nothing by themselves. */
  services: number;
}

/** In US dollars. Neither CPU time nor the time that Durable Objects are awake, which cannot be measured here, nor what is stored. */
export const costOfAMillion = (counts: CommandCounts): number =>
  CHARGED.reduce((sum, what) => sum + counts[what] * PRICES[what], 0);
