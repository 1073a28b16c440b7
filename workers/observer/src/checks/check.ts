// What a check is given, and what it says. Positions name the events that show what does not hold.
import type { FieldDifference } from '#shared/mediahub/api/invariant';
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import type { Env } from '../env.ts';
import type { LogReplica } from '../LogReplica.ts';
import type { Metered } from '../metered.ts';

export interface CheckContext {
  env: Env;
  replica: LogReplica;
  /** Catches up with the log. */
  follow(): Metered<void>;
  now: number;
}

export interface Broken {
  /** In English; `code` and `params` say the same to programs. */
  text: string;
  code: string;
  params?: Record<string, string>;
  /** The id of what it is about. */
  about?: string;
  differences?: FieldDifference[];
  positions: number[];
}

export interface Finding {
  /** How many of them the pass under way, or the one that has just ended, has looked at. */
  checked: number;
  /** How many there are. */
  total: number;
  /** When the last whole pass began, in ms since 1970; null before the first one. */
  wholeSince: number | null;
  broken: Broken[];
}

export interface Check {
  id: string;
  title: string;
  /** The read model that this is about. */
  readModel?: ReadModelName;
  /** In parts where it asks others: it yields before each call. */
  find(context: CheckContext): Finding | Metered<Finding>;
}

/** Whether a time is so long past. One from the future is too: a clock has gone back since, and what is of that time would be looked at by no one until then. */
export const isPast = (time: number, now: number, ms: number): boolean => Math.abs(now - time) > ms;
