// Sagas that wait for a person, as they are shown.

/** Where they were parked, and why, in words. */
export interface ParkedCause {
  saga_type: string;
  step_name: string;
  direction: 'do' | 'undo';
  reason: string;
}

export interface ParkedGroup extends ParkedCause {
  count: number;
  /** When the first of them began. */
  oldest: string;
}

export interface ParkedSagas {
  /** All of them. */
  total: number;
  /** All that have not ended, these among them. */
  active: number;
  /** The causes of most of them first; more than these are in no list. */
  causes: ParkedGroup[];
}
