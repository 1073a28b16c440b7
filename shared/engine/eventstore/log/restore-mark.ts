/** An event that the log has held: if it no longer does, the log was restored to an earlier state. */
export interface Mark {
  position: number;
  id: string;
}

/**
 * What the sequencer knows of its log from earlier. The epoch is its own word: behind a restore to an empty log, no event says
 * that one has begun, and a second restore takes its row away again.
 */
export interface Remembered {
  mark: Mark | null;
  epoch: number;
}

export const NOTHING_REMEMBERED: Remembered = { mark: null, epoch: 1 };
