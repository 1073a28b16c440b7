// Rebuilding a read model while it is in use (blue/green): what the event store asks of the read model's owner, and what
// everyone sees of it. How it works: docs/rebuild.md.
import type { LoggedEvent } from '../event/envelope.ts';
import type { ConsumerPort, Delivery } from './consumer.ts';

export type Row = Record<string, string | number | null>;
export type Key = (string | number)[];

/** The generation that is being built. */
export interface Green {
  generation: number | null;
  /** How far of the log it is filled. */
  position: number;
  /** Every delivery goes to both generations from now on. */
  following: boolean;
  /** Deliveries go to green alone, from position 0 on, until it is shown. */
  startsOver?: boolean;
  /** The read model's own checkpoint: green is never filled beyond it. */
  checkpoint: number;
  /** The generation that readers see. */
  shown: number;
}

export interface Difference {
  table: string;
  key: Key;
  /** The row that was shown, and the row that the log gives; null where there is none. */
  blue: Row | null;
  green: Row | null;
}

/** How far the comparison has come, and what it has found. The next call starts from it. */
export interface Compared {
  table: number;
  after: Key | null;
  rows: number;
  differing: number;
  /** SHA-256 over all rows of green so far, chained page by page. */
  digest: string;
  first: Difference | null;
  /** Events of the log that neither generation has: they are parked, or were given up. As of the last page. */
  left_out?: number;
  done: boolean;
}

export const NOTHING_COMPARED: Compared = {
  table: 0,
  after: null,
  rows: 0,
  differing: 0,
  digest: '',
  first: null,
  done: false,
};

/** Each of these may be asked again after a lost answer. */
export interface RebuildSteps {
  /** Begins a new generation, or finds the one that was begun. */
  begin(): Promise<Green>;
  /** Applies the next page of the log to green. Answers how far green is filled: continue from there. */
  fill(generation: number, page: Delivery): Promise<Green>;
  /** Compares the next key range of both generations. */
  compare(generation: number, from: Compared): Promise<Compared>;
  /** Of these events, in order: the position of the one with which green's row came to differ from blue's. */
  trace(difference: Difference, events: Delivery['events']): Promise<number | null>;
  /** From now on readers see green. @throws when this generation is neither following nor shown. */
  cutOver(generation: number): Promise<void>;
  /** Gives green up, unless it is shown already. Answers the generation that is shown. */
  abandon(): Promise<number>;
  /** After a restore of the log: drops its checkpoint and rows, and begins a new generation from position 0. */
  startOver(): Promise<Green>;
  standing(): Promise<Green>;
  /** Deletes a bounded number of rows that no reader sees. Answers whether there are more. */
  sweep(): Promise<boolean>;
}

/** A consumer whose read model can be rebuilt. */
export interface ReadModelPort extends ConsumerPort {
  rebuild<Step extends keyof RebuildSteps>(
    step: Step,
    ...args: Parameters<RebuildSteps[Step]>
  ): ReturnType<RebuildSteps[Step]>;
}

/** The event that made a row: its position in the log, and its version in its aggregate's stream. */
export type MadeBy = Pick<LoggedEvent, 'id' | 'event_type' | 'position' | 'aggregate_id' | 'version'>;

/** What a rebuild found out about the rows that were shown until then. */
export interface Certificate {
  /** Row by row the same as rebuilt from zero. */
  equal: boolean;
  rows: number;
  differing_rows: number;
  /** SHA-256 of the rebuilt rows. */
  digest: string;
  /** Events of the log that the rebuilt rows lack as well: parked, or given up. Absent in certificates of older versions. */
  left_out?: number | undefined;
  first_difference: (Difference & { event: MadeBy | null }) | null;
}

export type RebuildPhase = 'filling' | 'comparing' | 'cutting_over' | 'cleaning';

/** The last rebuild of a read model. */
export interface RebuildStatus {
  state: 'running' | 'completed' | 'aborted';
  /** Null once it is over. */
  phase: RebuildPhase | null;
  /** How far of the log green is filled, and where the log ended when that was last looked at. */
  position: number;
  head: number;
  /** While it was filled. */
  events_per_second: number;
  started_at: string;
  finished_at: string | null;
  /** Why the last step has to be tried again. */
  last_error: string | null;
  certificate: Certificate | null;
}
