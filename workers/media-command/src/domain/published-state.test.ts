// The media that time travel shows is the media that the rules see.
import fc from 'fast-check';
import { it } from 'vitest';
import type { MediaEvent } from '#shared/mediahub/events/media';
import type { MediaState } from '#shared/mediahub/state/media';
import { tellTheSameStory } from '#shared/mediahub/testing/same-story';
import { media } from './media.ts';

const name = fc.constantFrom('a.jpg', 'b.jpg');
const events: fc.Arbitrary<MediaEvent> = fc.oneof(
  name.map((filename): MediaEvent => ({
    event_type: 'MediaUploaded',
    data: { user_id: 'user-a', filename, content_type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) },
  })),
  name.map((filename): MediaEvent => ({ event_type: 'MediaRenamed', data: { filename } })),
  fc.constantFrom<MediaEvent>(
    { event_type: 'MediaProcessed', data: { thumbnail: true, width: 1, height: 1 } },
    { event_type: 'MediaProcessingFailed', data: { reason: 'r', code: 'c' } },
    { event_type: 'MediaDeleted', data: { user_id: 'user-a' } },
    { event_type: 'MediaPurged', data: {} },
    { event_type: 'MediaUploadCompensated', data: { reason: 'r', saga_id: 's' } },
  ),
);

it('both folds tell the same story of any history', () =>
  tellTheSameStory(
    'Media',
    media,
    events,
    (state) =>
      state.status === 'none' ? null : [state.status, state.filename, state.upload.user_id, state.upload.sha256],
    (state) => {
      const shown = state as MediaState | null;
      return shown && [shown.status, shown.filename, shown.user_id, shown.sha256];
    },
  ));
