// An export folded from the log: its contents, its progress, and how long it can be downloaded.
import type { StateFold } from './state-fold.ts';

export interface ExportState {
  status: 'requested' | 'collected' | 'written' | 'completed' | 'discarded' | 'expired';
  user_id: string;
  album_id: string;
  album_name: string;
  /** How many files go in. */
  total: number;
  /** Files that are in the ZIP. */
  done: number;
  /** Files whose originals are lost: a list in the ZIP names them. */
  missing: number;
  /** Bytes of the ZIP; null until it is written. */
  size: number | null;
  expires_at: string | null;
  /** Why it was discarded. */
  reason: string | null;
  created_at: string;
  updated_at: string;
}

export const EXPORT_STATE: StateFold<ExportState> = {
  evolve(state, event) {
    const { created_at } = event;
    const start = { total: 0, done: 0, missing: 0, size: null, expires_at: null, reason: null, created_at };
    if (event.event_type === 'ExportRequested')
      return { status: 'requested', ...event.data, ...start, updated_at: created_at };
    if (!state) return state;
    const next = { ...state, updated_at: created_at };
    switch (event.event_type) {
      case 'ExportCollected':
        return { ...next, status: 'collected', total: event.data.total };
      case 'ExportProgressed':
        return { ...next, done: event.data.done };
      case 'ExportWritten': {
        const { size, missing = 0 } = event.data;
        return { ...next, status: 'written', done: state.total - missing, missing, size };
      }
      case 'ExportCompleted':
        return { ...next, status: 'completed', expires_at: event.data.expires_at };
      case 'ExportDiscarded':
        return { ...next, status: 'discarded', reason: event.data.reason };
      case 'ExportExpired':
        return { ...next, status: 'expired' };
      default:
        return state;
    }
  },
};
