// What an album must know of a media item before adding it: its owner and whether it exists. Folded from the
// media's own stream, because the decision must not rest on a read model that lags. A tolerant reader of another
// aggregate's events: what it does not know it passes over.
import type { DomainEvent } from '#shared/mediahub/events/catalogue';

export type MediaEligibility =
  | { status: 'unknown' }
  | { status: 'alive' | 'deleted' | 'compensated'; owner: string };

export const UNKNOWN: MediaEligibility = { status: 'unknown' };

const end = (eligibility: MediaEligibility, status: 'deleted' | 'compensated'): MediaEligibility =>
  eligibility.status === 'alive' ? { ...eligibility, status } : eligibility;

export function evolve(eligibility: MediaEligibility, event: DomainEvent): MediaEligibility {
  switch (event.event_type) {
    case 'MediaUploaded':
      return { status: 'alive', owner: event.data.user_id };
    case 'MediaDeleted':
    case 'MediaPurged':
      return end(eligibility, 'deleted');
    case 'MediaUploadCompensated':
      return end(eligibility, 'compensated');
    default:
      return eligibility;
  }
}
