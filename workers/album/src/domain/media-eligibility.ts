// What an album must know of a media item before adding it: its owner and whether it exists. Folded from the
// media's own stream, because the decision must not rest on a read model that lags. A tolerant reader of another
// aggregate's events: what it does not know it passes over.
import type { DomainEvent } from '#shared/mediahub/events/catalogue';

export type MediaStanding = { status: 'unknown' } | { status: 'alive' | 'deleted' | 'compensated'; owner: string };

export const UNKNOWN: MediaStanding = { status: 'unknown' };

const end = (standing: MediaStanding, status: 'deleted' | 'compensated'): MediaStanding =>
  standing.status === 'alive' ? { ...standing, status } : standing;

export function evolve(standing: MediaStanding, event: DomainEvent): MediaStanding {
  switch (event.event_type) {
    case 'MediaUploaded':
      return { status: 'alive', owner: event.data.user_id };
    case 'MediaDeleted':
    case 'MediaPurged':
      return end(standing, 'deleted');
    case 'MediaUploadCompensated':
      return end(standing, 'compensated');
    default:
      return standing;
  }
}
