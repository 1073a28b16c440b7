// A media item folded from the log.
import type { StateFold } from './state-fold.ts';

export interface MediaState {
  status: 'uploaded' | 'processed' | 'failed' | 'compensated' | 'deleted' | 'purged';
  user_id: string;
  /** The present name. */
  filename: string;
  content_type: string;
  size: number;
  sha256: string;
  thumbnail: boolean;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  /** Why it has no thumbnail, failed, or was undone. */
  reason: string | null;
  uploaded_at: string;
}

export const MEDIA_STATE: StateFold<MediaState> = {
  evolve(state, event) {
    if (event.event_type === 'MediaUploaded')
      return {
        status: 'uploaded',
        ...event.data,
        thumbnail: false,
        width: null,
        height: null,
        duration_seconds: null,
        reason: null,
        uploaded_at: event.created_at,
      };
    // A stream begins with its upload; without one there is nothing that could change.
    if (state === null) return null;
    switch (event.event_type) {
      case 'MediaProcessed': {
        const { thumbnail, why = null, width, height, duration_seconds = null } = event.data;
        return { ...state, status: 'processed', thumbnail, reason: why, width, height, duration_seconds };
      }
      case 'MediaRendered': {
        const { sides, width, height } = event.data;
        const seen = sides.length > 0 ? { thumbnail: true, reason: null } : {};
        return { ...state, ...seen, width: width ?? state.width, height: height ?? state.height };
      }
      case 'MediaProcessingFailed':
        return { ...state, status: 'failed', reason: event.data.reason };
      case 'MediaRenamed':
        return { ...state, filename: event.data.filename };
      case 'MediaDeleted':
        return { ...state, status: 'deleted' };
      case 'MediaPurged':
        return { ...state, status: 'purged', thumbnail: false };
      case 'MediaUploadCompensated':
        return { ...state, status: 'compensated', thumbnail: false, reason: event.data.reason };
      default:
        return state;
    }
  },
};
