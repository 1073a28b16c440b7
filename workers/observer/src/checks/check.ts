// What a check is given, and what it says. Positions name the events that show what does not hold.
import type { Env } from '../env.ts';
import type { Notes } from '../Notes.ts';

export interface World {
  env: Env;
  notes: Notes;
  /** Catches up with the log. */
  follow(): Promise<void>;
  now: number;
}

export interface Finding {
  checked: number;
  broken: { text: string; positions: number[] }[];
  /** Why it could not be checked. */
  problem?: string;
}

export interface Check {
  id: string;
  title: string;
  find(world: World): Promise<Finding>;
}
