// What is counted of an invocation: the words that the Workers and the test share.

export interface Counts {
  /** Calls of other Workers, by a service binding. */
  services: number;
  /** Calls of Durable Objects. */
  objects: number;
  /** Statements that D1 was given, and the rows that they read and wrote. */
  queries: number;
  d1_read: number;
  d1_written: number;
  /** Rows of Durable Objects; an alarm that is set is one. */
  rows_read: number;
  rows_written: number;
  /** Operations of R2, by the class that they are charged as. */
  r2_a: number;
  r2_b: number;
}

export const NOTHING: Readonly<Counts> = {
  services: 0,
  objects: 0,
  queries: 0,
  d1_read: 0,
  d1_written: 0,
  rows_read: 0,
  rows_written: 0,
  r2_a: 0,
  r2_b: 0,
};

export const add = (a: Counts, b: Partial<Counts>): Counts => {
  const sum = { ...a };
  for (const [what, by] of Object.entries(b)) sum[what as keyof Counts] += by;
  return sum;
};

/** What a line of a Worker's output begins with that says what an invocation came to. */
export const COUNTED = '#counted ';

/** What a line begins with that says only which invocation has begun. */
export const BEGUN = '#begun ';

/** A line: all of an invocation at its end, or what it did afterwards. */
export interface Said {
  at: string;
  id: string;
  root: string;
  /** The invocation that a chain of calls by service bindings began with; a call of a Durable Object begins another. */
  chain: string;
  ended: boolean;
  counts: Partial<Counts>;
}
